import { actorOf } from '../domain/accounts.js';
import { react } from '../domain/conversation.js';
import { threadEvent } from '../domain/events.js';
import { setDraft } from '../domain/pulls.js';
import { isoSeconds } from '../git/commit-facts.js';
import { canSee, grants } from '../http/auth.js';
import type { MergeMethod, Pull, Repo, Thread, Viewer } from '../model.js';
import { covers, hasAccess } from '../state.js';
import type { World } from '../world.js';
import { accountNode, REACTION_NAMES, reactionNode } from './accounts.js';
import { disableAutoMerge, enableAutoMerge } from './auto-merge.js';
import { checkRunNode } from './checks.js';
import { commentNode, reviewCommentNode, threadNode } from './conversation.js';
import { type Found, findNode, reactionsOf } from './lookup.js';
import { type Arguments, type GraphNode, graphError } from './node.js';
import { issueNode, pullNode } from './pulls.js';
import { repositoryNode } from './repository.js';

/** The entry points of queries, for one viewer. */
export function queryRoot(world: World, viewer: Viewer): GraphNode {
  const node = (id: unknown): GraphNode => {
    const found = findNode(world.state, String(id));
    if (!canSee(viewer, found.repo))
      throw graphError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
    return foundNode(world, found);
  };
  return {
    __typename: 'Query',
    repository: (args: Arguments) => {
      const [owner, name] = [String(args.owner), String(args.name)];
      const repo = world.state.repo(owner, name);
      if (repo === null || !canSee(viewer, repo)) {
        throw graphError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return repositoryNode(world, repo);
    },
    node: (args: Arguments) => node(args.id),
    nodes: (args: Arguments) => (args.ids as readonly unknown[]).map(node),
    viewer: () => accountNode(world, actorOf(viewer)),
    rateLimit: () => ({
      __typename: 'RateLimit',
      cost: 1,
      limit: 5000,
      remaining: 4999,
      used: 1,
      nodeCount: 0,
      resetAt: isoSeconds(new Date(world.state.now() + 3_600_000)),
    }),
  };
}

function foundNode(world: World, found: Found): GraphNode {
  switch (found.type) {
    case 'PullRequest':
      return pullNode(world, found.value);
    case 'Issue':
      return issueNode(world, found.value);
    case 'IssueComment':
      return commentNode(world, found.value);
    case 'PullRequestReviewThread':
      return threadNode(world, found.value);
    case 'PullRequestReviewComment':
      return reviewCommentNode(world, found.value);
    case 'CheckRun':
      return checkRunNode(world, found.value);
    case 'Repository':
      return repositoryNode(world, found.value);
  }
}

function mayWrite(viewer: Viewer, repo: Repo, permission: string): boolean {
  if (viewer.kind === 'user') return hasAccess(repo, viewer.account, 'read');
  return (
    viewer.kind === 'installation' &&
    covers(viewer.installation, repo) &&
    grants(viewer.permissions, permission, true)
  );
}

/** The entry points of mutations, for one viewer. */
export function mutationRoot(world: World, viewer: Viewer): GraphNode {
  const subject = (id: unknown, permission = 'pull_requests'): Found => {
    const found = findNode(world.state, String(id));
    if (!mayWrite(viewer, found.repo, permission)) {
      throw graphError('FORBIDDEN', 'Resource not accessible by integration');
    }
    return found;
  };
  const pullById = (id: unknown, permission?: string): Pull => {
    const found = subject(id, permission);
    if (found.type !== 'PullRequest') throw graphError('NOT_FOUND', `'${id}' is no pull request.`);
    return found.value;
  };
  const answer = (name: string, input: Arguments, fields: Readonly<Record<string, unknown>>): GraphNode => ({
    __typename: `${name}Payload`,
    clientMutationId: input.clientMutationId ?? null,
    ...fields,
  });
  const resolve = async (resolved: boolean, input: Arguments): Promise<Thread> => {
    const found = subject(input.threadId);
    if (found.type !== 'PullRequestReviewThread')
      throw graphError('NOT_FOUND', `'${input.threadId}' is no review thread.`);
    const actor = actorOf(viewer);
    const changed = (found.value.resolvedBy !== null) !== resolved;
    found.value.resolvedBy = resolved ? actor : null;
    if (changed) await threadEvent(world, resolved ? 'resolved' : 'unresolved', found.value, actor);
    return found.value;
  };
  const reaction = (input: Arguments) => {
    const found = subject(input.subjectId);
    const content = REACTION_NAMES[String(input.content)] ?? 'eyes';
    return { found, content, reactions: reactionsOf(found), actor: actorOf(viewer) };
  };
  return {
    __typename: 'Mutation',
    resolveReviewThread: async ({ input }: { input: Arguments }) =>
      answer('ResolveReviewThread', input, { thread: threadNode(world, await resolve(true, input)) }),
    unresolveReviewThread: async ({ input }: { input: Arguments }) =>
      answer('UnresolveReviewThread', input, { thread: threadNode(world, await resolve(false, input)) }),
    addReaction: ({ input }: { input: Arguments }) => {
      const { found, content, reactions, actor } = reaction(input);
      const { reaction: made } = react(world, reactions, actor, content);
      return answer('AddReaction', input, {
        reaction: reactionNode(world, made),
        subject: () => foundNode(world, found),
      });
    },
    removeReaction: ({ input }: { input: Arguments }) => {
      const { found, content, reactions, actor } = reaction(input);
      const index = reactions.findIndex((one) => one.user === actor && one.content === content);
      const [gone] = index < 0 ? [] : reactions.splice(index, 1);
      return answer('RemoveReaction', input, {
        reaction: gone === undefined ? null : reactionNode(world, gone),
        subject: () => foundNode(world, found),
      });
    },
    markPullRequestReadyForReview: async ({ input }: { input: Arguments }) => {
      const pull = pullById(input.pullRequestId);
      await setDraft(world, pull, false, actorOf(viewer));
      return answer('MarkPullRequestReadyForReview', input, { pullRequest: pullNode(world, pull) });
    },
    convertPullRequestToDraft: async ({ input }: { input: Arguments }) => {
      const pull = pullById(input.pullRequestId);
      await setDraft(world, pull, true, actorOf(viewer));
      return answer('ConvertPullRequestToDraft', input, { pullRequest: pullNode(world, pull) });
    },
    enablePullRequestAutoMerge: async ({ input }: { input: Arguments }) => {
      const pull = pullById(input.pullRequestId, 'contents');
      const method = String(input.mergeMethod ?? 'MERGE').toLowerCase() as MergeMethod;
      const order = {
        method,
        title: String(input.commitHeadline ?? pull.issue.title),
        message: String(input.commitBody ?? ''),
      };
      await enableAutoMerge(world, pull, order, actorOf(viewer));
      return answer('EnablePullRequestAutoMerge', input, { pullRequest: pullNode(world, pull) });
    },
    disablePullRequestAutoMerge: async ({ input }: { input: Arguments }) => {
      const pull = pullById(input.pullRequestId, 'contents');
      await disableAutoMerge(world, pull, actorOf(viewer));
      return answer('DisablePullRequestAutoMerge', input, { pullRequest: pullNode(world, pull) });
    },
  };
}
