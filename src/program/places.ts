import type { PlacedError } from './source-error.js';

/** A step into a YAML value: a mapping's key or a list's index. */
export type PathSegment = string | number;
export type Path = readonly PathSegment[];

/** Where the parts of a value stand in the files that people wrote. */
export interface Places {
  /** A mistake at the value under `path`; where the value is left empty or not there, at its key. */
  atValue(path: Path, message: string): PlacedError;
  /** A mistake at the key that `path` ends with; for a list's entry at the entry; else at what would hold it. */
  atKey(path: Path, message: string): PlacedError;
  /** Whether `path` leads to something, be it empty. */
  has(path: Path): boolean;
}
