/** How sure a finding is: `probable` where a glob import that is not at hand could bind the name. */
export type Confidence = 'certain' | 'probable';

/** A rule's hit at a place. Lines and columns are 1-based; columns count UTF-8 bytes; the end is exclusive. */
export interface Finding {
  readonly rule: string;
  /** Path from the repository's root, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** The enclosing function, as `Type::name` or `name`; `null` outside functions. */
  readonly function: string | null;
  readonly confidence: Confidence;
  /** Survives unrelated edits above the finding and a move of its function to another file. */
  readonly fingerprint: string;
  /** The same for the same expression in another function: a finding may move and its function be renamed. */
  readonly likeness?: string;
  /** A mechanical fix, where one is right: the text that replaces the finding's lines. */
  readonly suggestion?: Suggestion;
}

export interface Suggestion {
  /** 1-based, inclusive: whole lines are replaced, as GitHub's `suggestion` blocks do. */
  readonly startLine: number;
  readonly endLine: number;
  /** The new lines, without a last line feed. */
  readonly text: string;
}

/** A part of a file that could not be judged; never passed over silently. */
export interface AnalysisError {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface AnalysisReport {
  /** Ordered by path, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly errors: readonly AnalysisError[];
  /** Files judged, whether parsed or ruled out without parsing. */
  readonly files: number;
  /** Files that had to be parsed. */
  readonly parsed: number;
}

/** The order that every list of findings has. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule);
}

/** Orders text by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
