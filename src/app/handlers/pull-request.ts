import type { Probot } from 'probot';
import { type HandlerTools, repositoryOf } from './handler.js';

export const EVENTS = [
  'pull_request.opened',
  'pull_request.reopened',
  'pull_request.synchronize',
  'pull_request.edited',
  'pull_request.ready_for_review',
] as const;

/** Every change of a pull request that people may expect to be judged asks for an evaluation; its description is none. */
export function onPullRequest(app: Probot, { evaluations }: HandlerTools): void {
  app.on([...EVENTS], async ({ payload }) => {
    const where = repositoryOf(payload);
    if (where === null || (payload.action === 'edited' && !retargetedOrRenamed(payload.changes))) return;
    const { number, head } = payload.pull_request;
    evaluations.submit({ ...where, number, headSha: head.sha, comments: [] });
  });
}

function retargetedOrRenamed(changes: { readonly base?: unknown; readonly title?: unknown }): boolean {
  return changes.base !== undefined || changes.title !== undefined;
}
