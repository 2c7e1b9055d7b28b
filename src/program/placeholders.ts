import { type ListPart, type MapPart, mistakeAt, type Origin, type Part, type ScalarPart } from './part.js';
import type { PlacedError } from './source-error.js';

/** What placeholders stand for, by name. */
export type Values = ReadonlyMap<string, Part | string>;

/** `{name}`; `{{name}}` and `\{name}` are no placeholders: the one is written `{name}`, the other stays. */
const PLACEHOLDER = /\{\{([a-z][a-z0-9_-]*)\}\}|(?<!\\)\{([a-z][a-z0-9_-]*)\}/gu;
const ALONE = /^\{([a-z][a-z0-9_-]*)\}$/u;

/** A placeholder, and the text that it stands in. */
export interface Used {
  readonly name: string;
  readonly origin: Origin;
  /** Whether it stands in a step, where `{step}` is known. */
  readonly inStep: boolean;
}

/** Every placeholder in a value, at any depth. */
export function* placeholdersIn(part: Part, inStep = false, underSteps = false): Generator<Used> {
  if (part.kind === 'scalar') {
    for (const name of namesIn(part.value)) yield { name, origin: part.origin, inStep };
  } else if (part.kind === 'list') {
    for (const item of part.items) yield* placeholdersIn(item, inStep);
  } else {
    for (const [key, { part: value }] of part.entries) {
      yield* placeholdersIn(value, inStep || underSteps, key === 'steps' && !inStep);
    }
  }
}

export function namesIn(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return [...value.matchAll(PLACEHOLDER)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
}

/**
 * A value with its placeholders filled. One that is a text of its own takes the value as it is, and in a list the
 * entries of a list; within a text it must stand for a word or a number. What stands for nothing stays.
 *
 * @param user who uses the template, where the value is one's: mistakes in it are told with that name.
 */
export function fill(part: Part, values: Values, errors: PlacedError[], user?: string): Part {
  switch (part.kind) {
    case 'scalar':
      return fillText(part, values, errors, user);
    case 'list':
      return {
        ...part,
        items: part.items.flatMap((item) => fillItem(item, values, errors, user)),
        ...at(part, user),
      };
    case 'map':
      return { ...part, entries: fillEntries(part, values, errors, user), ...at(part, user) };
  }
}

function at({ origin }: Part, user: string | undefined): { readonly origin: Origin } {
  return { origin: user === undefined ? origin : { ...origin, user } };
}

function fillEntries(
  part: MapPart,
  values: Values,
  errors: PlacedError[],
  user?: string,
): MapPart['entries'] {
  return new Map(
    [...part.entries].map(([key, entry]) => {
      const origin = user === undefined ? entry.key : { ...entry.key, user };
      return [key, { key: origin, part: fill(entry.part, values, errors, user) }];
    }),
  );
}

function fillItem(item: Part, values: Values, errors: PlacedError[], user?: string): readonly Part[] {
  const filled = fill(item, values, errors, user);
  return isListForText(item, filled) ? filled.items : [filled];
}

function isListForText(item: Part, filled: Part): filled is ListPart {
  return item.kind === 'scalar' && filled.kind === 'list';
}

function fillText(part: ScalarPart, values: Values, errors: PlacedError[], user?: string): Part {
  if (typeof part.value !== 'string') return { ...part, ...at(part, user) };
  const alone = values.get(ALONE.exec(part.value)?.[1] ?? '');
  if (alone !== undefined && typeof alone !== 'string') return alone;
  const value = part.value.replace(PLACEHOLDER, (all: string, literal?: string, name?: string) => {
    if (literal !== undefined) return `{${literal}}`;
    const given = values.get(name ?? '');
    if (given === undefined) return all;
    if (typeof given === 'string') return given;
    if (given.kind === 'scalar') return String(given.value);
    const form = given.kind === 'list' ? 'a list' : 'a mapping';
    const text = `\`${all}\` is ${form}, which can only be a value of its own: expected \`${all}\` and nothing beside it.`;
    errors.push(mistakeAt({ ...part.origin, ...(user !== undefined && { user }) }, text));
    return all;
  });
  return { ...part, value, ...at(part, user) };
}
