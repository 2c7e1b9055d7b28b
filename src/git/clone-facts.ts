import { commitFacts, type ToldCommit } from '../snapshot/commits.js';
import { type CommitFacts, type FactQuestion, type FactSource, NO_FACT_SOURCE } from '../snapshot/facts.js';
import { changesBetween } from '../snapshot/tree.js';
import { type GitRepository, WORKTREE } from './clone.js';

/** What a clone tells of a branch beyond its trees: its commits. */
export function cloneFacts(clone: GitRepository): FactSource {
  return { ...NO_FACT_SOURCE, commits: (asked) => commits(clone, asked) };
}

async function commits(clone: GitRepository, asked: FactQuestion): Promise<CommitFacts[]> {
  const tip = asked.headSha === WORKTREE ? await clone.resolve('HEAD') : asked.headSha;
  const told = await clone.commitsOf(tip, await notOwn(clone, asked));
  const facts = await commitFacts(tip, told, clone);
  return asked.headSha === WORKTREE ? [...facts, ...(await uncommitted(clone, tip))] : facts;
}

/** Where a pull request's own commits begin: the base and, below a stack, the default branch. */
async function notOwn(clone: GitRepository, { baseSha, baseBranch, defaultBranch }: FactQuestion) {
  if (baseBranch === defaultBranch) return [baseSha];
  const found = await clone.defaultBranch();
  return found?.branch === defaultBranch ? [baseSha, await clone.resolve(found.ref)] : [baseSha];
}

/** What lies in the working tree counts as the commit that it is going to be. */
async function uncommitted(clone: GitRepository, tip: string): Promise<CommitFacts[]> {
  const changes = changesBetween(await clone.tree(tip), await clone.tree(WORKTREE));
  const commit: ToldCommit = { sha: WORKTREE, parents: [tip], title: 'changes that are not committed' };
  return changes.length === 0 ? [] : [{ ...commit, changes }];
}
