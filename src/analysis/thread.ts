import { Worker } from 'node:worker_threads';
import type { AnalysisReport } from '../rust/finding.js';
import { AnalysisFailed, type AnalysisRequest, type Analyzer } from './analyzer.js';
import type { ChildMessage } from './messages.js';

const WORKER = new URL('../../dist/analysis/thread-worker.js', import.meta.url);

/**
 * Analyses on another core of this process: quicker to start than a child, and with less memory. As in this thread, a
 * file is bounded by the parser's own time budget alone. Requests are worked on one after the other.
 *
 * @param onFile told of each file before work on it begins.
 * @param worker the thread's entry point.
 */
export function createThreadAnalyzer(onFile: (path: string) => void = () => {}, worker = WORKER): Analyzer {
  return new Thread(onFile, worker);
}

class Thread implements Analyzer {
  private thread: Worker | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  constructor(
    private readonly onFile: (path: string) => void,
    private readonly worker: URL,
  ) {}

  async analyze(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]> {
    const turn = this.queue.then(() => {
      signal?.throwIfAborted();
      return this.run(request);
    });
    this.queue = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {
    await this.thread?.terminate();
  }

  private run(request: AnalysisRequest): Promise<readonly AnalysisReport[]> {
    this.thread ??= new Worker(this.worker);
    const { thread } = this;
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
        end();
      };
      const onMessage = (message: ChildMessage): void => {
        if (message.id !== id) return;
        if (message.type === 'file') this.onFile(message.path);
        else if (message.type === 'done') settle(() => resolve(message.reports));
        else settle(() => reject(new AnalysisFailed(`The analysis failed: ${message.message}`)));
      };
      const onError = (error: Error): void => {
        this.thread = undefined;
        settle(() => reject(new AnalysisFailed(`The analysis ended early: ${error.message}`)));
      };
      const onExit = (): void => onError(new Error('its thread was stopped'));
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
      thread.postMessage({ id, request });
    });
  }
}
