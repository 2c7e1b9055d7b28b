import type { CommitFacts } from './facts.js';
import { type Repository, RepositoryError } from './repository.js';
import { type Change, changesBetween, type Tree, type TreeEntry } from './tree.js';

/** A commit as it is told, without what it changes. */
export type ToldCommit = Omit<CommitFacts, 'changes'>;

/** Our own bound: the tree of each commit has to be read. */
export const MOST_COMMITS = 300;

/** Trees kept at hand: a commit's parent is mostly the commit before it. */
const KEPT_TREES = 8;

/**
 * What each commit changes, by its trees and those of its parents: the same whoever tells the commits, and in which
 * order.
 *
 * @param tip the last of the commits.
 * @throws RepositoryError when there are too many, or a tree cannot be read.
 */
export async function commitFacts(
  tip: string,
  commits: readonly ToldCommit[],
  repository: Pick<Repository, 'tree'>,
): Promise<CommitFacts[]> {
  checkCount(commits.length);
  const treeOf = remembering(repository);
  const facts: CommitFacts[] = [];
  for (const commit of oldestFirst(tip, commits)) {
    const tree = await treeOf(commit.sha);
    const [first, ...others] = await inTurn(commit.parents, treeOf);
    const changes = changesBetween(first ?? new Map(), tree);
    facts.push({ ...commit, changes: changes.filter((change) => others.every((one) => isOwn(change, one))) });
  }
  return facts;
}

/** @throws RepositoryError */
export function checkCount(commits: number): void {
  if (commits <= MOST_COMMITS) return;
  throw new RepositoryError(
    `The pull request has ${commits} commits, and its slices are told apart in ${MOST_COMMITS} at most. Split it, or squash commits.`,
  );
}

/** Parents before children, the first parent's side first: an order that only the commits themselves decide. */
export function oldestFirst<T extends ToldCommit>(tip: string, commits: readonly T[]): T[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const done = new Set<string>();
  const ordered: T[] = [];
  const open = [tip];
  for (let sha = open.at(-1); sha !== undefined; sha = open.at(-1)) {
    const commit = bySha.get(sha);
    const next = done.has(sha) ? undefined : commit?.parents.find((one) => bySha.has(one) && !done.has(one));
    if (next !== undefined) {
      open.push(next);
      continue;
    }
    open.pop();
    if (commit !== undefined && !done.has(sha)) ordered.push(commit);
    done.add(sha);
  }
  return ordered;
}

/** Whether a merge changed something itself, in place of taking it from this parent. */
function isOwn({ path, previousPath, after }: Change, parent: Tree): boolean {
  if (previousPath !== undefined && parent.has(previousPath)) return true;
  return !isSame(after, parent.get(path));
}

function isSame(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.sha === b?.sha && a?.mode === b?.mode;
}

async function inTurn<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

function remembering(repository: Pick<Repository, 'tree'>): (commit: string) => Promise<Tree> {
  const kept = new Map<string, Tree>();
  return async (commit) => {
    const tree = kept.get(commit) ?? (await repository.tree(commit));
    kept.delete(commit);
    kept.set(commit, tree);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_TREES) break;
      kept.delete(oldest);
    }
    return tree;
  };
}
