import type { Json } from '../http/reply.js';
import type { Review, ReviewComment } from '../model.js';
import type { World } from '../world.js';
import { accountView, authorAssociation } from './account.js';
import { nodeId } from './ids.js';
import { issueHtmlUrl, rollup } from './issue.js';
import { pullUrl } from './pull.js';
import { repoUrl } from './repository.js';

export function reviewView(world: World, review: Review): Json {
  const htmlUrl = `${issueHtmlUrl(world, review.pull.issue)}#pullrequestreview-${review.id}`;
  const url = pullUrl(world, review.pull);
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: accountView(world, review.author),
    body: review.body,
    state: review.state,
    html_url: htmlUrl,
    pull_request_url: url,
    _links: { html: { href: htmlUrl }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitSha,
    author_association: authorAssociation(review.pull.issue.repo, review.author),
  };
}

/** `pull-request-review-comment`; an outdated one has no `line` and no `position`. */
export function reviewCommentView(world: World, comment: ReviewComment): Json {
  const { pull, anchor } = comment.thread;
  const { repo } = pull.issue;
  const url = `${repoUrl(world, repo)}/pulls/comments/${comment.id}`;
  const htmlUrl = `${issueHtmlUrl(world, pull.issue)}#discussion_r${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('PullRequestReviewComment', comment.id),
    url,
    html_url: htmlUrl,
    pull_request_url: pullUrl(world, pull),
    pull_request_review_id: comment.review.id,
    path: anchor.path,
    diff_hunk: anchor.diffHunk,
    commit_id: anchor.line === null ? anchor.originalCommitSha : pull.head.sha,
    original_commit_id: anchor.originalCommitSha,
    original_position: anchor.originalPosition,
    original_line: anchor.originalLine,
    original_start_line: anchor.originalStartLine,
    start_line: anchor.startLine,
    start_side: anchor.startSide,
    side: anchor.side,
    subject_type: anchor.subject,
    ...(anchor.line === null ? {} : { line: anchor.line }),
    ...(anchor.position === null ? {} : { position: anchor.position }),
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
    user: accountView(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: authorAssociation(repo, comment.author),
    reactions: rollup(`${url}/reactions`, comment.reactions),
    _links: { self: { href: url }, html: { href: htmlUrl }, pull_request: { href: pullUrl(world, pull) } },
  };
}
