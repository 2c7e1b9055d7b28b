import type { Probot } from 'probot';
import { hasMarker } from '../../github/waiver-marker.js';
import { answerComment } from '../answer-comment.js';
import { parseCommands } from '../commands/parse.js';
import { type HandlerTools, repositoryOf } from './handler.js';

const CHANGED = ['issue_comment.edited', 'issue_comment.deleted'] as const;

export const EVENTS = ['issue_comment.created', ...CHANGED] as const;

/**
 * Commands in new comments of people on pull requests; an edited comment is not read again. Where people edit or
 * delete a reply that was a waiver, the pull request is evaluated without it.
 */
export function onIssueComment(app: Probot, tools: HandlerTools): void {
  onWaiverChanged(app, tools);
  app.on('issue_comment.created', async ({ payload }) => {
    const { issue, comment, repository } = payload;
    const where = repositoryOf(payload);
    if (where === null || !issue.pull_request) return;
    if (comment.user === null || comment.user.type === 'Bot' || payload.sender.type === 'Bot') return;
    const commands = parseCommands(comment.body);
    if (commands.length === 0) return;
    const asked = {
      where,
      number: issue.number,
      commentId: comment.id,
      author: comment.user.login,
      defaultBranch: repository.default_branch,
      commands,
    };
    tools.answering.add(comment.id);
    await answerComment(asked, tools).finally(() => tools.answering.delete(comment.id));
  });
}

/** The app edits its replies itself when a command takes a waiver back, and evaluates then. */
function onWaiverChanged(app: Probot, { evaluations }: HandlerTools): void {
  app.on([...CHANGED], ({ payload }) => {
    const { issue, comment, sender } = payload;
    const where = repositoryOf(payload);
    if (where === null || !issue.pull_request) return;
    if (comment.user?.type !== 'Bot' || sender.type === 'Bot') return;
    const before = payload.action === 'edited' ? payload.changes.body?.from : undefined;
    if (![comment.body, before ?? ''].some(hasMarker)) return;
    evaluations.submit({ ...where, number: issue.number, headSha: null, comments: [] });
  });
}
