import { isDeepStrictEqual } from 'node:util';
import { affectedBy } from '../evaluate/affected.js';
import type { GitHub, OpenPullRequest } from '../github/port.js';
import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import type { Program } from '../program/schema.js';
import type { History } from '../snapshot/facts.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';

/** That the default branch has got commits. */
export interface DefaultBranchMove {
  readonly defaultBranch: string;
  /** Where it stood; `null` where the event does not say, and then the programs are not compared. */
  readonly before: string | null;
  readonly commits: readonly string[];
}

/**
 * Evaluates the open wave pull requests that the move may let on or hold back: those for which an earlier step was
 * merged or reverted, and those of programs that it changed. No others, but where it mends programs that had mistakes:
 * by these, no pull request could be judged.
 */
export async function defaultBranchMoved(
  where: RepositoryRef,
  move: DefaultBranchMove,
  { connect, programs, evaluations }: Pick<HandlerTools, 'connect' | 'programs' | 'evaluations'>,
): Promise<void> {
  const github = await connect(where);
  const set = await programs.of(github, move.defaultBranch);
  const numbers = new Set<number>();
  const history = await historyOf(github, set, move.defaultBranch);
  if (history !== null) {
    for (const number of affectedBy(new Set(move.commits), set.programs, history)) numbers.add(number);
  }
  if (move.before !== null) {
    const before = await setAt(github, move.before, programs);
    for (const number of await ofChangedPrograms(github, before, set)) numbers.add(number);
  }
  for (const number of numbers) evaluations.submit({ ...where, number, headSha: null, comments: [] });
}

/** What was merged, as of now; `null` where no program needs to know. */
export async function historyOf(
  github: Pick<GitHub, 'commits' | 'facts'>,
  set: ProgramSet,
  defaultBranch: string,
): Promise<History | null> {
  const tip = set.programs.length === 0 ? null : await github.commits.branchHead(defaultBranch);
  if (tip === null) return null;
  return github.facts.history({
    headSha: tip,
    baseSha: tip,
    mergeBaseSha: tip,
    baseBranch: defaultBranch,
    defaultBranch,
    pullRequest: null,
    isWaveBranch: (branch) => matchBranch(branch, set.programs).kind === 'match',
  });
}

/** `null` where the commit is gone, as after a forced push: then every program may have changed. */
async function setAt(
  github: GitHub,
  sha: string,
  programs: HandlerTools['programs'],
): Promise<ProgramSet | null> {
  try {
    return await programs.at(github, sha);
  } catch (error) {
    if (error instanceof RepositoryError) return null;
    throw error;
  }
}

async function ofChangedPrograms(
  github: GitHub,
  before: ProgramSet | null,
  after: ProgramSet,
): Promise<number[]> {
  if (before === after) return [];
  const changed = changedPrograms(before, after);
  if (changed.size === 0) return [];
  const inForce = [...after.programs, ...(before?.programs ?? [])].filter(({ program }) =>
    changed.has(program),
  );
  const open = await github.pullRequests.open();
  const isMended = before !== null && before.errors.length > 0 && after.errors.length === 0;
  return open.filter((pull) => isMended || isOf(inForce, pull)).map(({ number }) => number);
}

function isOf(inForce: readonly Program[], { headBranch }: OpenPullRequest): boolean {
  return matchBranch(headBranch, inForce).kind !== 'none';
}

/** Names of the programs that are new, gone or other than before; all of them where a mistake came or went. */
function changedPrograms(before: ProgramSet | null, after: ProgramSet): Set<string> {
  const sets = [before, after].flatMap((set) => set ?? []);
  const names = new Set(sets.flatMap(({ programs }) => programs.map(({ program }) => program)));
  if (before === null || !isDeepStrictEqual(before.errors, after.errors)) return names;
  if (!isDeepStrictEqual(before.rules, after.rules)) return names;
  const find = (set: ProgramSet, name: string) => set.programs.find(({ program }) => program === name);
  return new Set([...names].filter((name) => !isDeepStrictEqual(find(before, name), find(after, name))));
}
