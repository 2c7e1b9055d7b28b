import type { Probot } from 'probot';
import * as checkRun from './check-run.js';
import * as checkSuite from './check-suite.js';
import type { HandlerTools } from './handler.js';
import * as issueComment from './issue-comment.js';
import * as pullRequest from './pull-request.js';

/** Every event with its action that is handled: `app.yml` subscribes to these and no others. */
export const EVENTS: readonly string[] = [
  ...pullRequest.EVENTS,
  ...issueComment.EVENTS,
  ...checkRun.EVENTS,
  ...checkSuite.EVENTS,
];

export function registerHandlers(app: Probot, tools: HandlerTools): void {
  pullRequest.onPullRequest(app, tools);
  issueComment.onIssueComment(app, tools);
  checkRun.onCheckRun(app, tools);
  checkSuite.onCheckSuite(app, tools);
}
