import {
  type Compare,
  canonical,
  type Difference,
  type Effect,
  graver,
  isSame,
  named,
  opposite,
  quoted,
  upper,
} from './change.js';

/** How fields of programs differ, by what they are. */

/** What only people read. */
export function words(name: string): Compare<unknown> {
  return (before, after) =>
    isSame(before, after) ? [] : [{ effect: 'words', message: `The ${name} reads otherwise.` }];
}

/** What says something else, in whatever direction. */
export function anyChange(name: string, effect: Effect = 'changes'): Compare<unknown> {
  return (before, after) =>
    isSame(before, after) ? [] : [{ effect, message: `${quoted(name)} ${fromTo(before, after)}.` }];
}

/** What is compared elsewhere, or says who it is. */
export const elsewhere: Compare<unknown> = () => [];

/** One of several words, of which an earlier one asks for more than a later one. */
export function strictness<T extends string>(name: string, strictestFirst: readonly T[]): Compare<T> {
  return (before, after) => {
    if (before === after) return [];
    const isWeaker = strictestFirst.indexOf(after) > strictestFirst.indexOf(before);
    const message = `${quoted(name)} ${fromTo(before, after)}.`;
    return [{ effect: isWeaker ? 'weakens' : 'tightens', message }];
  };
}

/** A number of which a larger one has an effect; none at all is larger than any. */
export function amount(
  name: string,
  { larger, none = Infinity }: { readonly larger: Effect; readonly none?: number },
): Compare<number | null | undefined> {
  return (before, after) => {
    const [was, is] = [before ?? none, after ?? none];
    if (was === is) return [];
    const message = `${quoted(name)} ${fromTo(before, after)}.`;
    return [{ effect: is > was ? larger : opposite(larger), message }];
  };
}

function fromTo(before: unknown, after: unknown): string {
  if (before === undefined || before === null) return `is now ${shown(after)}`;
  if (after === undefined || after === null) return `is not said any more, and was ${shown(before)}`;
  return `is now ${shown(after)}, and was ${shown(before)}`;
}

function shown(value: unknown): string {
  return quoted(typeof value === 'string' ? value : canonical(value));
}

/** What more and less of a list means, in words that the entries follow. */
export interface ListWords {
  readonly gets: string;
  readonly loses: string;
  /** What one entry more does. */
  readonly more: Effect;
}

/** A list in which the order says nothing. */
export function list({ gets, loses, more }: ListWords, holds = isEqual): Compare<readonly string[]> {
  return (before, after) => {
    const added = without(after, before);
    const gone = without(before, after);
    if (added.length === 0 && gone.length === 0) return [];
    // What another entry covers makes nothing wider when it comes, and nothing narrower when it goes.
    const isWider = added.some((one) => !before.some((other) => holds(other, one)));
    const isNarrower = gone.some((one) => !after.some((other) => holds(other, one)));
    const wider = isWider ? more : 'words';
    const narrower = isNarrower ? opposite(more) : 'words';
    const parts = [
      ...(added.length > 0 ? [`${gets} ${named(added)}`] : []),
      ...(gone.length > 0 ? [`${loses} ${named(gone)}`] : []),
    ];
    return [{ effect: graver(wider, narrower), message: `${parts.join('; ')}.` }];
  };
}

/** What one list has and another has not, each once. */
export function without(list: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others);
  return [...new Set(list)].filter((one) => !left.has(one));
}

function isEqual(a: string, b: string): boolean {
  return a === b;
}

/** A list of globs; see `list`. */
export function globs(wording: ListWords): Compare<readonly string[]> {
  return list(wording, covers);
}

/** Whether all that one glob matches another does, as far as that is plain to see: `**` and `folder/**`. */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '**') return true;
  const folder = /^([^*?[\]{}()!@+|\\]*\/)(?:\*\*)?$/u.exec(wide)?.[1];
  return folder !== undefined && narrow.startsWith(folder);
}

export interface EntryWords<T> {
  /** Who an entry is, to find it in both lists; entries of one key are told apart by their order. */
  readonly key: (entry: T) => string;
  /** How it is called: ``the artifact `docs/a.md` ``. */
  readonly label: (entry: T) => string;
  readonly gets?: Effect;
  readonly differ: Compare<T>;
}

/** A list of things that have names. */
export function entries<T>({ key, label, differ, gets = 'tightens' }: EntryWords<T>): Compare<readonly T[]> {
  return (before, after) => {
    const [was, is] = [byKey(before, key), byKey(after, key)];
    const differences: Difference[] = [];
    for (const [name, entry] of was) {
      const now = is.get(name);
      if (now === undefined)
        differences.push({ effect: opposite(gets), message: `${upper(label(entry))} is gone.` });
      else differences.push(...of(label(now), differ(entry, now)));
    }
    for (const [name, entry] of is) {
      if (!was.has(name)) differences.push({ effect: gets, message: `${upper(label(entry))} is new.` });
    }
    return differences;
  };
}

function byKey<T>(list: readonly T[], key: (entry: T) => string): Map<string, T> {
  const seen = new Map<string, number>();
  return new Map(
    list.map((entry) => {
      const name = key(entry);
      const ordinal = seen.get(name) ?? 0;
      seen.set(name, ordinal + 1);
      return [`${name}\0${ordinal}`, entry];
    }),
  );
}

/** Differences of a part, with the part's name before each. */
export function of(label: string, differences: readonly Difference[]): Difference[] {
  return differences.map(({ effect, message }) => ({
    effect,
    message: `${upper(label)}: ${lower(message)}`,
  }));
}

/** A value that may be missing: that it comes or goes, or how it differs. */
export function optional<T>(
  name: string,
  { gets, differ }: { readonly gets: Effect; readonly differ: Compare<T> },
): Compare<T | undefined> {
  return (before, after) => {
    if (before !== undefined && after !== undefined) return differ(before, after);
    if (before === after) return [];
    return before === undefined
      ? [{ effect: gets, message: `${upper(name)} is new.` }]
      : [{ effect: opposite(gets), message: `${upper(name)} is gone.` }];
  };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
