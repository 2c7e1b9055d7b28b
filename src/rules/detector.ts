import type { z } from 'zod';
import type { Contexts } from '../rust/contexts.js';
import type { Confidence, Suggestion } from '../rust/finding.js';
import type { Names } from '../rust/name.js';
import type { Node, SyntaxTree } from '../rust/syntax.js';

/** A detector's hit: what it found, at which expression; the analysis makes the finding of it. */
export interface Hit {
  /** The reported expression: the finding starts at its first character and ends at its last. */
  readonly node: Node;
  /** Fills the placeholders of the rule's message. */
  readonly data: Readonly<Record<string, string>>;
  readonly confidence: Confidence;
  readonly suggestion?: Suggestion;
}

/** An item of the crate, in the file that holds it. */
export interface CrateItem {
  readonly file: DetectorFile;
  readonly node: Node;
}

/** What a detector may ask about the crate that a file belongs to, as far as its files are at hand. */
export interface CrateView {
  /**
   * Another file by its path, parsed when asked for; `null` when it is not at hand or cannot be parsed. Bodies of its
   * functions and fields of its types may be left out.
   */
  file(path: string): DetectorFile | null;
  /** The `static` items of that name in the crate, those of the asking file first. */
  statics(name: string): readonly CrateItem[];
  /** The words of which each path that names one of the functions has one, but for paths that begin with a type. */
  wordsNaming(functions: readonly string[]): ReadonlySet<string>;
  /** Whether any file of the crate may give the name to something: as a type alias, or by `as`. */
  mayRename(name: string): boolean;
  /** What `make` gave when first asked for that key in this analysis: for what is found once for a whole crate. */
  memo<T>(key: object, make: () => T): T;
  /** Whether the code of any file of the crate has the identifier. */
  mentions(word: string): boolean;
  /** The folder of the package that the file belongs to, as far as paths tell. */
  packageFolder(path: string): string;
}

/** The files at hand, to search before any is judged. */
export interface CrateSearch {
  /** Whether the rule judges test code too. */
  readonly withTests: boolean;
  /**
   * The files that meet the groups, in the order of their paths; of those alone that `within` lets through, whose
   * renamings of the crate's own functions are then the only ones that count.
   */
  having(groups: WordGroups, within?: (path: string) => boolean): readonly string[];
  /** The words of which each path that names one of the functions has one, renamed within these files or not. */
  wordsNaming(functions: readonly string[], within?: (path: string) => boolean): ReadonlySet<string>;
  /** The file's bytes as Latin 1: enough to look for ASCII. */
  latin1(path: string): string;
  /**
   * A file, parsed as far as it takes to find what makes it meet any of the groups, and its items; `null` when it cannot
   * be. Once more of it is asked for, its nodes have other numbers.
   */
  file(path: string, groups: WordGroups, within?: (path: string) => boolean): Promise<DetectorFile | null>;
  /** Whether a function of the file whose body meets the group may be named in its package; told without parsing. */
  mayBeCalled(path: string, group: WordGroup): boolean;
  /** As `CrateView`'s: what is kept here is there when files are judged. */
  memo<T>(key: object, make: () => T): T;
  /** The folder of the package that the file belongs to, as far as paths tell. */
  packageFolder(path: string): string;
}

/** What a detector may ask about the file it judges. Arguments of macro calls are ordinary expressions in `tree`. */
export interface DetectorFile {
  readonly path: string;
  readonly tree: SyntaxTree;
  /** Its code as text to search, of bodies that are left out of the tree, too; see `CodeText`. */
  readonly code: string;
  readonly names: Names;
  readonly contexts: Contexts;
  readonly crate: CrateView;
  /** 1-based line of an offset into the tree's text. */
  line(offset: number): number;
}

/** Of these words at least one is in every file in which the detector can fire, as a whole word. */
export type WordGroup =
  | readonly string[]
  /** The same for functions by their absolute paths; what a `use` or `type` of another file renames is followed. */
  | { readonly functions: readonly string[] }
  /** The same for functions of the crate. */
  | { readonly calls: CalledFunctions }
  /** The same for words that stand in an attribute. */
  | { readonly attributes: readonly string[] }
  /** What the file's code has to pass, without comments and what strings hold. */
  | { readonly code: (text: string) => boolean }
  /** Words that may also stand in a string. */
  | { readonly anywhere: readonly string[] };

/** Functions of the crate that are called or named in a file. */
export interface CalledFunctions {
  readonly names: readonly string[];
  /** The type or trait that they belong to; `null` for free functions. */
  readonly owner: string | null;
}

/** A file has to meet every group; a file that does not is judged without being parsed. */
export type WordGroups = readonly WordGroup[];

/**
 * An analysis that rules parametrise with data. One detector is one file in this folder, listed in `detectors.ts`.
 * Hits in test code, in order or out of it, are dropped or kept by the analysis, not here.
 */
export interface Detector<Options> {
  readonly id: string;
  readonly options: z.ZodType<Options>;
  words(options: Options): WordGroups;
  /**
   * In place of `words`, for a detector that has to look at the whole crate first: the files in which it can fire.
   * Called once an analysis.
   */
  candidates?(crate: CrateSearch, options: Options): ReadonlySet<string> | Promise<ReadonlySet<string>>;
  /**
   * For a detector that judges each item by itself: the words without which a body of an item can hold no finding of
   * it, and changes none elsewhere. Other bodies may be left out of what `detect` is given.
   */
  bodies?(options: Options): WordGroup;
  detect(file: DetectorFile, options: Options, report: (hit: Hit) => void): void;
}
