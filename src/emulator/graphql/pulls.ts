import { entryOf, queueOf } from '../domain/merge-queue.js';
import { pullCommits, pullFacts, pullFiles } from '../domain/pull-facts.js';
import { mergeState } from '../domain/requirements.js';
import type { AutoMerge, Issue, Pull, QueueEntry } from '../model.js';
import { authorAssociation } from '../views/account.js';
import { nodeId } from '../views/ids.js';
import { issueHtmlUrl } from '../views/issue.js';
import type { World } from '../world.js';
import { accountNode, reactionsField } from './accounts.js';
import { commentNode, reviewNode, threadNode } from './conversation.js';
import { type Arguments, connection, type GraphNode } from './node.js';
import { commitNode, objectNode } from './objects.js';
import { pullReference, repositoryReference } from './references.js';

function issueFields(world: World, issue: Issue): Readonly<Record<string, unknown>> {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    author: accountNode(world, issue.author),
    authorAssociation: authorAssociation(issue.repo, issue.author),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    closed: issue.state === 'closed',
    locked: false,
    url: issueHtmlUrl(world, issue),
    repository: () => repositoryReference(world, issue.repo),
    reactions: reactionsField(world, issue.reactions),
    comments: (args: Arguments) =>
      connection('IssueComment', issue.comments, (comment) => commentNode(world, comment), args),
    labels: (args: Arguments) =>
      connection('Label', issue.labels, (name) => ({ __typename: 'Label', name }), args),
  };
}

export function issueNode(world: World, issue: Issue): GraphNode {
  return {
    __typename: 'Issue',
    id: nodeId('Issue', issue.id),
    databaseId: issue.id,
    ...issueFields(world, issue),
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
  };
}

export function pullNode(world: World, pull: Pull): GraphNode {
  const { issue, head, base } = pull;
  const fact = async (name: 'additions' | 'deletions' | 'changedFiles'): Promise<number> =>
    (await pullFacts(pull))[name];
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    ...issueFields(world, issue),
    state: pull.merged === null ? issue.state.toUpperCase() : 'MERGED',
    isDraft: pull.draft,
    merged: pull.merged !== null,
    mergedAt: pull.merged?.at ?? null,
    mergedBy: pull.merged === null ? null : accountNode(world, pull.merged.by),
    mergeable: () => mergeable(pull),
    mergeStateStatus: async () => (await mergeState(pull)).toUpperCase(),
    mergeCommit: () =>
      pull.merged === null ? null : objectNode(world, issue.repo, { oid: pull.merged.sha }),
    headRefName: head.ref,
    headRefOid: head.sha,
    baseRefName: base.ref,
    baseRefOid: base.sha,
    headRepository: () => (head.repo === null ? null : repositoryReference(world, head.repo)),
    headRepositoryOwner: accountNode(world, head.owner),
    baseRepository: () => repositoryReference(world, issue.repo),
    isCrossRepository: head.repo !== issue.repo,
    additions: () => fact('additions'),
    deletions: () => fact('deletions'),
    changedFiles: () => fact('changedFiles'),
    isInMergeQueue: () => entryOf(pull) !== null,
    mergeQueueEntry: () => {
      const entry = entryOf(pull);
      return entry === null ? null : queueEntryNode(world, entry);
    },
    autoMergeRequest: pull.autoMerge === null ? null : autoMergeNode(world, pull.autoMerge),
    ...pullLists(world, pull),
  };
}

function pullLists(world: World, pull: Pull): Readonly<Record<string, unknown>> {
  const { repo } = pull.issue;
  return {
    reviewThreads: (args: Arguments) =>
      connection('PullRequestReviewThread', pull.threads, (thread) => threadNode(world, thread), args),
    reviews: (args: Arguments) => {
      const visible = pull.reviews.filter(({ state }) => state !== 'PENDING');
      return connection('PullRequestReview', visible, (review) => reviewNode(world, review), args);
    },
    files: async (args: Arguments) =>
      connection('PullRequestChangedFile', await pullFiles(pull), fileNode, args),
    commits: async (args: Arguments) => {
      const commits = await Promise.all((await pullCommits(pull)).map((sha) => repo.git.commit(sha)));
      const known = commits.filter((one) => one !== null);
      return connection(
        'PullRequestCommit',
        known,
        (facts) => ({
          __typename: 'PullRequestCommit',
          id: nodeId('PullRequestCommit', `${pull.id}/${facts.sha}`),
          commit: commitNode(world, repo, facts),
        }),
        args,
      );
    },
  };
}

const CHANGE_TYPES = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
} as const;

function fileNode(file: Awaited<ReturnType<typeof pullFiles>>[number]): GraphNode {
  return {
    __typename: 'PullRequestChangedFile',
    path: file.path,
    additions: file.additions,
    deletions: file.deletions,
    changeType: CHANGE_TYPES[file.status],
    viewerViewedState: 'UNVIEWED',
  };
}

async function mergeable(pull: Pull): Promise<string> {
  const facts = await pullFacts(pull);
  if (facts.mergeable === null) return 'UNKNOWN';
  return facts.mergeable ? 'MERGEABLE' : 'CONFLICTING';
}

function autoMergeNode(world: World, autoMerge: AutoMerge): GraphNode {
  return {
    __typename: 'AutoMergeRequest',
    enabledBy: accountNode(world, autoMerge.by),
    enabledAt: autoMerge.enabledAt,
    mergeMethod: autoMerge.method.toUpperCase(),
    commitHeadline: autoMerge.title,
    commitBody: autoMerge.message,
  };
}

export function queueEntryNode(world: World, entry: QueueEntry): GraphNode {
  const { pull, by, headSha, baseSha, enqueuedAt } = entry;
  const { repo } = pull.issue;
  return {
    __typename: 'MergeQueueEntry',
    id: nodeId('MergeQueueEntry', entry.id),
    position: (queueOf(repo, pull.base.ref)?.indexOf(entry) ?? -1) + 1,
    state: 'AWAITING_CHECKS',
    enqueuedAt,
    enqueuer: accountNode(world, by),
    jump: false,
    solo: false,
    headCommit: () => objectNode(world, repo, { oid: headSha }),
    baseCommit: () => objectNode(world, repo, { oid: baseSha }),
    pullRequest: () => pullReference(world, pull),
  };
}
