import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import { progressOf } from '../program/progress.js';
import { progressJson, progressText } from '../report/progress-text.js';
import type { History } from '../snapshot/facts.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type CloneOptions, openWithPrograms } from './subject.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';
import { requireValid } from './wave.js';

export interface StatusOptions extends CloneOptions {
  /** OWNER/REPO#N: a pull request of the repository to ask on GitHub. */
  readonly pr?: string;
  readonly api?: string;
  /** A file with what GitHub would tell. */
  readonly history?: string;
  readonly format: 'text' | 'json';
}

/** `wavegate status`: how far the programs have come, as their merged and open pull requests prove it. */
export async function status(options: StatusOptions, terminal: Terminal): Promise<ExitCode> {
  const { programs, history } = await read(options, terminal.cwd);
  requireValid(programs);
  if (history === null) throw new UsageError('There is no history of pull requests in what was given.');
  const progresses = programs.programs.map((program) => progressOf(program, history));
  terminal.out(options.format === 'json' ? progressJson(progresses) : progressText(progresses, terminal));
  return EXIT.ok;
}

interface Known {
  readonly programs: ProgramSet;
  readonly history: History | null;
}

async function read(options: StatusOptions, cwd: string): Promise<Known> {
  const { pr, history, api } = options;
  if (pr !== undefined && history !== undefined) throw new UsageError('--history does not go with --pr.');
  if (pr !== undefined) {
    if (options.program !== undefined) throw new UsageError('--program does not go with --pr.');
    const { remoteHistory } = await import('./remote-history.js');
    return remoteHistory({ ...options, pr }, cwd);
  }
  if (api !== undefined) throw new UsageError('--api goes with --pr.');
  if (history !== undefined) return fromFile(history, options, cwd);
  throw new UsageError(
    'Which steps are merged is known on GitHub, not in a clone. Give the facts by --history FILE, or name a pull request of the repository with --pr OWNER/REPO#NUMBER.',
  );
}

async function fromFile(file: string, options: StatusOptions, cwd: string): Promise<Known> {
  const { clone, programs, defaultBranch } = await openWithPrograms(options, cwd);
  const { readHistoryFile } = await import('./history-file.js');
  const tip = await clone.resolve(defaultBranch?.ref ?? 'HEAD');
  const branch = defaultBranch?.branch ?? 'HEAD';
  const history = await readHistoryFile(file, cwd).history({
    headSha: tip,
    baseSha: tip,
    mergeBaseSha: tip,
    baseBranch: branch,
    defaultBranch: branch,
    pullRequest: null,
    isWaveBranch: (name) => matchBranch(name, programs.programs).kind === 'match',
  });
  return { programs, history };
}
