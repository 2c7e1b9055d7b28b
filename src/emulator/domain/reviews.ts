import { HttpError, unprocessable, validationFailed } from '../http/errors.js';
import type { Account, Anchor, Pull, Review, ReviewComment, ReviewState, Thread } from '../model.js';
import type { World } from '../world.js';
import { type Placement, placeOnDiff } from './anchors.js';
import { reviewEvent } from './events.js';
import { checkBody } from './pulls.js';

export interface NewReview {
  readonly author: Account;
  readonly state: ReviewState;
  readonly body: string;
  readonly commitSha?: string | undefined;
  readonly comments: readonly (Placement & { readonly body: string })[];
}

/** Creates a review with its comments, or nothing at all: one comment off the diff refuses the whole. */
export async function addReview(world: World, pull: Pull, wanted: NewReview): Promise<Review> {
  refuseMeaningless(pull, wanted);
  const commitSha = wanted.commitSha ?? pull.head.sha;
  if ((await pull.issue.repo.git.commit(commitSha)) === null)
    throw unprocessable('Commit could not be resolved');
  const anchors = await Promise.all(wanted.comments.map((comment) => placeOnDiff(pull, comment)));
  const errors = [...new Set(anchors.flatMap((anchor) => ('error' in anchor ? [anchor.error] : [])))];
  if (errors.length > 0) throw unprocessable(errors.join(' and '));
  const review: Review = {
    id: world.state.nextId(),
    pull,
    author: wanted.author,
    commitSha,
    state: wanted.state,
    body: wanted.body,
    submittedAt: wanted.state === 'PENDING' ? null : world.state.timestamp(),
  };
  pull.reviews.push(review);
  wanted.comments.forEach((comment, index) => {
    const anchor = anchors[index];
    if (anchor !== undefined && !('error' in anchor)) addThread(world, review, anchor, comment.body);
  });
  pull.issue.updatedAt = world.state.timestamp();
  if (review.state !== 'PENDING') await reviewEvent(world, review, wanted.author);
  return review;
}

function refuseMeaningless(pull: Pull, wanted: NewReview): void {
  const own = pull.issue.author === wanted.author;
  if (own && wanted.state === 'APPROVED') throw unprocessable('Can not approve your own pull request');
  if (own && wanted.state === 'CHANGES_REQUESTED') {
    throw unprocessable('Can not request changes on your own pull request');
  }
  checkBody('PullRequestReview', wanted.body);
  for (const comment of wanted.comments) {
    if (comment.body.trim() === '') throw unprocessable("Body can't be blank");
    checkBody('PullRequestReviewComment', comment.body);
  }
  const empty = wanted.body.trim() === '' && wanted.comments.length === 0;
  if (empty && wanted.state !== 'APPROVED' && wanted.state !== 'PENDING') {
    throw new HttpError(422, 'Unprocessable Entity', { errors: ['Body is required'] });
  }
}

function addThread(world: World, review: Review, anchor: Anchor, body: string): ReviewComment {
  const thread: Thread = {
    id: world.state.nextId(),
    pull: review.pull,
    anchor,
    comments: [],
    resolvedBy: null,
  };
  review.pull.threads.push(thread);
  return addToThread(world, thread, review, body);
}

export function addToThread(world: World, thread: Thread, review: Review, body: string): ReviewComment {
  const createdAt = world.state.timestamp();
  const comment: ReviewComment = {
    id: world.state.nextId(),
    thread,
    review,
    author: review.author,
    inReplyTo: thread.comments[0]?.id ?? null,
    createdAt,
    reactions: [],
    body,
    updatedAt: createdAt,
  };
  thread.comments.push(comment);
  return comment;
}

/** A comment on its own is a review with one comment to GitHub. */
export async function addReviewComment(
  world: World,
  pull: Pull,
  author: Account,
  placement: Placement & { readonly body: string },
): Promise<ReviewComment> {
  await refuseOffDiff(pull, placement);
  const review = await addReview(world, pull, {
    author,
    state: 'COMMENTED',
    body: '',
    comments: [placement],
  });
  const comment = pull.threads.flatMap((thread) => thread.comments).find((one) => one.review === review);
  if (comment === undefined) throw new Error('a review lost its comment');
  return comment;
}

/** The endpoint for single comments has words of its own for what a review says in strings. */
async function refuseOffDiff(pull: Pull, placement: Placement): Promise<void> {
  const anchor = await placeOnDiff(pull, placement);
  if (!('error' in anchor)) return;
  const field = `pull_request_review_thread.${anchor.error.startsWith('Path') ? 'path' : 'line'}`;
  const message = `${field} must be part of the diff`;
  throw validationFailed({ resource: 'PullRequestReviewComment', field, code: 'custom', message });
}

export async function replyTo(
  world: World,
  parent: ReviewComment,
  author: Account,
  body: string,
): Promise<ReviewComment> {
  checkBody('PullRequestReviewComment', body);
  const { thread } = parent;
  const review: Review = {
    id: world.state.nextId(),
    pull: thread.pull,
    author,
    commitSha: thread.pull.head.sha,
    state: 'COMMENTED',
    body: '',
    submittedAt: world.state.timestamp(),
  };
  thread.pull.reviews.push(review);
  const comment = addToThread(world, thread, review, body);
  await reviewEvent(world, review, author);
  return comment;
}
