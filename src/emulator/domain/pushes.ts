import { diffFiles } from '../git/diff.js';
import { ZERO_SHA } from '../git/store.js';
import type { Json } from '../http/reply.js';
import type { Account, Pull, Repo } from '../model.js';
import { commitFacts, emailOf } from '../views/commit.js';
import { pushRepositoryView, repoHtmlUrl } from '../views/repository.js';
import type { World } from '../world.js';
import { moveAnchors } from './anchors.js';
import { afterPush } from './auto-merge.js';
import { openSuites } from './checks.js';
import { publish, pullEvent } from './events.js';
import { receiveHead } from './heads.js';
import { closePull, markMerged } from './pulls.js';

export interface RefMove {
  readonly ref: string;
  /** `ZERO_SHA` for a ref that is new. */
  readonly before: string;
  /** `ZERO_SHA` for a ref that is gone. */
  readonly after: string;
}

/** GitHub lists no more commits than this in a push event. */
const MOST_COMMITS = 2048;

/** All that follows from a ref having moved: events, suites, heads of pull requests. The move itself is done. */
export async function refMoved(world: World, repo: Repo, move: RefMove, sender: Account): Promise<void> {
  if (move.before === move.after) return;
  repo.pushedAt = world.state.timestamp();
  await publish(world, 'push', null, repo, sender, () => pushPayload(world, repo, move, sender));
  const branch = /^refs\/heads\/(.+)$/.exec(move.ref)?.[1];
  if (branch === undefined) return;
  if (move.after === ZERO_SHA) {
    await branchDeleted(world, repo, branch, sender);
    return;
  }
  const heads = openPulls(world, (pull) => pull.head.repo === repo && pull.head.ref === branch);
  for (const pull of heads) await receiveHead(pull);
  await openSuites(world, repo, branch, move.before, move.after, sender);
  for (const pull of heads) await synchronize(world, pull, move, sender);
  await detectMerges(world, repo, branch, sender);
  world.changed(repo);
}

function openPulls(world: World, matches: (pull: Pull) => boolean): Pull[] {
  return world.state.pulls().filter((pull) => pull.issue.state === 'open' && matches(pull));
}

async function synchronize(world: World, pull: Pull, move: RefMove, sender: Account): Promise<void> {
  pull.base.sha = (await pull.issue.repo.git.branchSha(pull.base.ref)) ?? pull.base.sha;
  pull.issue.updatedAt = world.state.timestamp();
  await moveAnchors(pull);
  await pullEvent(world, 'synchronize', pull, sender, { before: move.before, after: move.after });
  await afterPush(world, pull, sender);
}

/** A pull request loses its ground when either of its branches goes. */
async function branchDeleted(world: World, repo: Repo, branch: string, sender: Account): Promise<void> {
  const orphans = openPulls(
    world,
    (pull) =>
      (pull.head.repo === repo && pull.head.ref === branch) ||
      (pull.issue.repo === repo && pull.base.ref === branch),
  );
  for (const pull of orphans) await closePull(world, pull, sender);
}

/** Pull requests whose head reached their base by another way than the merge button are merged, too. */
async function detectMerges(world: World, repo: Repo, branch: string, sender: Account): Promise<void> {
  const tip = await repo.git.branchSha(branch);
  if (tip === null) return;
  for (const pull of openPulls(world, (one) => one.issue.repo === repo && one.base.ref === branch)) {
    if (await repo.git.isAncestor(pull.head.sha, pull.base.sha)) continue;
    if (await repo.git.isAncestor(pull.head.sha, tip)) await markMerged(world, pull, sender, tip, 'merge');
  }
}

async function pushPayload(world: World, repo: Repo, move: RefMove, sender: Account): Promise<Json> {
  const created = move.before === ZERO_SHA;
  const deleted = move.after === ZERO_SHA;
  const range = created ? [move.after, '--max-count=1'] : [move.after, `^${move.before}`];
  const shas = deleted ? [] : (await repo.git.log(range)).slice(0, MOST_COMMITS).reverse();
  const commits = await Promise.all(shas.map((sha) => pushedCommit(world, repo, sha)));
  const html = repoHtmlUrl(world, repo);
  return {
    ref: move.ref,
    before: move.before,
    after: move.after,
    base_ref: null,
    created,
    deleted,
    forced: !created && !deleted && !(await repo.git.isAncestor(move.before, move.after)),
    compare: `${html}/compare/${move.before.slice(0, 12)}...${move.after.slice(0, 12)}`,
    commits: created ? [] : commits,
    head_commit: deleted ? null : await pushedCommit(world, repo, move.after),
    pusher: { name: sender.login, email: emailOf(sender) },
    repository: pushRepositoryView(world, repo),
  };
}

async function pushedCommit(world: World, repo: Repo, sha: string): Promise<Json> {
  const facts = await commitFacts(repo, sha);
  const parent = facts.parents[0];
  const files = parent === undefined ? [] : await diffFiles(repo.git, parent, sha);
  const paths = (status: string): string[] =>
    files.filter((file) => file.status === status).map((file) => file.path);
  return {
    id: sha,
    tree_id: facts.tree,
    distinct: true,
    message: facts.message,
    timestamp: facts.committer.date,
    url: `${repoHtmlUrl(world, repo)}/commit/${sha}`,
    author: facts.author,
    committer: facts.committer,
    added: [...paths('added'), ...paths('renamed')],
    removed: [
      ...paths('removed'),
      ...files.flatMap((file) => (file.previousPath === undefined ? [] : [file.previousPath])),
    ],
    modified: paths('modified'),
  };
}
