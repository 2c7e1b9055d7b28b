import { spawn } from 'node:child_process';
import { RepositoryError } from '../snapshot/repository.js';

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Settings that a repository could use to run a program of its choice, or to answer differently than GitHub would. */
const SETTINGS = ['core.fsmonitor=false', 'core.quotePath=false', 'core.hooksPath=/dev/null'];

/**
 * Runs git in a folder, without a shell.
 *
 * @returns what it answered, whatever its exit code.
 * @throws RepositoryError when git cannot be started.
 */
export function runGit(dir: string, args: readonly string[], input?: string): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...SETTINGS.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: dir,
      env: gitEnvironment(process.env),
      stdio: 'pipe',
    });
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', (error) => reject(startError(error, dir)));
    child.on('close', (code) => resolve({ code: code ?? 128, stdout: Buffer.concat(stdout), stderr }));
    child.stdin.on('error', () => {
      // Git ended before it had read all; its exit code tells why.
    });
    child.stdin.end(input);
  });
}

/** Runs git and gives what it wrote. @throws RepositoryError with git's own words when it fails. */
export async function git(dir: string, args: readonly string[], input?: string): Promise<Buffer> {
  const { code, stdout, stderr } = await runGit(dir, args, input);
  if (code === 0) return stdout;
  throw gitError(dir, args[0] ?? 'git', stderr);
}

export function gitError(dir: string, command: string, stderr: string): RepositoryError {
  if (/not a git repository/.test(stderr)) {
    return new RepositoryError(`${dir} is not in a git repository. Name a clone with --repo DIR.`);
  }
  const detail = stderr.trim().replace(/^(fatal|error): /, '');
  return new RepositoryError(`git ${command} failed in ${dir}: ${detail || 'it gave no reason'}`);
}

/**
 * The caller's variables without git's own: a hook runs with GIT_DIR and GIT_INDEX_FILE set, which would turn every
 * question to the repository that the hook belongs to. Where the user's settings lie stays as it is.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^GIT_/i.test(name) || /^GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}

function startError(error: NodeJS.ErrnoException, dir: string): RepositoryError {
  if (error.code !== 'ENOENT') return new RepositoryError(`git could not be started: ${error.message}`);
  return new RepositoryError(`git could not be started in ${dir}: the folder, or git itself, is not there.`);
}
