import type { Probot } from 'probot';
import { defaultBranchMoved } from '../default-branch.js';
import { type HandlerTools, repositoryOf } from './handler.js';

const CHANGES = [
  'pull_request.opened',
  'pull_request.reopened',
  'pull_request.synchronize',
  'pull_request.edited',
  'pull_request.ready_for_review',
  'pull_request.auto_merge_enabled',
  'pull_request.auto_merge_disabled',
] as const;

export const EVENTS = [...CHANGES, 'pull_request.closed'] as const;

/**
 * Every change of a pull request that people may expect to be judged asks for an evaluation; its description is none.
 * One that is closed has nothing left in progress; one that is merged may let others on.
 */
export function onPullRequest(app: Probot, tools: HandlerTools): void {
  const { evaluations } = tools;

  app.on([...CHANGES], async ({ payload }) => {
    const where = repositoryOf(payload);
    if (where === null || (payload.action === 'edited' && !retargetedOrRenamed(payload.changes))) return;
    const { number, head } = payload.pull_request;
    const formerHeads = payload.action === 'synchronize' ? [payload.before] : [];
    evaluations.submit({ ...where, number, headSha: head.sha, comments: [], formerHeads });
  });

  app.on('pull_request.closed', async ({ payload }) => {
    const where = repositoryOf(payload);
    if (where === null) return;
    const { number, merged, merge_commit_sha: sha, base } = payload.pull_request;
    evaluations.submit({ ...where, number, headSha: null, comments: [] });
    const defaultBranch = payload.repository.default_branch;
    if (merged !== true || sha === null || base.ref !== defaultBranch) return;
    await defaultBranchMoved(where, { defaultBranch, before: null, commits: [sha] }, tools);
  });
}

function retargetedOrRenamed(changes: { readonly base?: unknown; readonly title?: unknown }): boolean {
  return changes.base !== undefined || changes.title !== undefined;
}
