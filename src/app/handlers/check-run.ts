import type { Probot } from 'probot';
import { RECHECK } from '../../report/check-run.js';
import { pullRequestOf } from '../check-run-life.js';
import { type HandlerTools, repositoryOf } from './handler.js';
import { evaluateAgain } from './rerequest.js';

export const EVENTS = ['check_run.rerequested', 'check_run.requested_action'] as const;

/** “Re-run” and the button of our check run; the runs of other apps are none of ours. */
export function onCheckRun(app: Probot, tools: HandlerTools): void {
  app.on([...EVENTS], async ({ payload }) => {
    const where = repositoryOf(payload);
    const run = payload.check_run;
    if (where === null || run.app?.id !== tools.appId) return;
    if (payload.action === 'requested_action' && payload.requested_action?.identifier !== RECHECK.identifier)
      return;
    await evaluateAgain(where, run, pullRequestOf(run.external_id), tools);
  });
}
