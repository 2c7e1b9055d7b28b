import type { Probot } from 'probot';
import { answerComment } from '../answer-comment.js';
import { parseCommands } from '../commands/parse.js';
import { type HandlerTools, repositoryOf } from './handler.js';

export const EVENTS = ['issue_comment.created'] as const;

/** Commands in new comments of people on pull requests; an edited comment is not read again. */
export function onIssueComment(app: Probot, tools: HandlerTools): void {
  app.on([...EVENTS], async ({ payload }) => {
    const { issue, comment, repository } = payload;
    const where = repositoryOf(payload);
    if (where === null || issue.pull_request === undefined || issue.pull_request === null) return;
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
