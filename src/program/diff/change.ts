/**
 * What a change does to those who are held by a program. `changes`: it depends, so a reviewer has to look; `words`:
 * nothing, as only people read it.
 */
export type Effect = 'weakens' | 'changes' | 'tightens' | 'words';

/** A difference between two things, in a sentence; names from the files stand between backticks. */
export interface Difference {
  readonly effect: Effect;
  readonly message: string;
}

/** A difference of one part of a repository's programs. */
export interface PlacedDifference extends Difference {
  /** What it is a difference of: `wave8b step 2`, `wave8`, `rule blocking-io-in-async`. */
  readonly where: string;
}

/** A change of a repository's programs: of every part in which it is the same, as a template brings it there. */
export interface ProgramChange extends Difference {
  readonly where: readonly string[];
  /** Parts in which it is the same; more than are named where there are many. */
  readonly places: number;
}

/** A difference told of what it is a difference of, as a sentence of its own. */
export function placedAt(where: string): (difference: Difference) => PlacedDifference {
  return ({ effect, message }) => ({ effect, where, message: upper(message) });
}

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How two values of a field differ; none where they are the same. */
export type Compare<T> = (before: T, after: T) => readonly Difference[];

/** One for each field of `T`: a field that is new in the schema does not compile until it is compared here. */
export type Fields<T> = { readonly [K in keyof T]-?: Compare<T[K]> };

export function compareFields<T extends object>(fields: Fields<T>, before: T, after: T): Difference[] {
  const keys = Object.keys(fields) as (keyof T)[];
  return keys.flatMap((key) => fields[key](before[key], after[key]));
}

/** Whether two values of a program say the same, in whatever order their keys stand. */
export function isSame(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after);
}

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Characters of a name that are shown. */
const MOST_SHOWN = 100;

/** A text of the files between backticks, on one line, that cannot end them. */
export function quoted(text: string): string {
  const line = text.replaceAll('`', "'").replace(/\s+/gu, ' ').trim();
  const points = Array.from(line.slice(0, 2 * MOST_SHOWN));
  return `\`${points.length > MOST_SHOWN ? `${points.slice(0, MOST_SHOWN - 1).join('')}…` : points.join('')}\``;
}

/** Names of a list that are shown. */
const MOST_NAMED = 6;

/** `` `a`, `b` and 3 more ``. */
export function named(texts: readonly string[]): string {
  const shown = texts.slice(0, texts.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED).map(quoted);
  const parts = texts.length > shown.length ? [...shown, `${texts.length - shown.length} more`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

export function opposite(effect: Effect): Effect {
  if (effect === 'weakens') return 'tightens';
  return effect === 'tightens' ? 'weakens' : effect;
}

/** The one that a reviewer must know of, if both happen at once. */
export function graver(a: Effect, b: Effect): Effect {
  const order: readonly Effect[] = ['weakens', 'changes', 'tightens', 'words'];
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}
