import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How long a process may take until it says where it listens, in milliseconds. */
const READY_TIMEOUT = 30_000;
/** How long it may take to end by itself before it is ended, in milliseconds. */
const STOP_TIMEOUT = 5_000;
/** Lines kept to say why a process ended. */
const LAST_LINES = 20;

export interface RunningChild {
  /** What the pattern's first group held in the line that told it was ready. */
  readonly ready: string;
  stop(): Promise<void>;
}

export interface ChildPlan {
  readonly name: string;
  /** A built file, as a path below dist/. */
  readonly script: string;
  readonly args?: readonly string[];
  /** A file that keeps what it prints. */
  readonly log: string;
  readonly env: Readonly<Record<string, string>>;
  /** Matches the line that says it is ready, on stdout or stderr. */
  readonly ready: RegExp;
  /** Called when it ends without having been asked. */
  readonly onLoss: (error: Error) => void;
}

/** @throws Error with the process's last lines when it ends, or says nothing, before it is ready. */
export async function startChild(plan: ChildPlan): Promise<RunningChild> {
  const leash = fileURLToPath(new URL('../../dist/demo/leash.js', import.meta.url));
  const child = spawn(process.execPath, [leash, plan.script, ...(plan.args ?? [])], {
    env: { PATH: process.env.PATH ?? '', ...plan.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const output = new Output(plan.log);
  const ready = await untilReady(child, plan, output, ended);
  let stopping = false;
  void ended.then(() => {
    if (!stopping) plan.onLoss(new Error(`The ${plan.name} ended:\n${output.last}`));
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    await stopChild(child, ended);
  };
  return { ready, stop };
}

/** What a process printed: all of it in a file, the last lines at hand to say why it ended. */
class Output {
  private readonly lines: string[] = [];
  private readonly file;

  constructor(path: string) {
    this.file = createWriteStream(path);
    // A log that cannot be written, or no more, is no reason to end.
    this.file.on('error', () => {});
  }

  get last(): string {
    return this.lines.join('\n');
  }

  add(line: string): void {
    this.file.write(`${line}\n`);
    this.lines.push(line);
    if (this.lines.length > LAST_LINES) this.lines.shift();
  }
}

function untilReady(
  child: ChildProcess,
  plan: ChildPlan,
  output: Output,
  ended: Promise<void>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The ${plan.name} did not start:\n${output.last}`));
    }, READY_TIMEOUT);
    readLines(child, (line) => {
      const found = plan.ready.exec(line)?.[1];
      // The line that says it is ready may hold secrets.
      if (found === undefined) output.add(line);
      else {
        clearTimeout(timer);
        resolve(found);
      }
    });
    void ended.then(() => reject(new Error(`The ${plan.name} did not start:\n${output.last}`)));
    child.once('close', () => clearTimeout(timer));
  });
}

function readLines(child: ChildProcess, use: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', use);
  }
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await ended;
  clearTimeout(timer);
}
