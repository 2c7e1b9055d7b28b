import type { Probot } from 'probot';
import { defaultBranchMoved } from '../default-branch.js';
import { promotionChanged } from '../stacked.js';
import { type HandlerTools, type RepositoryRef, repositoryOf } from './handler.js';

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
    if (['opened', 'reopened', 'edited'].includes(payload.action)) await promotes(payload, where, tools);
  });

  app.on('pull_request.closed', async ({ payload }) => {
    const where = repositoryOf(payload);
    if (where === null) return;
    const { number, merged, merge_commit_sha: sha, base } = payload.pull_request;
    evaluations.submit({ ...where, number, headSha: null, comments: [] });
    const defaultBranch = payload.repository.default_branch;
    await promotes(payload, where, tools);
    if (merged !== true || sha === null || base.ref !== defaultBranch) return;
    await defaultBranchMoved(where, { defaultBranch, before: null, commits: [sha] }, tools);
  });
}

interface PullRequestPayload {
  readonly number: number;
  readonly repository: { readonly default_branch: string };
  readonly pull_request: { readonly head: { readonly ref: string }; readonly base: { readonly ref: string } };
}

/** One that goes to the default branch may be the promotion that others wait for, one that went there have been it. */
async function promotes(
  { number, repository, pull_request: pull }: PullRequestPayload,
  where: RepositoryRef,
  tools: HandlerTools,
): Promise<void> {
  const defaultBranch = repository.default_branch;
  await promotionChanged(where, { number, headBranch: pull.head.ref, defaultBranch }, tools);
}

function retargetedOrRenamed(changes: { readonly base?: unknown; readonly title?: unknown }): boolean {
  return changes.base !== undefined || changes.title !== undefined;
}
