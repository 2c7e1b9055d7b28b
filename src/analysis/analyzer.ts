import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisReport } from '../rust/finding.js';

/** A file as git stores it. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What an analysis has to know of a rule. */
export type AnalysisRule = Pick<RuleDefinition, 'rule' | 'detector' | 'message' | 'tests' | 'options'>;

/** One rule, with the options of one gate, over the files that the gate names. */
export interface RuleRun {
  readonly rule: AnalysisRule;
  /** Paths among the request's files in which findings are reported; the other files are there to resolve names. */
  readonly paths: readonly string[];
}

export interface AnalysisRequest {
  readonly files: readonly SourceFile[];
  readonly runs: readonly RuleRun[];
}

/**
 * Finds what rules find in files. In the app a child process that can be killed stands behind it, in the CLI the
 * process itself; what could not be judged comes back in the report's `errors`.
 */
export interface Analyzer {
  /**
   * @returns one report a run, in the order of the runs.
   * @throws AnalysisFailed when nothing can be said at all.
   */
  analyze(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]>;
  close(): Promise<void>;
}

/** Nothing can be said of a request; `message` is for people and says what to do. */
export class AnalysisFailed extends Error {
  override name = 'AnalysisFailed';
}
