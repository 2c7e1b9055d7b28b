import type { AnalysisReport } from '../rust/finding.js';
import type { AnalysisRequest } from './analyzer.js';

/** What the host and its child say to each other. One request is under way at a time. */

export interface AnalyseMessage {
  readonly id: number;
  readonly request: AnalysisRequest;
}

export type ChildMessage =
  /** Sent before work on a file begins: where a child hangs or dies is known by the last of these. */
  | { readonly type: 'file'; readonly id: number; readonly path: string }
  /** Sent when the work that follows belongs to no file. */
  | { readonly type: 'done'; readonly id: number; readonly reports: readonly AnalysisReport[] }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

/** The request as it is sent: rules without what people read of them, which is most of their text. */
export function asSent({ files, runs }: AnalysisRequest): AnalysisRequest {
  return {
    files,
    runs: runs.map(({ rule: { rule, detector, message, tests, options }, paths }) => ({
      rule: { rule, detector, message, tests, options },
      paths,
    })),
  };
}
