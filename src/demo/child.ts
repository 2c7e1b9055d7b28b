import { type ChildProcess, spawn } from 'node:child_process';
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
  readonly env: Readonly<Record<string, string>>;
  /** Matches the line that says it is ready, on stdout or stderr. */
  readonly ready: RegExp;
  /** Called when it ends without having been asked. */
  readonly onLoss: (error: Error) => void;
}

/** @throws Error with the process's last lines when it ends, or says nothing, before it is ready. */
export async function startChild(plan: ChildPlan): Promise<RunningChild> {
  const script = fileURLToPath(new URL(`../../dist/${plan.script}`, import.meta.url));
  const child = spawn(process.execPath, [script, ...(plan.args ?? [])], {
    env: { PATH: process.env.PATH ?? '', ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last: string[] = [];
  let stopping = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lost = (): Error => new Error(`The ${plan.name} ended:\n${last.join('\n')}`);
  const ready = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The ${plan.name} did not start:\n${last.join('\n')}`));
    }, READY_TIMEOUT);
    const settle = (found: string | undefined): void => {
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    readLines(child, (line) => {
      last.push(line);
      last.splice(0, last.length - LAST_LINES);
      settle(plan.ready.exec(line)?.[1]);
    });
    void ended.then(() => {
      clearTimeout(timer);
      reject(lost());
      if (!stopping) plan.onLoss(lost());
    });
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    await stopChild(child, ended);
  };
  return { ready, stop };
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
