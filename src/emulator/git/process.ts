import { spawn } from 'node:child_process';

/** Git said no; `stderr` is git's own words. */
export class GitError extends Error {
  override name = 'GitError';
  constructor(
    readonly args: readonly string[],
    readonly code: number | null,
    readonly stdout: Buffer,
    readonly stderr: string,
  ) {
    super(`git ${args.slice(0, 3).join(' ')} ended with ${code}: ${stderr.trim()}`);
  }
}

/** No configuration of the machine or the user may change what the repositories of the emulator hold. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
  TZ: 'UTC',
};

export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...ENVIRONMENT, ...extra };
}

export interface GitCall {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs git on a git directory to its end and gives its standard output. @throws GitError */
export function runGit(gitDir: string | null, args: readonly string[], call: GitCall = {}): Promise<Buffer> {
  const all = [...(gitDir === null ? [] : ['--git-dir', gitDir]), '-c', 'core.quotePath=false', ...args];
  return new Promise((resolve, reject) => {
    const child = spawn('git', all, { env: gitEnvironment(call.env), stdio: 'pipe' });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const stdout = Buffer.concat(out);
      if (code === 0) resolve(stdout);
      else reject(new GitError(args, code, stdout, Buffer.concat(err).toString()));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input ?? '');
  });
}
