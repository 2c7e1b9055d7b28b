import { actorOf, appOf } from '../domain/accounts.js';
import { addComment, deleteComment, editComment } from '../domain/conversation.js';
import { issueEvent } from '../domain/events.js';
import {
  checkBody,
  closePull,
  editPull,
  markClosed,
  markOpen,
  openIssue,
  reopenPull,
} from '../domain/pulls.js';
import { HttpError, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { commentOf, issueOf, missingField, repoOf, repoRoute } from '../http/helpers.js';
import { listReply } from '../http/pagination.js';
import { created, noContent, ok, type Reply } from '../http/reply.js';
import type { Issue } from '../model.js';
import { hasAccess } from '../state.js';
import { commentView, issueView } from '../views/issue.js';

/** Pull requests are issues: either permission opens the door. */
const read = { issues: 'read', pull_requests: 'read' } as const;
const write = { issues: 'write', pull_requests: 'write' } as const;

const BEGINNING = '1970-01-01T00:00:00Z';

function listIssues(exchange: Exchange): Promise<Reply> {
  const { query, world } = exchange;
  const state = query.get('state') ?? 'open';
  const labels = query.get('labels')?.split(',') ?? [];
  const creator = query.get('creator');
  const since = Date.parse(query.get('since') ?? BEGINNING);
  const chosen = [...repoOf(exchange).issues.values()].filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      labels.every((label) => issue.labels.includes(label)) &&
      (creator === null || issue.author.login === creator) &&
      Date.parse(issue.updatedAt) >= since,
  );
  return listReply(exchange, sorted(chosen, query), (issue) => issueView(world, issue));
}

/** Newest first, by creation unless asked otherwise. */
function sorted(issues: readonly Issue[], query: URLSearchParams): Issue[] {
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const ascending = [...issues].sort((a, b) => a[key].localeCompare(b[key]) || a.number - b.number);
  return query.get('direction') === 'asc' ? ascending : ascending.reverse();
}

async function createIssue(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const title = body.raw.title;
  if (typeof title !== 'string' || title.trim() === '') throw missingField('Issue', 'title');
  const issue = await openIssue(world, repoOf(exchange), {
    title,
    body: body.textOr('body') ?? null,
    author: actorOf(viewer),
    app: appOf(viewer),
    labels: body.texts('labels') ?? [],
  });
  return created(issueView(world, issue));
}

async function updateIssue(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const issue = issueOf(exchange);
  requireAuthorOrTriage(exchange, issue);
  const title = body.textOr('title');
  const text = body.has('body') ? (body.textOr('body') ?? null) : undefined;
  checkBody('Issue', text ?? null);
  const sender = actorOf(viewer);
  issue.labels = body.texts('labels') ?? issue.labels;
  if (issue.pull !== null) await editPull(world, issue.pull, { title, body: text }, sender);
  else await editIssue(exchange, issue, title, text);
  await changeState(exchange, issue);
  return ok(issueView(world, issue));
}

function requireAuthorOrTriage({ viewer }: Exchange, issue: Issue): void {
  if (viewer.kind !== 'user' || viewer.account === issue.author) return;
  if (!hasAccess(issue.repo, viewer.account, 'triage'))
    throw new HttpError(403, 'Must have admin rights to Repository.');
}

async function editIssue(
  exchange: Exchange,
  issue: Issue,
  title?: string,
  text?: string | null,
): Promise<void> {
  const changes = {
    ...(title === undefined || title === issue.title ? {} : { title: { from: issue.title } }),
    ...(text === undefined || text === issue.body ? {} : { body: { from: issue.body ?? '' } }),
  };
  if (Object.keys(changes).length === 0) return;
  issue.title = title ?? issue.title;
  if (text !== undefined) issue.body = text;
  issue.updatedAt = exchange.world.state.timestamp();
  await issueEvent(exchange.world, 'edited', issue, actorOf(exchange.viewer), { changes });
}

