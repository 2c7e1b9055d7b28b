import type { Node } from './syntax.js';

/** What a path or an identifier in a Rust file refers to, as Rust's name resolution finds it. */
export type Name = ExternalName | ItemName | LocalName | UnknownName;

/** Something outside the crate: `std::fs::read`. */
export interface ExternalName {
  readonly kind: 'external';
  /**
   * The absolute paths that it may have, most likely first, without `r#` and generic arguments. More than one only where
   * glob imports of other crates could each bind the first segment.
   */
  readonly paths: readonly string[];
  /**
   * Nothing visible binds the first segment, and a glob import whose module is not at hand could: then a path of two or
   * more segments that ends like a known one is that one, probably.
   */
  readonly open: boolean;
}

/** An item of this crate that is at hand; `rest` are the segments that go on below it (`new` of `Type::new`). */
export interface ItemName {
  readonly kind: 'item';
  /** The path of the file that holds the item. */
  readonly path: string;
  readonly node: Node;
  readonly rest: readonly string[];
}

/** A `let`, a parameter or another pattern; `node` is the binding identifier, in the same file. */
export interface LocalName {
  readonly kind: 'local';
  readonly node: Node;
}

/** A generic parameter, a macro fragment, or a path into a module of this crate that is not at hand. */
export interface UnknownName {
  readonly kind: 'unknown';
}

export const UNKNOWN: UnknownName = { kind: 'unknown' };

/** Answers what names of one file mean. */
export interface Names {
  /**
   * @param node a path in an expression, type or pattern: `identifier`, `scoped_identifier`, `type_identifier`,
   *   `scoped_type_identifier`, `generic_type`, `generic_function`, `bracketed_type`, `self`, …
   */
  resolve(node: Node): Name;
  /**
   * The paths that stand for values (functions called or named, constants, …). Of single identifiers only those that
   * an import of the file binds or that `isOfInterest`.
   */
  valuePaths(isOfInterest: (name: string) => boolean): Iterable<Node>;
  /** The identifiers that mean the local which the pattern's identifier binds. */
  usesOf(binding: Node): readonly Node[];
  /**
   * Where this file uses a function of its own, called or named: paths that mean it and, for one in an `impl`, fields
   * of its name.
   */
  usesOfFunction(item: Node): readonly Node[];
  /** Whether the file has a function of that name, in whatever module or `impl`. */
  definesFunction(name: string): boolean;
}
