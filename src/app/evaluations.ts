import type { Logger } from 'pino';
import { isUnknownInstallation, messageOf } from '../github/errors.js';
import type { GitHub } from '../github/port.js';
import { prose, shorten } from '../report/markdown.js';
import { createAlarms } from './alarms.js';
import {
  type EvaluationOutcome,
  type EvaluationTools,
  evaluatePullRequest,
} from './evaluate-pull-request.js';
import { createLanes, type Lanes } from './lane.js';

/** A pull request to evaluate at its present head, and the comments that wait for it. */
export interface EvaluationWork {
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  /** The head that the event knows of; `null` when it does not say. */
  readonly headSha: string | null;
  /** Ids of the comments whose command asked for it. */
  readonly comments: readonly number[];
  /** Commits that were its head before, as far as the event tells. */
  readonly formerHeads?: readonly string[];
  /** Evaluates only a head that has no run yet: for events that come beside another, and for finding what was lost. */
  readonly onlyMissing?: boolean;
}

export interface Evaluations extends Lanes<EvaluationWork> {
  /** Whether the pull request is being evaluated or is about to be. */
  isUnderWay(work: Pick<EvaluationWork, 'owner' | 'repo' | 'number'>): boolean;
  /** Whether a comment is told how its evaluation ended once it has. */
  isAwaited(comment: number): boolean;
  /** Takes nothing on any more, and forgets when to look again: the next process finds it. */
  stop(): void;
}

export interface EvaluationsOptions {
  readonly tools: Omit<EvaluationTools, 'onHead' | 'log'>;
  readonly log: Logger;
  readonly concurrency: number;
  /** Milliseconds until a pull request is looked at again whose evaluation could not be shown; one for each time. */
  readonly whenLost: readonly number[];
  readonly connect: (work: EvaluationWork) => Promise<GitHub>;
  /** Told of each evaluation that may change how far a program is, once people have their answer. */
  readonly onProgress: (work: EvaluationWork) => void;
}

/**
 * Evaluations of pull requests: one at a time for each, the newest head first. What waits is evaluated again when its
 * patience ends.
 */
export function createEvaluations(options: EvaluationsOptions): Evaluations {
  const heads = new Map<string, string>();
  const alarms = createAlarms(options.tools.now);
  const awaited = new Set<number>();
  const lost = new Map<string, number>();
  let stopped = false;

  async function run(work: EvaluationWork, signal: AbortSignal): Promise<void> {
    const { owner, repo, number } = work;
    const log = options.log.child({ repository: `${owner}/${repo}`, pull: number });
    const onHead = (sha: string): void => void heads.set(keyOf(work), sha);
    try {
      const github = await options.connect(work);
      const outcome = await attempt(github, work, { ...options.tools, log, onHead }, signal);
      log.info({ outcome: outcome.kind }, 'evaluation ended');
      lookAgain(work, outcome);
      if (!signal.aborted) await tell(github, work, outcome, log);
      if (isProgress(outcome)) options.onProgress(work);
    } catch (err) {
      if (isUnknownInstallation(err))
        log.warn({ err, installation: work.installationId }, 'unknown installation');
      else log.error({ err }, 'evaluation could not be shown');
    } finally {
      heads.delete(keyOf(work));
      // Of superseded work, the newer one tells them.
      if (!signal.aborted) for (const comment of work.comments) awaited.delete(comment);
    }
  }

  function lookAgain(
    { installationId, owner, repo, number }: EvaluationWork,
    outcome: EvaluationOutcome,
  ): void {
    if (outcome.kind === 'known' || outcome.kind === 'superseded') return;
    const work = { installationId, owner, repo, number, headSha: null, comments: [] };
    const lostAgain = afterLoss(keyOf(work), outcome);
    const again = outcome.kind === 'evaluated' ? outcome.again : lostAgain;
    if (again === null) alarms.clear(keyOf(work));
    else alarms.set(keyOf(work), again, () => lanes.submit(work));
  }

  /** When to try again what nobody can see, say as GitHub was away or did not know the pull request yet. */
  function afterLoss(key: string, outcome: EvaluationOutcome): string | null {
    const times = lost.get(key) ?? 0;
    lost.delete(key);
    const wait = options.whenLost[times];
    if (outcome.kind !== 'failed' || outcome.isShown || wait === undefined) return null;
    lost.set(key, times + 1);
    return new Date(Date.parse(options.tools.now()) + wait).toISOString();
  }

  const lanes = createLanes<EvaluationWork>({
    key: keyOf,
    merge,
    run,
    concurrency: options.concurrency,
    supersedes: (running, next) => {
      const head = heads.get(keyOf(running)) ?? running.headSha;
      return next.headSha !== null && head !== null && next.headSha !== head;
    },
  });
  return {
    ...lanes,
    submit(work) {
      if (stopped) return;
      for (const comment of work.comments) awaited.add(comment);
      lanes.submit(work);
    },
    isUnderWay: (work) => lanes.has(keyOf(work)),
    isAwaited: (comment) => awaited.has(comment),
    stop() {
      stopped = true;
      alarms.clearAll();
    },
  };
}

