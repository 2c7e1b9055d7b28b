import { entriesAt, itemsAt, type Part, partAt, textAt } from './part.js';
import type { Path } from './places.js';
import { didYouMean } from './schema-words.js';

/** A mistake under a path of a program's data. */
export interface PathMistake {
  readonly path: Path;
  readonly message: string;
}

/** Waves that come after a wave that is not there, after themselves, or after each other. */
export function orderMistakes(root: Part): PathMistake[] {
  const waits = waitsOf(root);
  const stuck = stuckIn(waits);
  return [...waits].flatMap(([waveId, { named }]) =>
    named.flatMap((name, index) => {
      const message = name === '' ? null : mistake(waveId, name, waits, stuck);
      return message === null ? [] : [{ path: ['waves', waveId, 'after', index], message }];
    }),
  );
}

/** What a wave waits for: the waves that it names, or `upTo` that many of those that stand first. */
interface Waits {
  readonly named: readonly string[];
  readonly upTo: number;
}

type AllWaits = ReadonlyMap<string, Waits>;

function waitsOf(root: Part): AllWaits {
  const inOrder = (textAt(root, ['order']) ?? 'waves') === 'waves';
  return new Map(
    entriesAt(root, ['waves']).map(([waveId, { part }], index) => {
      const isSaid = partAt(part, ['after']) !== undefined;
      const named = itemsAt(part, ['after']).map((item) => textAt(item, []) ?? '');
      return [waveId, { named, upTo: inOrder && !isSaid ? index : 0 }];
    }),
  );
}

function mistake(waveId: string, name: string, waits: AllWaits, stuck: ReadonlySet<string>): string | null {
  if (name === waveId) return `The wave \`${waveId}\` cannot come after itself.`;
  if (!waits.has(name)) return `There is no wave \`${name}\`.${didYouMean(name, [...waits.keys()])}`;
  if (!stuck.has(waveId) || !reaches(name, waveId, waits)) return null;
  const why =
    (waits.get(name)?.upTo ?? 0) > 0
      ? ` \`${name}\` comes after all before it unless it says \`after\` itself.`
      : '';
  return `The waves \`${waveId}\` and \`${name}\` would wait for each other.${why}`;
}

/** The waves that never begin, be all others done: one pass again and again over those that wait, until none moves. */
function stuckIn(waits: AllWaits): ReadonlySet<string> {
  const ids = [...waits.keys()];
  const done = new Set<string>();
  const dependents = new Map<string, string[]>();
  const missing = new Map<string, number>();
  let first = 0;
  const byRank = ids.filter((id) => waits.get(id)!.upTo > 0);
  const ready: string[] = [];
  for (const id of ids) {
    const known = waits.get(id)!.named.filter((name) => waits.has(name));
    missing.set(id, known.length);
    for (const name of known) dependents.set(name, [...(dependents.get(name) ?? []), id]);
    if (known.length === 0 && waits.get(id)!.upTo === 0) ready.push(id);
  }
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    done.add(id);
    for (const dependent of dependents.get(id) ?? []) {
      missing.set(dependent, missing.get(dependent)! - 1);
      if (missing.get(dependent) === 0) ready.push(dependent);
    }
    while (first < ids.length && done.has(ids[first]!)) first++;
    while (byRank.length > 0 && waits.get(byRank[0]!)!.upTo <= first) ready.push(byRank.shift()!);
  }
  return new Set(ids.filter((id) => !done.has(id)));
}

function reaches(from: string, to: string, waits: AllWaits): boolean {
  const ids = [...waits.keys()];
  const seen = new Set<string>();
  const open = [from];
  let covered = 0;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const { named, upTo } = waits.get(id) ?? { named: [], upTo: 0 };
    open.push(...named, ...ids.slice(covered, upTo));
    covered = Math.max(covered, upTo);
  }
  return false;
}
