/** Rust text to parse in place of tokens, and the way in the tree that it gives to the wanted node. */
export interface Form {
  readonly source: string;
  /** What to add to an offset into `source` for the offset into the file. */
  readonly shift: number;
  readonly way: readonly string[];
}

/** A list of expressions between commas. `inner` begins at the offset `start` of the file, here and below. */
export function argumentsForm(inner: string, start: number): Form {
  return { source: `m(${inner}\n);`, shift: start - 2, way: ['call_expression', 'arguments'] };
}

/** Statements and items. */
export function blockForm(inner: string, start: number): Form {
  return { source: `{${inner}\n}`, shift: start - 1, way: ['block'] };
}

/** The arms of a `match`. */
export function armsForm(inner: string, start: number): Form {
  return { source: `match m{${inner}\n}`, shift: start - 8, way: ['match_expression', 'match_block'] };
}

/** A pattern, with a guard or without. */
export function patternForm(inner: string, start: number): Form {
  return armsForm(`${inner}\n=>0`, start);
}
