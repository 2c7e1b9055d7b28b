import { diffFiles, type FileDiff } from '../git/diff.js';
import { commitTree, mergeTree } from '../git/merge.js';
import type { Pull } from '../model.js';

/** What GitHub computes from git for a pull request. */
export interface PullFacts {
  readonly mergeBase: string;
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
  readonly mergeable: boolean | null;
  /** The commit behind `refs/pull/N/merge`; `null` when the pull request conflicts or is closed. */
  readonly testMergeSha: string | null;
}

interface Cached<T> {
  readonly key: string;
  readonly value: Promise<T>;
}

const diffs = new WeakMap<Pull, Cached<FileDiff[]>>();
const facts = new WeakMap<Pull, Cached<PullFacts>>();

/** The changed files between merge base and head: the "Files changed" of the pull request, all of them. */
export function pullFiles(pull: Pull): Promise<FileDiff[]> {
  return cached(diffs, pull, `${pull.base.sha}..${pull.head.sha}`, async () =>
    diffFiles(pull.issue.repo.git, await pullMergeBase(pull), pull.head.sha),
  );
}

export async function pullMergeBase(pull: Pull): Promise<string> {
  return (await pull.issue.repo.git.mergeBase(pull.base.sha, pull.head.sha)) ?? pull.base.sha;
}

/** SHAs of the pull request's commits, oldest first. */
export async function pullCommits(pull: Pull): Promise<string[]> {
  return (await pull.issue.repo.git.log([pull.head.sha, `^${pull.base.sha}`])).reverse();
}

export async function pullFacts(pull: Pull): Promise<PullFacts> {
  const tip = (await pull.issue.repo.git.branchSha(pull.base.ref)) ?? pull.base.sha;
  const key = [pull.base.sha, tip, pull.head.sha, pull.issue.state].join(' ');
  return cached(facts, pull, key, () => compute(pull, tip));
}

async function compute(pull: Pull, tip: string): Promise<PullFacts> {
  const [mergeBase, commits, files] = await Promise.all([
    pullMergeBase(pull),
    pullCommits(pull),
    pullFiles(pull),
  ]);
  const testMergeSha = pull.issue.state === 'open' ? await testMerge(pull, tip) : null;
  return {
    mergeBase,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
    mergeable: pull.issue.state === 'open' ? testMergeSha !== null : null,
    testMergeSha,
  };
}

async function testMerge(pull: Pull, tip: string): Promise<string | null> {
  const { git } = pull.issue.repo;
  if ((await git.mergeBase(tip, pull.head.sha)) === null) return null;
  const tree = await mergeTree(git, tip, pull.head.sha);
  if (tree === null) return null;
  const who = { name: 'GitHub', email: 'noreply@github.com', date: pull.issue.createdAt };
  const message = `Merge ${pull.head.sha} into ${tip}`;
  const sha = await commitTree(git, tree, [tip, pull.head.sha], message, { author: who, committer: who });
  await git.updateRef(`refs/pull/${pull.issue.number}/merge`, sha);
  return sha;
}

function cached<T>(
  store: WeakMap<Pull, Cached<T>>,
  pull: Pull,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = store.get(pull);
  if (known?.key === key) return known.value;
  const value = make();
  store.set(pull, { key, value });
  value.catch(() => store.delete(pull));
  return value;
}