async function changeState(exchange: Exchange, issue: Issue): Promise<void> {
  const { world, body, viewer } = exchange;
  const state = body.oneOf('state', ['open', 'closed']);
  if (state === undefined || state === issue.state) return;
  const sender = actorOf(viewer);
  if (issue.pull !== null) {
    await (state === 'closed' ? closePull(world, issue.pull, sender) : reopenPull(world, issue.pull, sender));
    return;
  }
  if (state === 'closed') markClosed(world, issue, sender);
  else markOpen(world, issue);
  issue.stateReason =
    body.oneOf('state_reason', ['completed', 'not_planned', 'duplicate', 'reopened']) ??
    (state === 'closed' ? 'completed' : 'reopened');
  await issueEvent(world, state === 'closed' ? 'closed' : 'reopened', issue, sender);
}

function listComments(exchange: Exchange): Promise<Reply> {
  const since = exchange.query.get('since');
  const comments = issueOf(exchange).comments.filter(
    (comment) => since === null || Date.parse(comment.updatedAt) >= Date.parse(since),
  );
  return listReply(exchange, comments, (comment) => commentView(exchange.world, comment));
}

function listAllComments(exchange: Exchange): Promise<Reply> {
  const byUpdate = exchange.query.get('sort') === 'updated';
  const since = Date.parse(exchange.query.get('since') ?? BEGINNING);
  const comments = [...repoOf(exchange).issues.values()]
    .flatMap((issue) => issue.comments)
    .filter((comment) => Date.parse(comment.updatedAt) >= since)
    .sort((a, b) => (byUpdate ? a.updatedAt.localeCompare(b.updatedAt) : 0) || a.id - b.id);
  const ordered = exchange.query.get('direction') === 'desc' ? comments.reverse() : comments;
  return listReply(exchange, ordered, (comment) => commentView(exchange.world, comment));
}

async function createComment(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const comment = await addComment(
    world,
    issueOf(exchange),
    actorOf(viewer),
    body.text('body'),
    appOf(viewer),
  );
  return created(commentView(world, comment));
}

async function updateComment(exchange: Exchange): Promise<Reply> {
  const comment = commentOf(exchange);
  requireOwn(exchange, comment.author.login);
  await editComment(exchange.world, comment, exchange.body.text('body'), actorOf(exchange.viewer));
  return ok(commentView(exchange.world, comment));
}

async function removeComment(exchange: Exchange): Promise<Reply> {
  const comment = commentOf(exchange);
  requireOwn(exchange, comment.author.login);
  await deleteComment(exchange.world, comment, actorOf(exchange.viewer));
  return noContent();
}

/** Authors edit their own comments; those who may write edit all. An app edits its own alone. */
function requireOwn(exchange: Exchange, login: string): void {
  const { viewer } = exchange;
  const actor = actorOf(viewer);
  if (actor.login === login) return;
  if (viewer.kind === 'user' && hasAccess(repoOf(exchange), actor, 'write')) return;
  throw viewer.kind === 'user' ? notFound() : new HttpError(403, 'Resource not accessible by integration');
}

export const issueRoutes: readonly Route[] = [
  repoRoute('GET', '/issues', read, listIssues),
  repoRoute('POST', '/issues', { issues: 'write' }, createIssue),
  repoRoute('GET', '/issues/{issue_number}', read, (exchange) =>
    ok(issueView(exchange.world, issueOf(exchange))),
  ),
  repoRoute('PATCH', '/issues/{issue_number}', write, updateIssue),
  repoRoute('GET', '/issues/{issue_number}/comments', read, listComments),
  repoRoute('POST', '/issues/{issue_number}/comments', write, createComment),
  repoRoute('GET', '/issues/comments', read, listAllComments),
  repoRoute('GET', '/issues/comments/{comment_id}', read, (exchange) =>
    ok(commentView(exchange.world, commentOf(exchange))),
  ),
  repoRoute('PATCH', '/issues/comments/{comment_id}', write, updateComment),
  repoRoute('DELETE', '/issues/comments/{comment_id}', write, removeComment),
];
