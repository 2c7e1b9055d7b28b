import type { Probot } from 'probot';
import { answerForGroup } from '../merge-group.js';
import { type HandlerTools, repositoryOf } from './handler.js';

export const EVENTS = ['merge_group.checks_requested'] as const;

/** A merge queue asks for the checks of what it is about to merge. */
export function onMergeGroup(app: Probot, tools: HandlerTools): void {
  app.on([...EVENTS], async ({ payload }) => {
    const { merge_group: group, repository } = payload;
    const owner = repository?.owner.login;
    if (repository === undefined || owner === undefined || payload.installation === undefined) return;
    const where = repositoryOf({ installation: payload.installation, repository });
    if (where === null) return;
    const github = await tools.connect(where);
    const shown = { headSha: group.head_sha, headRef: group.head_ref };
    await answerForGroup(github, shown, tools.judging, new AbortController().signal);
  });
}
