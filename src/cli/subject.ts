import { resolve } from 'node:path';
import { type BranchRef, type GitRepository, openClone, WORKTREE } from '../git/clone.js';
import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { Subject } from '../snapshot/snapshot.js';
import { loadPrograms, type ProgramSource } from './programs.js';
import { UsageError } from './usage-error.js';

/** Where a command finds a clone, and what it is judged by. */
export interface CloneOptions extends ProgramSource {
  /** A folder of it. */
  readonly repo: string;
  /** What the branch is to be merged into; the default branch if it is not said. */
  readonly base?: string;
  /** A commit, or WORKTREE; HEAD if it is not said. */
  readonly head?: string;
  readonly branch?: string;
}

export interface OpenedClone {
  readonly clone: GitRepository;
  readonly defaultBranch: BranchRef | null;
  /** Those of the default branch; where none is known, of the base that is named, else of HEAD. */
  readonly programs: ProgramSet;
}

/** @throws UsageError, RepositoryError. */
export async function openWithPrograms(options: CloneOptions, cwd: string): Promise<OpenedClone> {
  const clone = openClone(resolve(cwd, options.repo));
  const open = async (defaultBranch: BranchRef | null): Promise<OpenedClone> => {
    const programsAt = await clone.resolve(defaultBranch?.ref ?? options.base ?? 'HEAD');
    return { clone, defaultBranch, programs: await loadPrograms(clone, programsAt, options, cwd) };
  };
  const opened = await open(await clone.defaultBranch());
  const named = opened.defaultBranch?.branch;
  if (named === undefined || !isOfProgram(named, opened.programs)) return opened;
  const other = await clone.defaultBranch(named);
  return other === null ? opened : open(other);
}

/** The commit that is judged, or the working tree as it lies there. */
export async function headOf(clone: GitRepository, { head = 'HEAD' }: CloneOptions): Promise<string> {
  const commit = await clone.resolve(head === WORKTREE ? 'HEAD' : head);
  return head === WORKTREE ? WORKTREE : commit;
}

/** What is judged in a clone. @throws UsageError where the branch or what it is merged into is not known. */
export async function subjectOf(
  { clone, defaultBranch, programs }: OpenedClone,
  options: CloneOptions,
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
  const baseBranch =
    (await clone.branchOf(baseRef)) ?? (await branchWith(baseSha, defaultBranch, clone)) ?? baseRef;
  const branch = await branchName(clone, options);
  if (options.base === undefined && branch === baseBranch && isOfProgram(branch, programs)) {
    throw new UsageError(
      `This clone takes ${branch} for its default branch, so it would be compared with itself. Name the branch to merge into with --base.`,
    );
  }
  return {
    branch,
    baseBranch,
    defaultBranch: defaultBranch?.branch ?? baseBranch,
    headSha: await headOf(clone, options),
    baseSha,
    mergeBaseSha: await clone.mergeBase(baseSha, headCommit),
    now: new Date().toISOString(),
    pullRequest: null,
  };
}

/** Whether a branch is a wave's or is meant to be: no default branch is called so. */
function isOfProgram(branch: string, { programs }: ProgramSet): boolean {
  return matchBranch(branch, programs).kind !== 'none';
}

/** A commit stands for the default branch as it once was, if that has it; `null` if not. */
async function branchWith(
  commit: string,
  defaultBranch: BranchRef | null,
  clone: GitRepository,
): Promise<string | null> {
  if (defaultBranch === null) return null;
  const tip = await clone.resolve(defaultBranch.ref);
  try {
    return (await clone.mergeBase(commit, tip)) === commit ? defaultBranch.branch : null;
  } catch (error) {
    if (error instanceof RepositoryError) return null;
    throw error;
  }
}

/** The branch that is named, else the one that --head names, else the one that is checked out. */
export async function branchName(clone: GitRepository, { branch, head }: CloneOptions): Promise<string> {
  if (branch !== undefined) return branch;
  const named = head === undefined || head === WORKTREE ? null : await clone.branchOf(head);
  const found = named ?? (await clone.currentBranch());
  if (found !== null) return found;
  throw new UsageError(
    'HEAD is detached, so the branch has no name to read wave and step from. Name it with --branch.',
  );
}
