import type { Logger } from 'pino';
import type { CheckRun, GitHub, PullRequest } from '../github/port.js';
import { type CheckRunLife, checkRunLife } from './check-run-life.js';
import { couldNotEvaluate, explain, judgedByOf, rendering } from './evaluation-words.js';
import { type Judgement, type JudgeTools, judgePullRequest } from './judge-pull-request.js';
import { orLogged, publishReview } from './publish-review.js';

export type EvaluationOutcome =
  | {
      readonly kind: 'evaluated';
      readonly conclusion: string;
      /** When it is to be evaluated again if nothing else happens, as patience ends; ISO 8601. */
      readonly again: string | null;
      /** Whether its branch names a wave and step. */
      readonly isOfWave: boolean;
    }
  /** The head has a run already, and only one without was to be evaluated. */
  | { readonly kind: 'known' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'superseded' }
  /** `isShown`: a check run says so. */
  | { readonly kind: 'failed'; readonly message: string; readonly isShown: boolean };

/** Which pull request is to be evaluated, and what is known of its heads. */
export interface Asked {
  readonly number: number;
  /** Commits that were its head: what is still in progress there is cancelled. */
  readonly formerHeads: readonly string[];
  /** Only where its head has no run yet. */
  readonly onlyMissing: boolean;
}

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
  { number, formerHeads, onlyMissing }: Asked,
  tools: EvaluationTools,
  signal: AbortSignal,
): Promise<EvaluationOutcome> {
  const pull = await github.pullRequests.get(number);
  const life = checkRunLife(github.checkRuns);
  if (pull.state === 'closed') {
    await life.cancelLeft(pull, [pull.headSha, ...formerHeads], 'closed');
    return { kind: 'closed' };
  }
  tools.onHead(pull.headSha);
  const former = formerHeads.filter((sha) => sha !== pull.headSha);
  await orLogged(tools.log, 'an older head’s run is left', life.cancelLeft(pull, former, 'superseded'));
  if (signal.aborted) return { kind: 'superseded' };
  if (onlyMissing && (await life.find(pull, pull.headSha)) !== undefined) return { kind: 'known' };
  return evaluateHead(github, pull, life, tools, signal);
}

async function evaluateHead(
  github: GitHub,
  pull: PullRequest,
  life: CheckRunLife,
  tools: EvaluationTools,
  signal: AbortSignal,
): Promise<EvaluationOutcome> {
  const run = await life.begin(pull);
  try {
    const judgement = await judgePullRequest(github, pull, tools, signal);
    signal.throwIfAborted();
    await reviewOrLog(github, pull, judgement, run, tools.log, signal);
    signal.throwIfAborted();
    await life.conclude(run, pull, rendering(judgement, pull), judgedByOf(judgement, tools.programs));
    const { conclusion, gates, wave } = judgement.evaluation;
    const again = earliest(gates.flatMap(({ until }) => until ?? []));
    return { kind: 'evaluated', conclusion, again, isOfWave: wave !== null };
  } catch (error) {
    return endEarly(life, run, pull, error, tools.log, signal);
  }
}

function earliest(times: readonly string[]): string | null {
  return [...times].sort()[0] ?? null;
}

/**
 * The review comes before the conclusion: a process that ends in between leaves a run in progress, which is found
 * again. Whatever happens to the review does not change the verdict.
 */
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
  return { kind: 'failed', message, isShown: true };
}
