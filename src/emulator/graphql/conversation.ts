import type { Comment, Review, ReviewComment, Thread } from '../model.js';
import { authorAssociation } from '../views/account.js';
import { nodeId } from '../views/ids.js';
import { issueHtmlUrl } from '../views/issue.js';
import type { World } from '../world.js';
import { accountNode, reactionsField } from './accounts.js';
import { type Arguments, connection, type GraphNode } from './node.js';
import { pullReference } from './references.js';

export function commentNode(world: World, comment: Comment): GraphNode {
  return {
    __typename: 'IssueComment',
    id: nodeId('IssueComment', comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: accountNode(world, comment.author),
    authorAssociation: authorAssociation(comment.issue.repo, comment.author),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    isMinimized: false,
    url: `${issueHtmlUrl(world, comment.issue)}#issuecomment-${comment.id}`,
    reactions: reactionsField(world, comment.reactions),
  };
}

export function reviewNode(world: World, review: Review): GraphNode {
  const comments = review.pull.threads.flatMap((thread) => thread.comments);
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', review.id),
    databaseId: review.id,
    body: review.body,
    state: review.state,
    author: accountNode(world, review.author),
    authorAssociation: authorAssociation(review.pull.issue.repo, review.author),
    submittedAt: review.submittedAt,
    createdAt: review.submittedAt ?? review.pull.issue.updatedAt,
    url: `${issueHtmlUrl(world, review.pull.issue)}#pullrequestreview-${review.id}`,
    comments: (args: Arguments) =>
      connection(
        'PullRequestReviewComment',
        comments.filter((comment) => comment.review === review),
        (comment) => reviewCommentNode(world, comment),
        args,
      ),
    pullRequest: () => pullReference(world, review.pull),
  };
}

export function threadNode(world: World, thread: Thread): GraphNode {
  const { anchor } = thread;
  return {
    __typename: 'PullRequestReviewThread',
    id: nodeId('PullRequestReviewThread', thread.id),
    isResolved: thread.resolvedBy !== null,
    isOutdated: anchor.line === null && anchor.subject === 'line',
    isCollapsed: thread.resolvedBy !== null,
    resolvedBy: thread.resolvedBy === null ? null : accountNode(world, thread.resolvedBy),
    viewerCanResolve: thread.resolvedBy === null,
    viewerCanUnresolve: thread.resolvedBy !== null,
    viewerCanReply: true,
    path: anchor.path,
    line: anchor.line,
    originalLine: anchor.originalLine,
    startLine: anchor.startLine,
    originalStartLine: anchor.originalStartLine,
    diffSide: anchor.side,
    startDiffSide: anchor.startSide,
    subjectType: anchor.subject.toUpperCase(),
    comments: (args: Arguments) =>
      connection('PullRequestReviewComment', thread.comments, (one) => reviewCommentNode(world, one), args),
    pullRequest: () => pullReference(world, thread.pull),
  };
}

export function reviewCommentNode(world: World, comment: ReviewComment): GraphNode {
  const { anchor, pull } = comment.thread;
  return {
    __typename: 'PullRequestReviewComment',
    id: nodeId('PullRequestReviewComment', comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: accountNode(world, comment.author),
    authorAssociation: authorAssociation(pull.issue.repo, comment.author),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    path: anchor.path,
    line: anchor.line,
    originalLine: anchor.originalLine,
    startLine: anchor.startLine,
    outdated: anchor.line === null,
    diffHunk: anchor.diffHunk,
    isMinimized: false,
    state: comment.review.state === 'PENDING' ? 'PENDING' : 'SUBMITTED',
    url: `${issueHtmlUrl(world, pull.issue)}#discussion_r${comment.id}`,
    reactions: reactionsField(world, comment.reactions),
    pullRequestReview: () => reviewNode(world, comment.review),
    pullRequest: () => pullReference(world, pull),
  };
}
