import { matchBranch } from '../program/branch.js';
import { earlierSteps } from '../program/order.js';
import type { Position } from '../program/position.js';
import { type Progress, progressOf, stepAt } from '../program/progress.js';
import type { Program } from '../program/schema.js';
import type { History, PastPullRequest } from '../snapshot/facts.js';
import { gatesOf } from './evaluate.js';

/**
 * The open pull requests whose verdict commits new in the default branch may change: a step that comes before theirs
 * is merged now and was not, or was and is not. Numbers, in order.
 *
 * @param commits SHAs that have come into the default branch.
 * @param history as it is with these commits.
 */
export function affectedBy(
  commits: ReadonlySet<string>,
  programs: readonly Program[],
  history: History,
): number[] {
  const before = historyWithout(commits, history);
  const numbers = programs.flatMap((program) => {
    const [was, is] = [progressOf(program, before), progressOf(program, history)];
    const hasChanged = (position: Position): boolean => isMerged(was, position) !== isMerged(is, position);
    return history.pullRequests.flatMap(({ state, branch, number }) => {
      if (state !== 'open') return [];
      const match = matchBranch(branch, [program]);
      if (match.kind !== 'match' || !readsHistory(match.position)) return [];
      return earlierSteps(match.position).some(hasChanged) ? number : [];
    });
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Whether a step that comes before a branch's own is not merged, or not any more. */
export function isHeldBack(branch: string, programs: readonly Program[], history: History): boolean {
  const match = matchBranch(branch, programs);
  if (match.kind !== 'match' || !readsHistory(match.position)) return false;
  const progress = progressOf(match.position.program, history);
  return earlierSteps(match.position).some((position) => !isMerged(progress, position));
}

function readsHistory(position: Position): boolean {
  return gatesOf(position).some(({ facts = [] }) => facts.includes('history'));
}

function isMerged(progress: Progress, position: Position): boolean {
  return stepAt(progress, position)?.state === 'merged';
}

/** The history before these commits came: what they merged, brought along or reverted was not so. */
function historyWithout(commits: ReadonlySet<string>, { pullRequests }: History): History {
  const gone = new Set(pullRequests.filter(({ mergeSha }) => mergeSha !== null && commits.has(mergeSha)));
  const brought = ({ baseBranch }: PastPullRequest): boolean =>
    [...gone].some(({ branch }) => branch === baseBranch);
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const pull of pullRequests) if (pull.state === 'merged' && brought(pull)) gone.add(pull);
  }
  return {
    pullRequests: pullRequests.map((pull) => ({
      ...pull,
      inDefaultBranch: pull.inDefaultBranch && !gone.has(pull),
      revertedBy: pull.revertedBy !== null && commits.has(pull.revertedBy) ? null : pull.revertedBy,
    })),
  };
}
