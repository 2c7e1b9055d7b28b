import type { AnalysisReport } from '../rust/finding.js';
import type { AnalysisRequest, Analyzer } from './analyzer.js';

/**
 * Analyses in this process: quicker to start than a child, and right where the input is the user's own tree. A file
 * is bounded by the parser's own time budget alone.
 *
 * @param onFile told of each file before work on it begins.
 */
export function createInProcessAnalyzer(onFile?: (path: string) => void): Analyzer {
  return {
    async analyze(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]> {
      signal?.throwIfAborted();
      const { analyze } = await import('./analyze.js');
      return analyze(request, (path) => {
        signal?.throwIfAborted();
        onFile?.(path);
      });
    },
    async close(): Promise<void> {},
  };
}
