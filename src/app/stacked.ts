import { matchBranch } from '../program/branch.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';

/** That a pull request to the default branch came, went or was merged: it may promote what is stacked on its branch. */
export interface PromotionChange {
  readonly number: number;
  readonly headBranch: string;
  readonly defaultBranch: string;
}

/** Evaluates the open pull requests that are stacked on the branch, or that go from it elsewhere. */
export async function promotionChanged(
  where: RepositoryRef,
  { number, headBranch, defaultBranch }: PromotionChange,
  { connect, programs, evaluations }: Pick<HandlerTools, 'connect' | 'programs' | 'evaluations'>,
): Promise<void> {
  const github = await connect(where);
  const set = await programs.of(github, defaultBranch);
  if (matchBranch(headBranch, set.programs).kind !== 'match') return;
  const stacked = (await github.pullRequests.open()).filter(
    (pull) =>
      pull.number !== number &&
      pull.baseBranch !== defaultBranch &&
      (pull.baseBranch === headBranch || pull.headBranch === headBranch),
  );
  for (const pull of stacked) {
    evaluations.submit({ ...where, number: pull.number, headSha: null, comments: [] });
  }
}
