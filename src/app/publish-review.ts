import type { Logger } from 'pino';
import { WriteRefused } from '../github/errors.js';
import type { CheckRun, GitHub, PullRequest } from '../github/port.js';
import { isReviewed, pathsOfNews, planReview } from '../report/review.js';
import type { Judgement } from './judge-pull-request.js';

/**
 * Says new findings on the lines of the diff and settles threads whose finding is gone. What cannot be said there is
 * an annotation of the check run already, so a refusal loses nothing.
 * @throws the signal's reason before a write that a newer head has made moot.
 */
export async function publishReview(
  github: Pick<GitHub, 'reviews' | 'pullRequests'>,
  pull: PullRequest,
  judgement: Judgement,
  run: CheckRun,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { evaluation, programs } = judgement;
  if (!isReviewed(evaluation)) return;
  const patches = await patchesFor(github, pull, judgement);
  const threads = await github.reviews.threads(pull.number);
  const plan = planReview({ evaluation, rules: programs.rules, patches, threads, appSlug: run.appSlug });
  for (const thread of plan.resolve) {
    signal.throwIfAborted();
    await orLogged(log, 'a review thread could not be resolved', github.reviews.resolve(thread));
  }
  if (plan.comments.length === 0) return;
  signal.throwIfAborted();
  try {
    await github.reviews.post(pull.number, pull.headSha, plan.body, plan.comments);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    log.warn({ err: error }, 'review refused, the findings stay annotations');
  }
}

/** The patches of files with something to say: those that the comparison did not bring are asked for. */
async function patchesFor(
  { pullRequests }: Pick<GitHub, 'pullRequests'>,
  { number }: PullRequest,
  { evaluation, patches, hasAllPatches }: Judgement,
): Promise<ReadonlyMap<string, string>> {
  if (hasAllPatches) return patches;
  const missing = [...pathsOfNews(evaluation)].filter((path) => !patches.has(path));
  if (missing.length === 0) return patches;
  return new Map([...patches, ...(await pullRequests.patches(number, new Set(missing)))]);
}

/** What follows from work matters less than what comes after it: a failure is logged. */
export async function orLogged(log: Logger, message: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (err) {
    log.warn({ err }, message);
  }
}
