import { type AnalysisError, type AnalysisReport, compareText } from '../rust/finding.js';
import { AnalysisFailed, type AnalysisRequest, type Analyzer } from './analyzer.js';
import { Child, type ChildLimits, type Loss } from './child.js';

export interface ChildAnalyzerOptions extends Partial<ChildLimits> {
  /** The child's entry point. */
  readonly worker?: URL;
  /** Milliseconds that a child without work is kept, so that the next request need not start one (about 0.2 s). */
  readonly idleMs?: number;
  /** Told of each file before work on it begins. */
  readonly onFile?: (path: string) => void;
}

const DEFAULTS: ChildLimits = { fileMs: 20_000, requestMs: 300_000, heapMb: 1024, residentMb: 1536 };
const IDLE_MS = 60_000;
const WORKER = new URL('../../dist/analysis/worker.js', import.meta.url);

/** A request in which more files than this must be given up is given up as a whole: each costs a child and its time. */
const MAX_LOST_FILES = 8;

/**
 * An analyzer whose work happens in a child process: what hangs, crashes or eats memory there is killed, named in the
 * reports' errors and left out, and the rest is judged. Requests are worked on one after the other.
 */
export function createChildAnalyzer(options: ChildAnalyzerOptions = {}): Analyzer {
  return new Host(options);
}

class Host implements Analyzer {
  private readonly limits: ChildLimits;
  private readonly worker: URL;
  private readonly idleMs: number;
  private readonly onFile: ((path: string) => void) | undefined;
  private child: Child | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(options: ChildAnalyzerOptions) {
    const { worker = WORKER, idleMs = IDLE_MS, onFile, ...limits } = options;
    this.worker = worker;
    this.idleMs = idleMs;
    this.onFile = onFile;
    this.limits = { ...DEFAULTS, ...limits };
  }

  async analyze(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]> {
    signal?.throwIfAborted();
    const turn = this.queue.then(() => this.take(request, signal));
    this.queue = turn.catch(() => {});
    return signal === undefined ? turn : Promise.race([turn, aborted(signal, turn)]);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.stop();
    await this.queue;
  }

  private async take(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]> {
    signal?.throwIfAborted();
    clearTimeout(this.idleTimer);
    const stop = (): void => void this.stop();
    signal?.addEventListener('abort', stop);
    try {
      return await this.judge(request, signal);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.idleTimer = setTimeout(stop, this.idleMs).unref();
    }
  }

  /** Runs the request until it is answered, each time without the file that took the child down. */
  private async judge(request: AnalysisRequest, signal?: AbortSignal): Promise<readonly AnalysisReport[]> {
    const deadline = performance.now() + this.limits.requestMs;
    const lost: AnalysisError[] = [];
    let unexplained = 0;
    let rest = request;
    for (;;) {
      const outcome = await this.run(rest, deadline);
      signal?.throwIfAborted();
      if (outcome.kind === 'done') return withErrors(outcome.reports, lost);
      const { path, cause } = outcome;
      if (this.closed) throw new AnalysisFailed('The analysis was stopped.');
      if (cause.kind === 'request-time') throw new AnalysisFailed(this.requestTimeText());
      if (path === null || !(await this.isCulprit(rest, path, cause, deadline))) {
        if (unexplained++ > 0) throw new AnalysisFailed(`The analysis ended early: ${this.lossText(cause)}.`);
        continue;
      }
      lost.push({ path, line: 1, message: `could not be analysed: ${this.lossText(cause)}` });
      if (lost.length > MAX_LOST_FILES) throw new AnalysisFailed(tooManyText(lost));
      rest = without(rest, path);
    }
  }

  /** A child that died may have been brought down by all files together: only a file that does so alone is left out. */
  private async isCulprit(
    request: AnalysisRequest,
    path: string,
    cause: Loss,
    deadline: number,
  ): Promise<boolean> {
    if (cause.kind === 'file-time' || request.files.length === 1) return true;
    const alone = await this.run(only(request, path), deadline);
    return alone.kind === 'lost';
  }

  private run(request: AnalysisRequest, deadline: number) {
    if (this.closed) throw new AnalysisFailed('The analyzer is closed.');
    if (this.child?.alive !== true) this.child = new Child(this.worker, this.limits, this.onFile);
    return this.child.run(request, deadline);
  }

  private async stop(): Promise<void> {
    clearTimeout(this.idleTimer);
    const { child } = this;
    this.child = undefined;
    await child?.kill();
  }

  private requestTimeText(): string {
    return `The files could not be analysed within ${seconds(this.limits.requestMs)}. Try again, or judge fewer files at a time.`;
  }

  private lossText(cause: Loss): string {
    switch (cause.kind) {
      case 'file-time':
        return `it took more than ${seconds(this.limits.fileMs)}`;
      case 'request-time':
        return `it took more than ${seconds(this.limits.requestMs)}`;
      case 'memory':
        return `it needs more memory than the ${this.limits.heapMb} MB of heap or ${this.limits.residentMb} MB in all that it may have`;
      case 'crash':
        return `the parsing process died (${cause.detail})`;
      case 'exception':
        return cause.detail;
    }
  }
}

function aborted(signal: AbortSignal, turn: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const forget = (): void => signal.removeEventListener('abort', abort);
    turn.then(forget, forget);
  });
}

function without(request: AnalysisRequest, path: string): AnalysisRequest {
  return {
    files: request.files.filter((file) => file.path !== path),
    runs: request.runs.map((run) => ({ ...run, paths: run.paths.filter((other) => other !== path) })),
  };
}

function only(request: AnalysisRequest, path: string): AnalysisRequest {
  return {
    files: request.files.filter((file) => file.path === path),
    runs: request.runs.map((run) => ({ ...run, paths: run.paths.filter((other) => other === path) })),
  };
}

/** Every run is told of every lost file: one that a run does not judge may still have held what its names mean. */
function withErrors(reports: readonly AnalysisReport[], lost: readonly AnalysisError[]): AnalysisReport[] {
  return reports.map((report) => ({
    ...report,
    errors: [...report.errors, ...lost].sort((a, b) => compareText(a.path, b.path) || a.line - b.line),
  }));
}

function tooManyText(lost: readonly AnalysisError[]): string {
  const paths = lost.map(({ path }) => path).join(', ');
  return `${lost.length} files could not be analysed, among them ${paths}; the analysis was given up.`;
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
