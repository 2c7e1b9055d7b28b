import type { z } from 'zod';
import type { Confidence, Suggestion } from '../rust/finding.js';
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

/** What a detector may ask about the file it judges. */
export interface DetectorFile {
  readonly path: string;
  readonly tree: SyntaxTree;
}

/** An analysis that rules parametrise with data. One detector is one file in this folder. */
export interface Detector<Options> {
  readonly id: string;
  readonly options: z.ZodType<Options>;
  detect(file: DetectorFile, options: Options, report: (hit: Hit) => void): void;
}
