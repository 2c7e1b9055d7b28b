import type { Meta } from './attributes.js';

/** With more predicates of unknown truth than this (4,096 combinations), a condition is taken to be possible. */
const MOST_UNKNOWN = 12;

/** Whether some build of the tests meets all `cfg` predicates at once: `test` holds, of all else nothing is known. */
export function canHoldInTests(predicates: readonly Meta[]): boolean {
  return canHold(predicates);
}

/** Whether some build meets all `cfg` predicates at once, if `test` holds as given; of all else nothing is known. */
export function canHold(predicates: readonly Meta[], test = true): boolean {
  const all = test ? predicates : predicates.map(withoutTest);
  const unknown = [...new Set(all.flatMap(unknownIn))];
  if (unknown.length > MOST_UNKNOWN) return true;
  for (let build = 0; build < 2 ** unknown.length; build++) {
    const given = new Set(unknown.filter((_, index) => (build >> index) & 1));
    if (all.every((predicate) => holds(predicate, given))) return true;
  }
  return false;
}

function withoutTest(predicate: Meta): Meta {
  if (predicate.path === 'test' && predicate.value === null) return { ...predicate, path: 'false' };
  return { ...predicate, list: predicate.list.map(withoutTest) };
}

/** Whether every build of the tests meets the predicate. */
export function holdsInTests(predicate: Meta): boolean {
  return !canHoldInTests([{ path: 'not', list: [predicate], value: null }]);
}

function holds(predicate: Meta, given: ReadonlySet<string>): boolean {
  switch (predicate.path) {
    case 'not':
      return !predicate.list.some((inner) => holds(inner, given));
    case 'all':
      return predicate.list.every((inner) => holds(inner, given));
    case 'any':
      return predicate.list.some((inner) => holds(inner, given));
    default:
      return knownTruth(predicate) ?? given.has(nameOf(predicate));
  }
}

function unknownIn(predicate: Meta): string[] {
  if (['not', 'all', 'any'].includes(predicate.path)) return predicate.list.flatMap(unknownIn);
  return knownTruth(predicate) === null ? [nameOf(predicate)] : [];
}

function knownTruth({ path, value }: Meta): boolean | null {
  if (value !== null) return null;
  return path === 'test' || path === 'true' ? true : path === 'false' ? false : null;
}

function nameOf({ path, value }: Meta): string {
  return value === null ? path : `${path}="${value}"`;
}
