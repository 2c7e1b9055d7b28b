import type { Logger } from 'pino';
import { GitHubUnavailable, messageOf, NotFound, statusOf } from '../github/errors.js';
import type { CheckOutput, CheckRun, GitHub, PullRequest } from '../github/port.js';
import { type CheckRunRendering, renderCheckRun } from '../report/check-run.js';
import { code, prose, shorten } from '../report/markdown.js';
import { RepositoryError } from '../snapshot/repository.js';
import { type CheckRunLife, checkRunLife } from './check-run-life.js';
import { type Judgement, type JudgeTools, judgePullRequest } from './judge-pull-request.js';
import { publishReview } from './publish-review.js';

export type EvaluationOutcome =
  | { readonly kind: 'evaluated'; readonly conclusion: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly message: string };

export interface EvaluationTools extends JudgeTools {
  readonly log: Logger;
  /** Told which head is being evaluated, as soon as it is known. */
  readonly onHead: (sha: string) => void;
}

/**
 * Evaluates a pull request at its present head and shows what came out.
 * @throws GitHubUnavailable or NotFound when not even a check run could be shown.
 */
export async function evaluatePullRequest(
  github: GitHub,
  number: number,
  tools: EvaluationTools,
  signal: AbortSignal,
): Promise<EvaluationOutcome> {
  const pull = await github.pullRequests.get(number);
  if (pull.state === 'closed') return { kind: 'closed' };
  tools.onHead(pull.headSha);
  if (signal.aborted) return { kind: 'superseded' };
  const life = checkRunLife(github.checkRuns);
  const run = await life.begin(pull);
  try {
    const judgement = await judgePullRequest(github, pull, tools, signal);
    signal.throwIfAborted();
    const shown = await life.conclude(run, pull, rendering(judgement, pull));
    await reviewOrLog(github, pull, judgement, shown, tools.log, signal);
    return { kind: 'evaluated', conclusion: judgement.evaluation.conclusion };
  } catch (error) {
    return endEarly(life, run, pull, error, tools.log, signal);
  }
}

function rendering({ evaluation, programs }: Judgement, pull: PullRequest): CheckRunRendering {
  const command = evaluation.program ?? programs.programs[0]?.program ?? 'wavegate';
  const programFiles = new Set(programs.errors.map(({ file }) => file));
  return renderCheckRun(evaluation, {
    rules: programs.rules,
    pullRequestUrl: pull.url,
    programFiles,
    command,
  });
}

/** The verdict stands on the check run by now: whatever happens to the review cannot change it. */
async function reviewOrLog(
  github: GitHub,
  pull: PullRequest,
  judgement: Judgement,
  run: CheckRun,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  try {
    await publishReview(github, pull, judgement, run, log, signal);
  } catch (err) {
    if (!signal.aborted) log.error({ err }, 'review not posted, the check run has all');
  }
}

/** No run of ours is left in progress: a newer head cancels it, an error fails it and says how to retry. */
async function endEarly(
  life: CheckRunLife,
  run: CheckRun,
  pull: PullRequest,
  error: unknown,
  log: Logger,
  signal: AbortSignal,
): Promise<EvaluationOutcome> {
  if (signal.aborted) {
    await life.cancel(run);
    return { kind: 'superseded' };
  }
  const message = explain(error);
  log.error({ err: error, head: pull.headSha }, 'could not evaluate');
  await life.fail(run, couldNotEvaluate(message));
  return { kind: 'failed', message };
}

/** What people are told: an error that was not foreseen is a fault of ours, and says so. */
function explain(error: unknown): string {
  const foreseen =
    error instanceof GitHubUnavailable ||
    error instanceof NotFound ||
    error instanceof RepositoryError ||
    statusOf(error) !== undefined;
  return foreseen ? messageOf(error) : `an error inside Wavegate itself: ${messageOf(error)}`;
}

function couldNotEvaluate(message: string): CheckOutput {
  const again = `comment ${code('/wavegate recheck')} or use the button *Recheck*`;
  return {
    title: 'Could not evaluate',
    summary: [
      'This pull request **could not be evaluated**, so it does not pass. That says nothing about its changes.',
      `**What happened:** ${prose(shorten(message, 2_000))}`,
      `**What to do:** ${again}. If the same comes back, tell whoever runs Wavegate the time and this message.`,
    ].join('\n\n'),
    text: '',
  };
}
