import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { gitEnvironment } from './process.js';

export interface ObjectInfo {
  readonly sha: string;
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly size: number;
}

export interface GitObject extends ObjectInfo {
  readonly content: Buffer;
}

interface Waiting {
  readonly withContent: boolean;
  readonly resolve: (object: GitObject | null) => void;
  readonly reject: (error: Error) => void;
}

const NEWLINE = 10;

/** One long-lived `git cat-file --batch-command`: an object costs a write and a read, not a process. */
export class ObjectReader {
  private child: ChildProcessWithoutNullStreams | null = null;
  private pending: Waiting[] = [];
  private chunks: Buffer[] = [];
  private buffered = 0;
  /** Bytes that must have arrived before parsing can go on. */
  private wanted = 1;

  constructor(private readonly gitDir: string) {}

  /** What a revision names, or `null` when nothing bears that name. */
  info(revision: string): Promise<ObjectInfo | null> {
    return this.ask(`info ${revision}`, false);
  }

  read(revision: string): Promise<GitObject | null> {
    return this.ask(`contents ${revision}`, true);
  }

  close(): void {
    this.child?.stdin.end();
    this.child = null;
  }

  private ask(command: string, withContent: boolean): Promise<GitObject | null> {
    if (/[\n\r\0]/.test(command)) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.pending.push({ withContent, resolve, reject });
      this.process().stdin.write(`${command}\n`);
    });
  }

  private process(): ChildProcessWithoutNullStreams {
    if (this.child !== null) return this.child;
    const child = spawn('git', ['--git-dir', this.gitDir, 'cat-file', '--batch-command'], {
      env: gitEnvironment(),
    });
    child.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    child.on('error', (error) => this.fail(error));
    child.on('close', () => this.fail(new Error('git cat-file ended')));
    child.stdin.on('error', () => undefined);
    this.child = child;
    return child;
  }

  private fail(error: Error): void {
    for (const waiting of this.pending.splice(0)) waiting.reject(error);
    this.child = null;
    this.chunks = [];
    this.buffered = 0;
    this.wanted = 1;
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    if (this.buffered < this.wanted) return;
    let buffer: Buffer = Buffer.concat(this.chunks);
    for (let rest = this.take(buffer); rest !== null; rest = this.take(buffer)) buffer = rest;
    this.chunks = [buffer];
    this.buffered = buffer.length;
  }

  /** Answers the first waiting question; gives what is left, or `null` when its answer is not whole yet. */
  private take(buffer: Buffer): Buffer | null {
    const waiting = this.pending[0];
    const end = buffer.indexOf(NEWLINE);
    this.wanted = buffer.length + 1;
    if (waiting === undefined || end < 0) return null;
    const [sha = '', type = '', size = ''] = buffer.toString('utf8', 0, end).split(' ');
    if (!/^[0-9a-f]{40}$/.test(sha) || !/^\d+$/.test(size)) {
      this.pending.shift();
      waiting.resolve(null);
      return buffer.subarray(end + 1);
    }
    const length = waiting.withContent ? Number(size) + 1 : 0;
    if (buffer.length < end + 1 + length) {
      this.wanted = end + 1 + length;
      return null;
    }
    this.pending.shift();
    const content = Buffer.from(buffer.subarray(end + 1, end + length));
    waiting.resolve({ sha, type: type as ObjectInfo['type'], size: Number(size), content });
    return buffer.subarray(end + 1 + length);
  }
}
