import { affectedBy, isHeldBack } from '../evaluate/affected.js';
import { isOver } from '../evaluate/waivers.js';
import type { CheckRun, GitHub, OpenPullRequest } from '../github/port.js';
import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import type { History } from '../snapshot/facts.js';
import { answerComment } from './answer-comment.js';
import { checkRunLife, judgedBy } from './check-run-life.js';
import { historyOf } from './default-branch.js';
import { requiredChecks } from './finished-check.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';
import { unansweredComments } from './unanswered-comments.js';

/** What each round knows of those before it. */
export interface ReconcileTools extends HandlerTools {
  /** Ids of runs that were evaluated again on a suspicion: once is enough. */
  readonly retried: Set<number>;
}

type Tools = ReconcileTools;

/** One repository, as it is looked at. */
interface Look {
  readonly where: RepositoryRef;
  readonly github: GitHub;
  readonly set: ProgramSet;
  /** Digest of the programs in force. */
  readonly digest: string;
  readonly history: () => Promise<History | null>;
}

/**
 * Finds what events would have asked for and did not, as they were lost or a process ended on the way: heads without a
 * run, runs left in progress, verdicts that something since has made old, commands without an answer. Doing it again
 * shows nothing more.
 */
export async function reconcileRepository(
  where: RepositoryRef,
  defaultBranch: string,
  tools: Tools,
): Promise<void> {
  tools.boards.submitKnown(where);
  const github = await tools.connect(where);
  const open = await github.pullRequests.open();
  if (open.length === 0) return;
  const set = await tools.programs.of(github, defaultBranch);
  const digest = tools.programs.digest(set);
  const look: Look = {
    where,
    github,
    set,
    digest,
    history: once(() => historyOf(github, set, defaultBranch)),
  };
  for (const pull of open) {
    if (tools.evaluations.isUnderWay({ ...where, number: pull.number })) continue;
    await orLogged(pull, tools, () => reconcilePullRequest(pull, look, tools));
  }
  await answerLeft(open, defaultBranch, look, tools);
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

/** What is wrong with one pull request keeps nothing from the others. */
async function orLogged(
  { number }: OpenPullRequest,
  { log }: Tools,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (err) {
    log.warn({ err, pull: number }, 'a pull request could not be reconciled');
  }
}

async function reconcilePullRequest(pull: OpenPullRequest, look: Look, tools: Tools): Promise<void> {
  const { where, github } = look;
  const { number, headSha } = pull;
  const run = await checkRunLife(github.checkRuns).find(pull, headSha);
  const work = { ...where, number, headSha: null, comments: [] };
  if (run === undefined) {
    const formerHeads = (await github.pullRequests.latestCommits(number)).filter((sha) => sha !== headSha);
    tools.evaluations.submit({ ...work, formerHeads, onlyMissing: true });
  } else if (await isOld(run, pull, look, tools)) {
    tools.evaluations.submit(work);
  }
}

/** Whether something that the verdict depends on has changed since, or the run has none. */
async function isOld(run: CheckRun, pull: OpenPullRequest, look: Look, tools: Tools): Promise<boolean> {
  const { retried, judging } = tools;
  const { github, set, digest } = look;
  if (run.status !== 'completed' || run.conclusion === 'cancelled') return true;
  const judged = judgedBy(run);
  const hasOtherPrograms = judged !== null && judged.programs !== digest;
  if (matchBranch(pull.headBranch, set.programs).kind === 'none') {
    // What was not passed as the programs had mistakes, and what was compared with them.
    return hasOtherPrograms && (run.conclusion === 'failure' || judged.isProposal);
  }
  if (judged === null) return run.conclusion === 'failure' && isFirst(run, retried);
  if (hasOtherPrograms) return true;
  if (run.completedAt === null) return false;
  const since = secondOf(run.completedAt);
  const history = await look.history();
  if (
    history !== null &&
    affectedBy(mergedSince(since, history), set.programs, history).includes(pull.number)
  ) {
    return true;
  }
  if (await waiverEnded(github, pull.number, since, judging.now())) return true;
  // Held back though it passed: a revert, or somebody answers for it.
  if (
    run.conclusion === 'success' &&
    history !== null &&
    isHeldBack(pull.headBranch, set.programs, history)
  ) {
    return isFirst(run, retried);
  }
  if (run.conclusion !== 'failure' || requiredChecks(pull.headBranch, set).length === 0) return false;
  const changed = await github.checkRuns.othersChangedAt(pull.headSha);
  return changed !== null && secondOf(changed) >= since;
}

/** Whether the time of a waiver has run out since: a verdict that it made good does not hold any more. */
async function waiverEnded(
  { waivers }: Pick<GitHub, 'waivers'>,
  number: number,
  since: number,
  now: string,
): Promise<boolean> {
  const ends = (await waivers.of(number)).flatMap(({ until }) => until ?? []);
  return ends.some((end) => secondOf(end) >= since && isOver(end, now));
}

/** Whether a run is tried again for the first time; from then on it is not. */
function isFirst({ id }: CheckRun, retried: Set<number>): boolean {
  return retried.size !== retried.add(id).size;
}

/** GitHub cuts times to whole seconds: what happened in the same one may have been later. */
function secondOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

function mergedSince(second: number, { pullRequests }: History): Set<string> {
  const late = pullRequests.filter(({ mergedAt }) => mergedAt !== null && secondOf(mergedAt) >= second);
  return new Set(late.flatMap(({ mergeSha }) => mergeSha ?? []));
}

async function answerLeft(
  open: readonly OpenPullRequest[],
  defaultBranch: string,
  { where, github, set }: Look,
  tools: Tools,
): Promise<void> {
  const numbers = new Set(open.map(({ number }) => number));
  const isOpen = (number: number): boolean => numbers.has(number);
  const left = await unansweredComments(github, set, tools.programs, isOpen, tools.judging.now());
  for (const { comment, commands } of left) {
    const { id: commentId, number, author } = comment;
    if (author === null || tools.answering.has(commentId) || tools.evaluations.isAwaited(commentId)) continue;
    await answerComment({ where, number, commentId, author, defaultBranch, commands }, tools);
  }
}
