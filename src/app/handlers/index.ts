import type { Probot } from 'probot';
import * as checkRun from './check-run.js';
import * as checkSuite from './check-suite.js';
import type { AllHandlerTools } from './handler.js';
import * as installation from './installation.js';
import * as issueComment from './issue-comment.js';
import * as mergeGroup from './merge-group.js';
import * as pullRequest from './pull-request.js';
import * as push from './push.js';
import * as status from './status.js';

/** Every event with its action that is handled: `app.yml` subscribes to these and no others. */
export const EVENTS: readonly string[] = [
  ...pullRequest.EVENTS,
  ...issueComment.EVENTS,
  ...checkRun.EVENTS,
  ...checkSuite.EVENTS,
  ...status.EVENTS,
  ...push.EVENTS,
  ...mergeGroup.EVENTS,
  ...installation.EVENTS,
];

export function registerHandlers(app: Probot, tools: AllHandlerTools): void {
  pullRequest.onPullRequest(app, tools);
  issueComment.onIssueComment(app, tools);
  checkRun.onCheckRun(app, tools);
  checkSuite.onCheckSuite(app, tools);
  status.onStatus(app, tools);
  push.onPush(app, tools);
  mergeGroup.onMergeGroup(app, tools);
  installation.onInstallation(app, tools);
}
