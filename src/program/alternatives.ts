import { closest, listed, type SchemaNode } from './schema-words.js';

/** Which alternative of a union a mapping was meant to be, told by its keys. */
export type Chosen =
  | { readonly kind: 'one'; readonly index: number }
  /** It has what tells alternatives apart of several at once. */
  | { readonly kind: 'many'; readonly keys: readonly string[] }
  /** It has none of these; `mistyped` is a key that was probably meant to be one. */
  | { readonly kind: 'none'; readonly keys: readonly string[]; readonly mistyped: string | null };

/**
 * Compares the keys of a mapping with those that tell a union's alternatives apart: each alternative's first required
 * key. Where one alternative alone is a mapping, it is that one. `null` where keys do not tell.
 */
export function chooseAlternative(input: object, alternatives: readonly SchemaNode[]): Chosen | null {
  const mappings = alternatives.flatMap(({ properties }, index) => (properties === undefined ? [] : [index]));
  if (mappings.length === 1) return { kind: 'one', index: mappings[0]! };
  const marks = alternatives.map(({ required }) => required?.[0] ?? null);
  const keys = marks.filter((mark) => mark !== null);
  if (keys.length < 2 || new Set(keys).size !== keys.length) return null;
  const present = marks.flatMap((mark, index) =>
    mark !== null && Object.hasOwn(input, mark) ? [{ mark, index }] : [],
  );
  if (present.length === 1) return { kind: 'one', index: present[0]!.index };
  if (present.length > 1) return { kind: 'many', keys: present.map(({ mark }) => mark) };
  const known = new Set(alternatives.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const unknown = Object.keys(input).filter((key) => !known.has(key));
  const mistyped = unknown.find((key) => closest(key, keys) !== undefined) ?? unknown[0] ?? null;
  return { kind: 'none', keys, mistyped };
}

/** What is said of a mapping that is none of the alternatives, or several at once. */
export function choiceWords(chosen: Exclude<Chosen, { kind: 'one' }>): string {
  return chosen.kind === 'many'
    ? `${listed(chosen.keys)} do not go together: make an entry of each.`
    : `Expected one of the keys ${listed(chosen.keys, 'or')}.`;
}