/** A pull request that is closed may be a step that is merged, or one that is not under way any more. */
function isProgress(outcome: EvaluationOutcome): boolean {
  return outcome.kind === 'closed' || (outcome.kind === 'evaluated' && outcome.isOfWave);
}

function keyOf({ owner, repo, number }: Pick<EvaluationWork, 'owner' | 'repo' | 'number'>): string {
  return `${owner}/${repo}#${number}`.toLowerCase();
}

function merge(waiting: EvaluationWork, next: EvaluationWork): EvaluationWork {
  return {
    ...next,
    headSha: next.headSha ?? waiting.headSha,
    comments: union(waiting.comments, next.comments),
    formerHeads: union(waiting.formerHeads, next.formerHeads),
    onlyMissing: waiting.onlyMissing === true && next.onlyMissing === true,
  };
}

function union<T>(a: readonly T[] = [], b: readonly T[] = []): T[] {
  return [...new Set([...a, ...b])];
}

/** Even what kept a check run from being shown is an outcome, which the comments that asked are told. */
async function attempt(
  github: GitHub,
  { number, formerHeads = [], onlyMissing = false }: EvaluationWork,
  tools: EvaluationTools,
  signal: AbortSignal,
): Promise<EvaluationOutcome> {
  try {
    return await evaluatePullRequest(github, { number, formerHeads, onlyMissing }, tools, signal);
  } catch (err) {
    if (isUnknownInstallation(err)) throw err;
    tools.log.error({ err }, 'could not show a check run');
    return { kind: 'failed', message: messageOf(err), isShown: false };
  }
}

/** A comment that cannot be told, say as it was deleted, keeps nothing from the others. */
async function tell(
  github: GitHub,
  work: EvaluationWork,
  outcome: EvaluationOutcome,
  log: Logger,
): Promise<void> {
  for (const comment of work.comments) {
    try {
      await tellOne(github, work.number, comment, outcome);
    } catch (err) {
      log.warn({ err, comment }, 'a comment could not be told how its evaluation ended');
    }
  }
}

async function tellOne(
  { comments }: GitHub,
  number: number,
  comment: number,
  outcome: EvaluationOutcome,
): Promise<void> {
  await comments.react(comment, outcome.kind === 'evaluated' ? 'rocket' : 'confused');
  if (outcome.kind !== 'evaluated') await comments.reply(number, `${comment}-evaluation`, sorry(outcome));
}

function sorry(outcome: EvaluationOutcome): string {
  if (outcome.kind === 'failed') {
    return `The pull request could not be evaluated: ${prose(shorten(outcome.message, 1_000))} Try again in a few minutes.`;
  }
  return 'This pull request is closed, so there is nothing to evaluate: reopen it, and it is evaluated again.';
}
