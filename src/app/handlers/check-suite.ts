import type { Probot } from 'probot';
import { type HandlerTools, repositoryOf } from './handler.js';
import { evaluateAgain } from './rerequest.js';

export const EVENTS = ['check_suite.rerequested'] as const;

/** “Re-run all checks” sends this alone, without an event for each run. */
export function onCheckSuite(app: Probot, tools: HandlerTools): void {
  app.on([...EVENTS], async ({ payload }) => {
    const where = repositoryOf(payload);
    const suite = payload.check_suite;
    if (where === null || suite.app.id !== tools.appId) return;
    await evaluateAgain(where, suite, null, tools);
  });
}
