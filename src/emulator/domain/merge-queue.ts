import { commitTree, mergeTree } from '../git/merge.js';
import { ZERO_SHA } from '../git/store.js';
import type { Account, Pull, QueueEntry, Repo } from '../model.js';
import type { World } from '../world.js';
import { mergeGroupEvent } from './events.js';
import { markMerged } from './pulls.js';
import { refMoved } from './pushes.js';
import { mergeState, requirementsOf } from './requirements.js';

/** The queue of a branch, if it has one: who waits, in the order in which they will be merged. */
export function queueOf(repo: Repo, branch: string): QueueEntry[] | null {
  return repo.mergeQueues.get(branch) ?? null;
}

export function entryOf({ issue, base }: Pull): QueueEntry | null {
  return queueOf(issue.repo, base.ref)?.find(({ pull }) => pull.issue === issue) ?? null;
}

/** Puts a pull request at the end of its base branch's queue. @returns its entry, or why it is refused. */
export async function enqueue(world: World, pull: Pull, by: Account): Promise<QueueEntry | string> {
  const queue = queueOf(pull.issue.repo, pull.base.ref);
  if (queue === null) return 'Merge queue is not enabled for the base branch';
  if (entryOf(pull) !== null) return 'Pull request is already in the queue';
  const state = await mergeState(pull);
  if (state !== 'clean' && state !== 'unstable') return `Pull request is in ${state} status`;
  const entry = await buildGroup(world, pull, by, queue.at(-1)?.headSha ?? null);
  if (entry === null) return 'Pull request conflicts with what is ahead of it in the queue';
  queue.push(entry);
  await announce(world, entry);
  return entry;
}

/** A commit that merges the pull request into what the base branch will be by then, on a branch of its own. */
async function buildGroup(
  world: World,
  pull: Pull,
  by: Account,
  ahead: string | null,
): Promise<QueueEntry | null> {
  const { repo, number } = pull.issue;
  const baseSha = ahead ?? (await repo.git.branchSha(pull.base.ref)) ?? pull.base.sha;
  const tree = await mergeTree(repo.git, baseSha, pull.head.sha);
  if (tree === null) return null;
  const enqueuedAt = world.state.timestamp();
  const who = { name: 'GitHub', email: 'noreply@github.com', date: enqueuedAt };
  const message = `Merge pull request #${number} from ${pull.head.owner.login}/${pull.head.ref}`;
  const headSha = await commitTree(repo.git, tree, [baseSha, pull.head.sha], message, {
    author: who,
    committer: who,
  });
  const headRef = `refs/heads/gh-readonly-queue/${pull.base.ref}/pr-${number}-${baseSha}`;
  return { id: world.state.nextId(), pull, by, baseSha, headSha, headRef, enqueuedAt };
}

async function announce(world: World, { pull, by, headRef, headSha, ...entry }: QueueEntry): Promise<void> {
  const { repo } = pull.issue;
  await repo.git.updateRef(headRef, headSha);
  await refMoved(world, repo, { ref: headRef, before: ZERO_SHA, after: headSha }, by);
  await mergeGroupEvent(world, 'checks_requested', { pull, by, headRef, headSha, ...entry });
}

/** Takes a pull request out of the queue; those behind it are built anew. */
export async function dequeue(world: World, entry: QueueEntry): Promise<void> {
  await leave(world, entry, 'dequeued');
  await rebuild(world, entry);
}

async function leave(world: World, entry: QueueEntry, reason: DestroyReason): Promise<void> {
  const { repo } = entry.pull.issue;
  const queue = queueOf(repo, entry.pull.base.ref) ?? [];
  queue.splice(queue.indexOf(entry), 1);
  await mergeGroupEvent(world, 'destroyed', entry, { reason });
  await repo.git.deleteRef(entry.headRef);
}

export type DestroyReason = 'merged' | 'invalidated' | 'dequeued';

async function rebuild(world: World, { pull }: QueueEntry): Promise<void> {
  const waiting = [...(queueOf(pull.issue.repo, pull.base.ref) ?? [])];
  for (const entry of waiting) await leave(world, entry, 'invalidated');
  for (const entry of waiting) await enqueue(world, entry.pull, entry.by);
}

/** Merges what is first in a queue and green, one after the other, and takes out what is red. */
export async function advanceQueues(world: World, repo: Repo): Promise<void> {
  for (const [branch, queue] of repo.mergeQueues) {
    for (let entry = queue[0]; entry !== undefined; entry = queue[0]) {
      const states = requirementsOf(repo, branch, entry.headSha).map(({ state }) => state);
      if (states.includes('failing')) await dequeue(world, entry);
      else if (states.every((state) => state === 'met')) await mergeGroup(world, entry);
      else break;
    }
  }
}

async function mergeGroup(world: World, entry: QueueEntry): Promise<void> {
  const { pull, by, headSha } = entry;
  const { repo } = pull.issue;
  const ref = `refs/heads/${pull.base.ref}`;
  const before = (await repo.git.branchSha(pull.base.ref)) ?? ZERO_SHA;
  await repo.git.updateRef(ref, headSha);
  await markMerged(world, pull, by, headSha, 'merge');
  await leave(world, entry, 'merged');
  await refMoved(world, repo, { ref, before, after: headSha }, by);
}
