import { commitTree, mergeTree, replay, type Who } from '../git/merge.js';
import { HttpError } from '../http/errors.js';
import type { Account, MergeMethod, Pull } from '../model.js';
import { commitFacts, emailOf } from '../views/commit.js';
import type { World } from '../world.js';
import { pullCommits } from './pull-facts.js';
import { markMerged } from './pulls.js';
import { refMoved } from './pushes.js';
import { unmetRequirement } from './requirements.js';

export interface MergeOrder {
  readonly method: MergeMethod;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  /** The head that the caller has seen. */
  readonly sha?: string | undefined;
}

const NOT_MERGEABLE = 'Pull Request is not mergeable';

/** The merge button. @returns the SHA that the base branch stands at afterwards. */
export async function mergePull(world: World, pull: Pull, order: MergeOrder, by: Account): Promise<string> {
  const { repo } = pull.issue;
  if (pull.issue.state !== 'open' || pull.draft) throw new HttpError(405, NOT_MERGEABLE);
  if (!repo.mergeMethods.includes(order.method)) {
    throw new HttpError(405, `${capitalised(order.method)} merges are not allowed on this repository.`);
  }
  if (order.sha !== undefined && order.sha !== pull.head.sha) {
    throw new HttpError(409, 'Head branch was modified. Review and try the merge again.');
  }
  if (repo.mergeQueues.has(pull.base.ref)) {
    throw new HttpError(405, 'Changes must be made through the merge queue');
  }
  const unmet = unmetRequirement(pull);
  if (unmet !== null) throw new HttpError(405, unmet);
  const before = await repo.git.branchSha(pull.base.ref);
  if (before === null) throw new HttpError(405, NOT_MERGEABLE);
  const after = await mergedCommit(world, pull, order, before, by);
  if (after === null) throw new HttpError(405, NOT_MERGEABLE);
  await repo.git.updateRef(`refs/heads/${pull.base.ref}`, after);
  await markMerged(world, pull, by, after, order.method);
  await refMoved(world, repo, { ref: `refs/heads/${pull.base.ref}`, before, after }, by);
  return after;
}

function capitalised(method: string): string {
  return method.charAt(0).toUpperCase() + method.slice(1);
}

async function mergedCommit(
  world: World,
  pull: Pull,
  order: MergeOrder,
  onto: string,
  by: Account,
): Promise<string | null> {
  const date = world.state.timestamp();
  const signer = order.method === 'squash' ? pull.issue.author : by;
  const author = { name: signer.login, email: emailOf(signer), date };
  const committer = { name: 'GitHub', email: 'noreply@github.com', date };
  if (order.method === 'rebase') return rebased(pull, onto, committer);
  const { git } = pull.issue.repo;
  const tree = await mergeTree(git, onto, pull.head.sha);
  if (tree === null) return null;
  const parents = order.method === 'squash' ? [onto] : [onto, pull.head.sha];
  const message = await mergeMessage(pull, order);
  return commitTree(git, tree, parents, message, { author, committer });
}

async function rebased(
  pull: Pull,
  onto: string,
  committer: Who & { readonly date: string },
): Promise<string | null> {
  let tip: string | null = onto;
  for (const commit of await pullCommits(pull)) {
    if (tip === null) return null;
    tip = await replay(pull.issue.repo.git, commit, tip, committer);
  }
  return tip;
}

/** GitHub's own wording where the caller gives none. */
async function mergeMessage(pull: Pull, order: MergeOrder): Promise<string> {
  const { issue, head } = pull;
  if (order.method === 'squash') {
    const title = order.title ?? `${issue.title} (#${issue.number})`;
    return withBody(title, order.message ?? (await squashedMessages(pull)));
  }
  const title = order.title ?? `Merge pull request #${issue.number} from ${head.owner.login}/${head.ref}`;
  return withBody(title, order.message ?? issue.title);
}

async function squashedMessages(pull: Pull): Promise<string> {
  const shas = await pullCommits(pull);
  const messages = await Promise.all(
    shas.map(async (sha) => (await commitFacts(pull.issue.repo, sha)).message),
  );
  return messages.map((message) => `* ${message}`).join('\n\n');
}

function withBody(title: string, body: string): string {
  return body === '' ? title : `${title}\n\n${body}`;
}
