import type { Stock } from '../../gates/stock.js';
import { type Position, positionLabel } from '../../program/position.js';

/** A file that a step asks for, as it could begin. */
export interface ScaffoldFile {
  /** From the repository's root. */
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

/** What the files of a step are written from. */
export interface Material {
  readonly position: Position;
  /** What the wave's rules find. */
  readonly stock: Stock;
  /** Names of the packages that the wave's rules look at. */
  readonly crates: readonly string[];
  /** The branch to work on. */
  readonly branch: string;
  /** What the branch is to be merged into, as a clone knows it: `origin/main`. */
  readonly base: string;
  /** Path of the step's reviewer script; null where it asks for none. */
  readonly script: string | null;
}

/** How documents call the step: `wave8b step 1, Policy hot-path compile elimination`. */
export function titleOf(position: Position): string {
  return `${positionLabel(position)}, ${position.wave.title}`;
}
