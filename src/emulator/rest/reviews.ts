import { actorOf } from '../domain/accounts.js';
import type { Placement } from '../domain/anchors.js';
import { reviewEvent } from '../domain/events.js';
import { checkBody } from '../domain/pulls.js';
import { addReview, addReviewComment, replyTo } from '../domain/reviews.js';
import { notFound, unprocessable } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import type { Fields } from '../http/fields.js';
import { pullOf, repoOf, repoRoute, reviewCommentOf, reviewOf } from '../http/helpers.js';
import { listReply } from '../http/pagination.js';
import { created, noContent, ok, type Reply } from '../http/reply.js';
import type { Pull, Review, ReviewComment, ReviewState } from '../model.js';
import { reviewCommentView, reviewView } from '../views/review.js';

const read = { pull_requests: 'read' } as const;
const write = { pull_requests: 'write' } as const;

const STATES: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

function placementOf(fields: Fields): Placement & { body: string } {
  return {
    path: fields.text('path'),
    body: fields.text('body'),
    line: fields.integerOr('line'),
    side: fields.oneOf('side', ['LEFT', 'RIGHT']),
    startLine: fields.integerOr('start_line'),
    startSide: fields.oneOf('start_side', ['LEFT', 'RIGHT']),
    position: fields.integerOr('position'),
    subject: fields.oneOf('subject_type', ['line', 'file']),
  };
}

async function createReview(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const event = body.oneOf('event', ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']);
  const author = actorOf(viewer);
  const pull = pullOf(exchange);
  if (event === undefined && pull.reviews.some((one) => one.author === author && one.state === 'PENDING')) {
    throw unprocessable('User can only have one pending review per pull request');
  }
  const review = await addReview(world, pull, {
    author,
    state: event === undefined ? 'PENDING' : (STATES[event] ?? 'COMMENTED'),
    body: body.textOr('body') ?? '',
    commitSha: body.textOr('commit_id'),
    comments: body.list('comments').map(placementOf),
  });
  return ok(reviewView(world, review));
}

async function submitReview(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const review = reviewOf(exchange);
  const event = body.oneOf('event', ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']);
  if (event === undefined || review.state !== 'PENDING') throw unprocessable('Could not submit the review');
  review.state = STATES[event] ?? 'COMMENTED';
  review.body = body.textOr('body') ?? review.body;
  review.submittedAt = world.state.timestamp();
  await reviewEvent(world, review, actorOf(viewer));
  return ok(reviewView(world, review));
}

function updateReview(exchange: Exchange): Reply {
  const review = reviewOf(exchange);
  if (review.author !== actorOf(exchange.viewer)) throw notFound();
  const body = exchange.body.text('body');
  checkBody('PullRequestReview', body);
  review.body = body;
  return ok(reviewView(exchange.world, review));
}

/** Pending reviews are seen by their authors only. */
function visibleReviews(exchange: Exchange): Review[] {
  const viewer = exchange.viewer.kind === 'anonymous' ? null : actorOf(exchange.viewer);
  return pullOf(exchange).reviews.filter((review) => review.state !== 'PENDING' || review.author === viewer);
}

function commentsOf(pull: Pull): ReviewComment[] {
  return pull.threads
    .flatMap((thread) => thread.comments)
    .filter((comment) => comment.review.state !== 'PENDING')
    .sort((a, b) => a.id - b.id);
}

function listComments(exchange: Exchange): Promise<Reply> {
  const comments = commentsOf(pullOf(exchange));
  const ordered = exchange.query.get('direction') === 'desc' ? comments.reverse() : comments;
  return listReply(exchange, ordered, (comment) => reviewCommentView(exchange.world, comment));
}

function commentsOfReview(exchange: Exchange): Promise<Reply> {
  const review = reviewOf(exchange);
  const comments = review.pull.threads
    .flatMap((thread) => thread.comments)
    .filter((one) => one.review === review);
  return listReply(exchange, comments, (comment) => reviewCommentView(exchange.world, comment));
}

function listAllComments(exchange: Exchange): Promise<Reply> {
  const pulls = [...repoOf(exchange).issues.values()].flatMap(({ pull }) => (pull === null ? [] : [pull]));
  const comments = pulls.flatMap(commentsOf).sort((a, b) => a.id - b.id);
  return listReply(exchange, comments, (comment) => reviewCommentView(exchange.world, comment));
}

async function createComment(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const pull = pullOf(exchange);
  const author = actorOf(viewer);
  const parent = body.integerOr('in_reply_to');
  if (parent !== undefined) {
    const found = commentsOf(pull).find((comment) => comment.id === parent);
    if (found === undefined) throw notFound();
    return created(reviewCommentView(world, await replyTo(world, found, author, body.text('body'))));
  }
  const comment = await addReviewComment(world, pull, author, placementOf(body));
  return created(reviewCommentView(world, comment));
}

async function createReply(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const comment = await replyTo(world, reviewCommentOf(exchange), actorOf(viewer), body.text('body'));
  return created(reviewCommentView(world, comment));
}

function updateComment(exchange: Exchange): Reply {
  const comment = reviewCommentOf(exchange);
  if (comment.author !== actorOf(exchange.viewer)) throw notFound();
  const body = exchange.body.text('body');
  checkBody('PullRequestReviewComment', body);
  comment.body = body;
  comment.updatedAt = exchange.world.state.timestamp();
  return ok(reviewCommentView(exchange.world, comment));
}

function removeComment(exchange: Exchange): Reply {
  const comment = reviewCommentOf(exchange);
  if (comment.author !== actorOf(exchange.viewer)) throw notFound();
  const { thread } = comment;
  thread.comments.splice(thread.comments.indexOf(comment), 1);
  if (thread.comments.length === 0) thread.pull.threads.splice(thread.pull.threads.indexOf(thread), 1);
  return noContent();
}

export const reviewRoutes: readonly Route[] = [
  repoRoute('GET', '/pulls/{pull_number}/reviews', read, (exchange) =>
    listReply(exchange, visibleReviews(exchange), (review) => reviewView(exchange.world, review)),
  ),
  repoRoute('POST', '/pulls/{pull_number}/reviews', write, createReview),
  repoRoute('GET', '/pulls/{pull_number}/reviews/{review_id}', read, (exchange) =>
    ok(reviewView(exchange.world, reviewOf(exchange))),
  ),
  repoRoute('PUT', '/pulls/{pull_number}/reviews/{review_id}', write, updateReview),
  repoRoute('GET', '/pulls/{pull_number}/reviews/{review_id}/comments', read, commentsOfReview),
  repoRoute('POST', '/pulls/{pull_number}/reviews/{review_id}/events', write, submitReview),
  repoRoute('GET', '/pulls/{pull_number}/comments', read, listComments),
  repoRoute('POST', '/pulls/{pull_number}/comments', write, createComment),
  repoRoute('POST', '/pulls/{pull_number}/comments/{comment_id}/replies', write, createReply),
  repoRoute('GET', '/pulls/comments', read, listAllComments),
  repoRoute('GET', '/pulls/comments/{comment_id}', read, (exchange) =>
    ok(reviewCommentView(exchange.world, reviewCommentOf(exchange))),
  ),
  repoRoute('PATCH', '/pulls/comments/{comment_id}', write, updateComment),
  repoRoute('DELETE', '/pulls/comments/{comment_id}', write, removeComment),
];
