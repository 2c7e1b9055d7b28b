import { validationFailed } from '../http/errors.js';
import type { Account, AppRecord, Comment, Issue, Reaction, ReactionContent } from '../model.js';
import type { World } from '../world.js';
import { commentEvent } from './events.js';
import { checkBody } from './pulls.js';

function refuseBlank(body: string): void {
  if (body.trim() === '') {
    throw validationFailed({ resource: 'IssueComment', field: 'body', code: 'missing_field' });
  }
  checkBody('IssueComment', body);
}

export async function addComment(
  world: World,
  issue: Issue,
  author: Account,
  body: string,
  app: AppRecord | null = null,
): Promise<Comment> {
  refuseBlank(body);
  const createdAt = world.state.timestamp();
  const id = world.state.nextId();
  const comment: Comment = { id, issue, author, app, createdAt, reactions: [], body, updatedAt: createdAt };
  issue.comments.push(comment);
  issue.updatedAt = createdAt;
  await commentEvent(world, 'created', comment, author);
  return comment;
}

export async function editComment(
  world: World,
  comment: Comment,
  body: string,
  sender: Account,
): Promise<void> {
  refuseBlank(body);
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = world.state.timestamp();
  await commentEvent(world, 'edited', comment, sender, { changes: { body: { from } } });
}

export async function deleteComment(world: World, comment: Comment, sender: Account): Promise<void> {
  comment.issue.comments.splice(comment.issue.comments.indexOf(comment), 1);
  await commentEvent(world, 'deleted', comment, sender);
}

/** One account reacts once with the same sign. @returns the reaction and whether it is new. */
export function react(
  world: World,
  reactions: Reaction[],
  user: Account,
  content: ReactionContent,
): { reaction: Reaction; isNew: boolean } {
  const known = reactions.find((one) => one.user === user && one.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: world.state.nextId(), user, content, createdAt: world.state.timestamp() };
  reactions.push(reaction);
  return { reaction, isNew: true };
}
