import type { Probot } from 'probot';
import { INVENTORY, RECHECK } from '../../report/check-run.js';
import { pullRequestOf } from '../check-run-life.js';
import { commentInventory } from '../comment-inventory.js';
import { checkFinished } from '../finished-check.js';
import { type HandlerTools, repositoryOf } from './handler.js';
import { evaluateAgain, isForAnother, namedHeads } from './rerequest.js';

const ASKED = ['check_run.rerequested', 'check_run.requested_action'] as const;

export const EVENTS = [...ASKED, 'check_run.completed'] as const;

/** “Re-run” and the buttons of our check run, and the end of other apps' runs. Our own end is no news. */
export function onCheckRun(app: Probot, tools: HandlerTools): void {
  app.on([...ASKED], async ({ payload }) => {
    const where = repositoryOf(payload);
    const run = payload.check_run;
    if (where === null || isForAnother(run.app, tools.appId)) return;
    const number = pullRequestOf(run.external_id);
    const pressed = payload.action === 'requested_action' ? payload.requested_action?.identifier : null;
    if (pressed === INVENTORY.identifier && number !== null) await commentInventory(where, number, tools);
    if (pressed === null || pressed === RECHECK.identifier)
      await evaluateAgain(where, run, { known: number, repository: payload.repository }, tools);
  });

  app.on('check_run.completed', async ({ payload }) => {
    const where = repositoryOf(payload);
    const run = payload.check_run;
    const isOurs = run.app ? run.app.id === tools.appId : pullRequestOf(run.external_id) !== null;
    if (where === null || isOurs) return;
    const check = { name: run.name, app: run.app?.slug ?? null };
    const { default_branch: defaultBranch } = payload.repository;
    const named = namedHeads(run, payload.repository);
    await checkFinished(where, { sha: run.head_sha, defaultBranch, check, named }, tools);
  });
}
