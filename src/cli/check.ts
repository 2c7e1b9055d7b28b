import { resolve } from 'node:path';
import { createInProcessAnalyzer } from '../analysis/in-process.js';
import type { Evaluation } from '../evaluate/evaluation.js';
import { judge } from '../evaluate/judge.js';
import { type BranchRef, type GitRepository, openClone, WORKTREE } from '../git/clone.js';
import { checkJson } from '../report/json.js';
import { checkText } from '../report/text.js';
import { NO_FACT_SOURCE } from '../snapshot/facts.js';
import type { Subject } from '../snapshot/snapshot.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { loadPrograms } from './programs.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface CheckOptions {
  readonly repo: string;
  readonly base?: string;
  readonly head?: string;
  readonly branch?: string;
  readonly program?: string;
  readonly rules?: string;
  /** OWNER/REPO#N: a pull request on GitHub instead of a clone. */
  readonly pr?: string;
  readonly api?: string;
  readonly format: 'text' | 'json';
}

/** `wavegate check`: judges a branch of a clone, or a pull request on GitHub, by the gates of its step. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const evaluation =
    options.pr === undefined
      ? await checkClone(options, terminal)
      : await checkPullRequest(options, terminal);
  terminal.out(options.format === 'json' ? checkJson(evaluation) : checkText(evaluation, terminal));
  return exitCode(evaluation);
}

async function checkClone(options: CheckOptions, terminal: Terminal): Promise<Evaluation> {
  if (options.api !== undefined) throw new UsageError('--api goes with --pr.');
  const clone = openClone(resolve(terminal.cwd, options.repo));
  const defaultBranch = await clone.defaultBranch();
  const subject = await subjectOf(clone, options, defaultBranch);
  const programsAt = defaultBranch === null ? subject.baseSha : await clone.resolve(defaultBranch.ref);
  const programs = await loadPrograms(clone, programsAt, options, terminal.cwd);
  return judge(programs, subject, {
    repository: clone,
    analyzer: createInProcessAnalyzer(),
    facts: NO_FACT_SOURCE,
  });
}

async function checkPullRequest(options: CheckOptions, terminal: Terminal): Promise<Evaluation> {
  for (const name of ['base', 'head', 'branch', 'program'] as const) {
    if (options[name] !== undefined) throw new UsageError(`--${name} does not go with --pr.`);
  }
  const { evaluateRemote } = await import('./check-remote.js');
  return evaluateRemote(options.pr!, options.api, options.rules, terminal.cwd);
}

function exitCode({ problems, conclusion }: Evaluation): ExitCode {
  if (problems.length > 0) return EXIT.error;
  switch (conclusion) {
    case 'success':
    case 'neutral':
      return EXIT.ok;
    case 'failure':
      return EXIT.failed;
    case 'in_progress':
      return EXIT.waits;
  }
}

async function subjectOf(
  clone: GitRepository,
  options: CheckOptions,
  defaultBranch: BranchRef | null,
): Promise<Subject> {
  const head = options.head ?? 'HEAD';
  const headCommit = await clone.resolve(head === WORKTREE ? 'HEAD' : head);
  const baseRef = options.base ?? defaultBranch?.ref;
  if (baseRef === undefined) {
    throw new UsageError(
      'The default branch of this clone is not known. Name the branch to merge into with --base.',
    );
  }
  const baseSha = await clone.resolve(baseRef);
  const baseBranch = (await clone.branchOf(baseRef)) ?? options.base ?? defaultBranch!.branch;
  return {
    branch: options.branch ?? (await branchName(clone, options.head)),
    baseBranch,
    defaultBranch: defaultBranch?.branch ?? baseBranch,
    headSha: head === WORKTREE ? WORKTREE : headCommit,
    baseSha,
    mergeBaseSha: await clone.mergeBase(baseSha, headCommit),
    now: new Date().toISOString(),
    pullRequest: null,
  };
}

/** The branch that --head names, else the one that is checked out. */
async function branchName(clone: GitRepository, head: string | undefined): Promise<string> {
  const named = head === undefined || head === WORKTREE ? null : await clone.branchOf(head);
  const branch = named ?? (await clone.currentBranch());
  if (branch !== null) return branch;
  throw new UsageError(
    'HEAD is detached, so the branch has no name to read wave and step from. Name it with --branch.',
  );
}
