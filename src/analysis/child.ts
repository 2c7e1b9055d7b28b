import { type ChildProcess, fork } from 'node:child_process';
import type { AnalysisReport } from '../rust/finding.js';
import type { AnalysisRequest } from './analyzer.js';
import { asSent, type ChildMessage } from './messages.js';
import { processorMs, residentMb } from './usage.js';

/** What one request may cost before the child is killed. */
export interface ChildLimits {
  /**
   * Milliseconds for one file; longer than the parser's own budget, which reports more precisely. Where the system
   * tells (Linux) it is processor time, so that a busy machine changes no verdict.
   */
  readonly fileMs: number;
  /** Milliseconds for a whole request, retries included. */
  readonly requestMs: number;
  /** Megabytes of JavaScript heap. */
  readonly heapMb: number;
  /** Megabytes of resident memory, native trees included; watched where the system tells it (Linux). */
  readonly residentMb: number;
}

export type Outcome =
  | { readonly kind: 'done'; readonly reports: readonly AnalysisReport[] }
  /** The child did not answer; `path` is the file at which it stood, `null` when it stood at none. */
  | { readonly kind: 'lost'; readonly path: string | null; readonly cause: Loss };

export type Loss =
  | { readonly kind: 'file-time' }
  | { readonly kind: 'request-time' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'crash'; readonly detail: string }
  | { readonly kind: 'exception'; readonly detail: string };

const CHECK_MS = 50;
/** How much longer than its processor time a file may take, on a machine that does other things too. */
const WAITING_FACTOR = 6;
const STDERR_TAIL = 4096;

/** One forked child. It answers one request at a time; once lost it is of no more use. */
export class Child {
  private readonly process: ChildProcess;
  private readonly closed: Promise<void>;
  private stderr = '';
  private lastId = 0;
  private gone: Loss | undefined;

  constructor(
    worker: URL,
    private readonly limits: ChildLimits,
    private readonly onFile: (path: string) => void = () => {},
  ) {
    this.process = fork(worker, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [`--max-old-space-size=${limits.heapMb}`],
      env: systemEnvironment(),
    });
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = (this.stderr + chunk.toString()).slice(-STDERR_TAIL);
    });
    process.on('exit', this.onExit);
    this.closed = new Promise((resolve) => {
      this.process.on('error', (error) => {
        this.leave({ kind: 'crash', detail: error.message });
        if (this.process.pid === undefined) resolve();
      });
      this.process.on('close', (code, signal) => {
        this.leave(describeExit(code, signal, this.stderr));
        resolve();
      });
    });
  }

  get alive(): boolean {
    return this.gone === undefined;
  }

  /** @returns when the process is gone. */
  async kill(): Promise<void> {
    this.leave({ kind: 'crash', detail: 'it was stopped' });
    this.process.kill('SIGKILL');
    this.hold(true);
    await this.closed;
  }

  /** Whether this child keeps the host's process alive. */
  hold(busy: boolean): void {
    const handles = [this.process, this.process.channel, this.process.stderr] as ({
      ref(): void;
      unref(): void;
    } | null)[];
    for (const handle of handles) {
      if (busy) handle?.ref();
      else handle?.unref();
    }
  }

  /** @param deadline by `performance.now()`: when the whole request must be done. */
  async run(request: AnalysisRequest, deadline: number): Promise<Outcome> {
    const id = ++this.lastId;
    this.hold(true);
    try {
      return await new Promise((resolve) => this.watch(id, request, deadline, resolve));
    } finally {
      this.hold(false);
    }
  }

  private watch(id: number, request: AnalysisRequest, deadline: number, answer: (o: Outcome) => void): void {
    const file = new FileClock(this.process.pid);
    const settle = (outcome: Outcome): void => {
      clearInterval(timer);
      this.process.off('message', onMessage);
      this.onGone = undefined;
      answer(outcome);
    };
    const lose = (cause: Loss): void => {
      settle({ kind: 'lost', path: file.path, cause });
      if (cause.kind !== 'exception') void this.kill();
    };
    const onMessage = (message: ChildMessage): void => {
      if (message.id !== id) return;
      if (message.type === 'done') settle({ kind: 'done', reports: message.reports });
      else if (message.type === 'failed') lose({ kind: 'exception', detail: message.message });
      else {
        file.begin(message.path);
        this.onFile(message.path);
      }
    };
    const timer = setInterval(() => {
      if (performance.now() > deadline) lose({ kind: 'request-time' });
      else if (file.exceeds(this.limits.fileMs)) lose({ kind: 'file-time' });
      else if ((residentMb(this.process.pid) ?? 0) > this.limits.residentMb) lose({ kind: 'memory' });
    }, CHECK_MS);
    this.onGone = lose;
    this.process.on('message', onMessage);
    // A failure to send is the child's end, which `close` reports with its cause.
    if (this.gone === undefined) this.process.send({ id, request: asSent(request) }, () => {});
    else lose(this.gone);
  }

  private onGone: ((cause: Loss) => void) | undefined;

  /** Busy with a file, the child would notice only after it that nobody waits any more. */
  private readonly onExit = (): void => {
    this.process.kill('SIGKILL');
  };

  private leave(cause: Loss): void {
    if (this.gone !== undefined) return;
    this.gone = cause;
    process.off('exit', this.onExit);
    this.onGone?.(cause);
  }
}

/** How long a child has been at one file. */
class FileClock {
  path: string | null = null;
  private began = 0;
  private used: number | null = null;

  constructor(private readonly pid: number | undefined) {}

  begin(path: string): void {
    this.path = path;
    this.began = performance.now();
    this.used = null;
  }

  /** By processor time where it is known; a child that only waits is given up later. */
  exceeds(limit: number): boolean {
    const elapsed = performance.now() - this.began;
    if (this.path === null || elapsed < CHECK_MS) return false;
    const used = processorMs(this.pid);
    this.used ??= used;
    if (used === null || this.used === null) return elapsed > limit;
    return used - this.used > limit || elapsed > limit * WAITING_FACTOR;
  }
}

/** The child gets no variable of ours: whatever it parses, it has no secret to tell. */
function systemEnvironment(): NodeJS.ProcessEnv {
  const root = process.env.SystemRoot;
  return root === undefined ? {} : { SystemRoot: root };
}

function describeExit(code: number | null, signal: NodeJS.Signals | null, stderr: string): Loss {
  if (/heap out of memory|Array buffer allocation failed/.test(stderr)) return { kind: 'memory' };
  return { kind: 'crash', detail: signal === null ? `exit code ${code}` : `signal ${signal}` };
}
