import type { CheckOutput, GitHub } from '../github/port.js';
import { checkRunLife } from './check-run-life.js';
import { couldNotEvaluate, explain, judgedByOf, rendering } from './evaluation-words.js';
import { type JudgeTools, judgePullRequest } from './judge-pull-request.js';

/** A commit that a merge queue made to try what it is about to merge. */
export interface MergeGroup {
  readonly headSha: string;
  /** `refs/heads/gh-readonly-queue/main/pr-104-…`. */
  readonly headRef: string;
}

/** The pull request that a merge group is for: the queue makes one for each, upon those before it. */
export function pullRequestOfGroup({ headRef }: Pick<MergeGroup, 'headRef'>): number | null {
  const number = /\/pr-(\d+)-[^/]*$/.exec(headRef)?.[1];
  return number === undefined ? null : Number(number);
}

const STILL_WAITS: CheckOutput = {
  title: 'The pull request still waits',
  summary:
    'The pull request of this merge group still waits for something: its own check run says for what. Put it into the queue again once that is green.',
  text: '',
};

/**
 * Shows on a merge group's head what holds for its pull request, judged anew: branch rules ask for the check there
 * too. A queue does not wait, so what waits fails.
 */
export async function answerForGroup(
  github: GitHub,
  group: MergeGroup,
  tools: JudgeTools,
  signal: AbortSignal,
): Promise<void> {
  const number = pullRequestOfGroup(group);
  if (number === null) return;
  const pull = await github.pullRequests.get(number);
  const shownAt = { ...pull, headSha: group.headSha };
  const life = checkRunLife(github.checkRuns);
  const run = await life.begin(shownAt);
  try {
    const judgement = await judgePullRequest(github, pull, tools, signal);
    if (judgement.evaluation.conclusion === 'in_progress') return await life.fail(run, STILL_WAITS);
    const shown = { ...rendering(judgement, pull), annotations: [] };
    await life.conclude(run, shownAt, shown, judgedByOf(judgement, tools.programs));
  } catch (error) {
    await life.fail(run, couldNotEvaluate(explain(error)));
  }
}
