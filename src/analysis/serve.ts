import type { AnalysisReport } from '../rust/finding.js';
import type { AnalysisRequest } from './analyzer.js';
import type { AnalyseMessage, ChildMessage } from './messages.js';

/** Work that a child does for its host; `onFile` is called before each file. */
export type Work = (
  request: AnalysisRequest,
  onFile: (path: string) => void,
) => readonly AnalysisReport[] | Promise<readonly AnalysisReport[]>;

/** Answers the host's requests, one after the other, until the host goes. */
export function serve(work: Work): void {
  const send = (message: ChildMessage): void => {
    process.send?.(message);
  };
  process.on('message', async ({ id, request }: AnalyseMessage) => {
    try {
      const reports = await work(request, (path) => send({ type: 'file', id, path }));
      send({ type: 'done', id, reports });
    } catch (error) {
      send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}
