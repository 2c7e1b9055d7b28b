import type { Probot } from 'probot';
import { checkFinished } from '../finished-check.js';
import { type HandlerTools, repositoryOf } from './handler.js';

export const EVENTS = ['status'] as const;

/** A commit status that has come to an end; one that is pending changes nothing that is waited for. */
export function onStatus(app: Probot, tools: HandlerTools): void {
  app.on('status', async ({ payload }) => {
    const where = repositoryOf(payload);
    if (where === null || payload.state === 'pending') return;
    const check = { name: payload.context, app: payload.sender.login };
    const defaultBranch = payload.repository.default_branch;
    await checkFinished(where, { sha: payload.sha, defaultBranch, check, named: [] }, tools);
  });
}
