import type { Reason } from '../gate.js';
import type { Trees } from '../rule-scope.js';
import type { HitReader } from './hit-reader.js';

export type { Trees };

/** Files whose contents a condition is judged by. */
export interface Reading {
  readonly head: readonly string[];
  readonly mergeBase: readonly string[];
}

export const NOTHING: Reading = { head: [], mergeBase: [] };

/** What came of a condition: why it does not hold, or in a sentence that it does. */
export interface Judgement {
  readonly fails: readonly Reason[];
  readonly holds: string;
}

/** One kind of condition. One kind is one file in this folder. */
export interface Kind<Condition> {
  reads(condition: Condition, trees: Trees): Reading;
  /** Pure. The reader has what `reads` asked for. */
  judge(condition: Condition, reader: HitReader, trees: Trees): Judgement;
}
