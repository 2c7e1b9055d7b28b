import { createInProcessAnalyzer } from '../analysis/in-process.js';
import { type Board, boardOf } from '../evaluate/board.js';
import { readEvidence } from '../evaluate/branch-evidence.js';
import type { BranchTip } from '../evaluate/closures.js';
import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import { progressOf } from '../program/progress.js';
import { boardJson, boardText } from '../report/board-text.js';
import type { History } from '../snapshot/facts.js';
import type { Repository } from '../snapshot/repository.js';
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
  const known = await read(options, terminal.cwd);
  requireValid(known.programs);
  const boards = await boardsOf(known);
  terminal.out(options.format === 'json' ? boardJson(boards) : boardText(boards, terminal));
  return EXIT.ok;
}

/** What a board is made of: the history of the pull requests, and the default branch as it is. */
export interface Known {
  readonly programs: ProgramSet;
  readonly history: History | null;
  readonly repository: Repository;
  readonly tip: BranchTip;
}

async function boardsOf({ programs, history, repository, tip }: Known): Promise<Board[]> {
  if (history === null) throw new UsageError('There is no history of pull requests in what was given.');
  const analyzer = createInProcessAnalyzer();
  const boards: Board[] = [];
  try {
    for (const program of programs.programs) {
      const evidence = await readEvidence(program, programs.rules, tip, { repository, analyzer });
      boards.push(boardOf(progressOf(program, history), evidence));
    }
    return boards;
  } finally {
    await analyzer.close();
  }
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
  const sha = await clone.resolve(defaultBranch?.ref ?? 'HEAD');
  const branch = defaultBranch?.branch ?? 'HEAD';
  const history = await readHistoryFile(file, cwd).history({
    headSha: sha,
    baseSha: sha,
    mergeBaseSha: sha,
    baseBranch: branch,
    defaultBranch: branch,
    pullRequest: null,
    isWaveBranch: (name) => matchBranch(name, programs.programs).kind === 'match',
  });
  return { programs, history, repository: clone, tip: { branch, sha, now: new Date().toISOString() } };
}
