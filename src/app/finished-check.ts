import { mayCount } from '../gates/check-names.js';
import { validationOf } from '../gates/validation.js';
import type { GitHub, OpenPullRequest } from '../github/port.js';
import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import type { RequiredCheck } from '../program/validation-schema.js';
import type { Check } from '../snapshot/facts.js';
import { checkRunLife } from './check-run-life.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';

/** That another app has said something of a commit. */
export interface FinishedCheck {
  readonly sha: string;
  readonly defaultBranch: string;
  /** `null` where a whole suite has finished: then only what is still waited for is looked at. */
  readonly check: Pick<Check, 'name' | 'app'> | null;
  /** Pull requests that the event names; none for forks, and then they are found by their head. */
  readonly named: readonly Pick<OpenPullRequest, 'number' | 'headBranch'>[];
}

/** Evaluates the pull requests with this head whose step asks for the check. */
export async function checkFinished(
  where: RepositoryRef,
  { sha, defaultBranch, check, named }: FinishedCheck,
  { connect, programs, evaluations }: HandlerTools,
): Promise<void> {
  const github = await connect(where);
  const set = await programs.of(github, defaultBranch);
  if (!set.programs.some((program) => asksForChecks(program))) return;
  const heads = named.length > 0 ? named : await withHead(github, sha);
  for (const { number, headBranch } of heads) {
    const required = requiredChecks(headBranch, set);
    if (check !== null && !required.some((one) => mayCount(one, check))) continue;
    if (check === null) {
      if (required.length === 0 || evaluations.isUnderWay({ ...where, number })) continue;
      if (!(await isWaiting(github, number, sha))) continue;
    }
    evaluations.submit({ ...where, number, headSha: null, comments: [] });
  }
}

function asksForChecks({ validation, waves }: ProgramSet['programs'][number]): boolean {
  const steps = Object.values(waves).flatMap((wave) => Object.values(wave.steps));
  return validation !== undefined || steps.some((step) => step.validation !== undefined);
}

/** The checks that a branch's step asks for; none for a branch that is not a wave's. */
export function requiredChecks(branch: string, { programs }: ProgramSet): readonly RequiredCheck[] {
  const match = matchBranch(branch, programs);
  return match.kind === 'match' ? (validationOf(match.position)?.checks ?? []) : [];
}

async function withHead({ pullRequests }: GitHub, sha: string): Promise<OpenPullRequest[]> {
  return (await pullRequests.open()).filter(({ headSha }) => headSha === sha);
}

async function isWaiting({ checkRuns }: GitHub, number: number, sha: string): Promise<boolean> {
  const run = await checkRunLife(checkRuns).find({ number }, sha);
  return run !== undefined && run.status !== 'completed';
}
