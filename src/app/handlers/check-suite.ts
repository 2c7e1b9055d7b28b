import type { Probot } from 'probot';
import { checkFinished } from '../finished-check.js';
import { type HandlerTools, repositoryOf } from './handler.js';
import { evaluateAgain, isForAnother, namedHeads } from './rerequest.js';

export const EVENTS = ['check_suite.rerequested', 'check_suite.requested', 'check_suite.completed'] as const;

/**
 * “Re-run all checks” sends `rerequested` alone, without an event for each run. `requested` comes beside the event of
 * the push, and finds what that one lost. `completed` finds what is still waited for though nothing runs any more.
 */
export function onCheckSuite(app: Probot, tools: HandlerTools): void {
  app.on('check_suite.rerequested', async ({ payload }) => {
    const where = repositoryOf(payload);
    const suite = payload.check_suite;
    if (where === null || isForAnother(suite.app, tools.appId)) return;
    await evaluateAgain(where, suite, { known: null, repository: payload.repository }, tools);
  });

  app.on('check_suite.requested', async ({ payload }) => {
    const where = repositoryOf(payload);
    const suite = payload.check_suite;
    if (where === null || isForAnother(suite.app, tools.appId)) return;
    for (const { number } of namedHeads(suite, payload.repository)) {
      tools.evaluations.submit({ ...where, number, headSha: null, comments: [], onlyMissing: true });
    }
  });

  app.on('check_suite.completed', async ({ payload }) => {
    const where = repositoryOf(payload);
    const suite = payload.check_suite;
    if (where === null || suite.app?.id === tools.appId) return;
    const { head_sha: sha } = suite;
    const defaultBranch = payload.repository.default_branch;
    const named = namedHeads(suite, payload.repository);
    await checkFinished(where, { sha, defaultBranch, check: null, named }, tools);
  });
}
