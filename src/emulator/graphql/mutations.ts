import { actorOf } from '../domain/accounts.js';
import { disableAutoMerge, enableAutoMerge } from '../domain/auto-merge.js';
import { react } from '../domain/conversation.js';
import { threadEvent } from '../domain/events.js';
import { dequeue, enqueue, entryOf } from '../domain/merge-queue.js';
import { setDraft } from '../domain/pulls.js';
import { grants } from '../http/auth.js';
import type { MergeMethod, Pull, Repo, Viewer } from '../model.js';
import { covers, hasAccess } from '../state.js';
import type { World } from '../world.js';
import { REACTION_NAMES, reactionNode } from './accounts.js';
import { threadNode } from './conversation.js';
import { foundNode } from './found.js';
import { type Found, findNode, reactionsOf } from './lookup.js';
import { type Arguments, type GraphNode, graphError, textOf } from './node.js';
import { pullNode, queueEntryNode } from './pulls.js';

interface Call {
  readonly world: World;
  readonly viewer: Viewer;
  readonly input: Arguments;
}

type Payload = Readonly<Record<string, unknown>>;
type Mutation = (call: Call) => Promise<Payload> | Payload;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  resolveReviewThread: (call) => setResolved(call, true),
  unresolveReviewThread: (call) => setResolved(call, false),
  addReaction,
  removeReaction,
  markPullRequestReadyForReview: (call) => changeDraft(call, false),
  convertPullRequestToDraft: (call) => changeDraft(call, true),
  enqueuePullRequest: enqueued,
  dequeuePullRequest: dequeued,
  enablePullRequestAutoMerge: autoMerge,
  disablePullRequestAutoMerge: async (call) => {
    const pull = pullOf(call, 'contents');
    if (pull.autoMerge === null)
      throw graphError('UNPROCESSABLE', "Can't disable auto-merge for this pull request.");
    await disableAutoMerge(call.world, pull, actorOf(call.viewer));
    return { pullRequest: pullNode(call.world, pull) };
  },
};

/** The entry points of mutations, for one viewer. */
export function mutationRoot(world: World, viewer: Viewer): GraphNode {
  const fields = Object.entries(MUTATIONS).map(([name, mutation]) => [
    name,
    async ({ input }: { input: Arguments }) => ({
      __typename: `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`,
      clientMutationId: input.clientMutationId ?? null,
      ...(await mutation({ world, viewer, input })),
    }),
  ]);
  return { __typename: 'Mutation', ...Object.fromEntries(fields) };
}

/** What the call is about, if the viewer may change it. */
function subjectOf({ world, viewer }: Call, id: string, permission: string): Found {
  const found = findNode(world.state, id);
  if (!mayWrite(viewer, found.repo, permission)) {
    throw graphError('FORBIDDEN', 'Resource not accessible by integration');
  }
  return found;
}

function mayWrite(viewer: Viewer, repo: Repo, permission: string): boolean {
  if (viewer.kind === 'user')
    return hasAccess(repo, viewer.account, permission === 'contents' ? 'write' : 'read');
  if (viewer.kind !== 'installation' || !covers(viewer.installation, repo)) return false;
  return grants(viewer.permissions, permission, true);
}

function pullOf(call: Call, permission: string): Pull {
  const id = textOf(call.input.pullRequestId);
  const found = subjectOf(call, id, permission);
  if (found.type !== 'PullRequest') throw graphError('NOT_FOUND', `'${id}' is no pull request.`);
  return found.value;
}

async function setResolved(call: Call, resolved: boolean): Promise<Payload> {
  const id = textOf(call.input.threadId);
  const found = subjectOf(call, id, 'pull_requests');
  if (found.type !== 'PullRequestReviewThread') {
    throw graphError('NOT_FOUND', `'${id}' is no review thread.`);
  }
  const actor = actorOf(call.viewer);
  const changed = (found.value.resolvedBy !== null) !== resolved;
  found.value.resolvedBy = resolved ? actor : null;
  if (changed) await threadEvent(call.world, resolved ? 'resolved' : 'unresolved', found.value, actor);
  return { thread: threadNode(call.world, found.value) };
}

function addReaction(call: Call): Payload {
  const found = subjectOf(call, textOf(call.input.subjectId), 'pull_requests');
  const content = REACTION_NAMES[textOf(call.input.content)] ?? 'eyes';
  const { reaction } = react(call.world, reactionsOf(found), actorOf(call.viewer), content);
  return { reaction: reactionNode(call.world, reaction), subject: () => foundNode(call.world, found) };
}

function removeReaction(call: Call): Payload {
  const found = subjectOf(call, textOf(call.input.subjectId), 'pull_requests');
  const reactions = reactionsOf(found);
  const content = REACTION_NAMES[textOf(call.input.content)];
  const actor = actorOf(call.viewer);
  const index = reactions.findIndex((one) => one.user === actor && one.content === content);
  const [gone] = index < 0 ? [] : reactions.splice(index, 1);
  return {
    reaction: gone === undefined ? null : reactionNode(call.world, gone),
    subject: () => foundNode(call.world, found),
  };
}

async function changeDraft(call: Call, draft: boolean): Promise<Payload> {
  const pull = pullOf(call, 'pull_requests');
  await setDraft(call.world, pull, draft, actorOf(call.viewer));
  return { pullRequest: pullNode(call.world, pull) };
}

async function enqueued(call: Call): Promise<Payload> {
  const pull = pullOf(call, 'contents');
  refuseOtherHead(pull, call.input.expectedHeadOid);
  const entry = await enqueue(call.world, pull, actorOf(call.viewer));
  if (typeof entry === 'string') throw graphError('UNPROCESSABLE', entry);
  call.world.changed(pull.issue.repo);
  return { mergeQueueEntry: queueEntryNode(call.world, entry) };
}

async function dequeued(call: Call): Promise<Payload> {
  const found = subjectOf(call, textOf(call.input.id), 'contents');
  const entry = found.type === 'PullRequest' ? entryOf(found.value) : null;
  if (entry === null) throw graphError('UNPROCESSABLE', 'Pull request is not in the queue');
  await dequeue(call.world, entry);
  return { mergeQueueEntry: queueEntryNode(call.world, entry) };
}

const METHODS: Readonly<Record<string, MergeMethod>> = { MERGE: 'merge', SQUASH: 'squash', REBASE: 'rebase' };

function refuseOtherHead(pull: Pull, expected: unknown): void {
  if (typeof expected === 'string' && expected !== pull.head.sha)
    throw graphError('UNPROCESSABLE', "Head sha didn't match expected head sha");
}

async function autoMerge(call: Call): Promise<Payload> {
  const { input } = call;
  const pull = pullOf(call, 'contents');
  refuseOtherHead(pull, input.expectedHeadOid);
  const order = {
    method: METHODS[textOf(input.mergeMethod, 'MERGE')] ?? 'merge',
    title: textOf(input.commitHeadline),
    message: textOf(input.commitBody),
  };
  const refusal = await enableAutoMerge(call.world, pull, order, actorOf(call.viewer));
  if (refusal !== null) throw graphError('UNPROCESSABLE', refusal);
  return { pullRequest: pullNode(call.world, pull) };
}
