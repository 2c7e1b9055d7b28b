import type { Probot } from 'probot';
import { defaultBranchMoved } from '../default-branch.js';
import { type HandlerTools, repositoryOf } from './handler.js';

export const EVENTS = ['push'] as const;

/** A push to the default branch: a merge of whatever kind, a revert, an edited program. */
export function onPush(app: Probot, tools: HandlerTools): void {
  app.on('push', async ({ payload }) => {
    const { ref, repository, before, after, commits, created, deleted } = payload;
    const defaultBranch = repository.default_branch;
    const [owner = ''] = repository.full_name.split('/');
    if (ref !== `refs/heads/${defaultBranch}` || deleted) return;
    const where = repositoryOf({
      ...payload,
      repository: { name: repository.name, owner: { login: owner } },
    });
    if (where === null) return;
    tools.boards.submit(where);
    const shas = [...commits.map(({ id }) => id), after];
    await defaultBranchMoved(where, { defaultBranch, before: created ? null : before, commits: shas }, tools);
  });
}
