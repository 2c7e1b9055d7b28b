import { ZERO_SHA } from '../git/store.js';
import { validationFailed } from '../http/errors.js';
import type { Account, AppRecord, CheckRun, CheckSuite, Repo } from '../model.js';
import { pullsOfHead, suiteState } from '../views/check.js';
import type { World } from '../world.js';
import { checkRunEvent, checkSuiteEvent } from './events.js';

export function suiteOf(repo: Repo, app: AppRecord, sha: string): CheckSuite | null {
  return repo.suites.find((suite) => suite.app === app && suite.headSha === sha) ?? null;
}

/** The app's one suite for a commit, made when it is missing. */
export function ensureSuite(
  world: World,
  repo: Repo,
  app: AppRecord,
  sha: string,
  branch: string | null,
  before = ZERO_SHA,
): CheckSuite {
  const known = suiteOf(repo, app, sha);
  if (known !== null) return known;
  const createdAt = world.state.timestamp();
  const suite: CheckSuite = {
    id: world.state.nextId(),
    repo,
    app,
    headSha: sha,
    headBranch: branch,
    before,
    createdAt,
    updatedAt: createdAt,
  };
  repo.suites.push(suite);
  return suite;
}

/** A push to a branch of the repository itself opens a suite for every app that may write checks. */
export async function openSuites(
  world: World,
  repo: Repo,
  branch: string,
  before: string,
  sha: string,
  sender: Account,
): Promise<void> {
  for (const { app, permissions } of world.state.installationsOn(repo)) {
    if (permissions.checks !== 'write' || suiteOf(repo, app, sha) !== null) continue;
    const suite = ensureSuite(world, repo, app, sha, branch, before);
    await checkSuiteEvent(world, 'requested', suite, sender);
  }
}

/** The branch that a commit's suite names: one whose pull request has it as head, if any. */
export function branchOfHead(repo: Repo, sha: string): string | null {
  return pullsOfHead(repo, sha)[0]?.head.ref ?? null;
}

/** The suite for a commit that an app names itself: GitHub makes it on the first check run. */
export function suiteForRun(world: World, repo: Repo, app: AppRecord, sha: string): CheckSuite {
  return ensureSuite(world, repo, app, sha, branchOfHead(repo, sha));
}

export interface NewRun {
  readonly headSha: string;
  readonly name: string;
}

/** A queued run that nobody has been told of: `runChanged` comes after what else is known of it. */
export function newRun(world: World, repo: Repo, app: AppRecord, { headSha, name }: NewRun): CheckRun {
  return {
    id: world.state.nextId(),
    suite: suiteForRun(world, repo, app, headSha),
    headSha,
    annotations: [],
    name,
    status: 'queued',
    conclusion: null,
    startedAt: world.state.timestamp(),
    completedAt: null,
    externalId: '',
    detailsUrl: null,
    title: null,
    summary: null,
    text: null,
    actions: [],
  };
}

/** Tells of a run that was created or changed, and of its suite when that was the last one running. */
export async function runChanged(
  world: World,
  run: CheckRun,
  created: boolean,
  completed: boolean,
  sender: Account,
): Promise<void> {
  run.suite.updatedAt = world.state.timestamp();
  if (created) await checkRunEvent(world, 'created', run, sender);
  if (!completed) return;
  await checkRunEvent(world, 'completed', run, sender);
  if (suiteState(run.suite).status === 'completed')
    await checkSuiteEvent(world, 'completed', run.suite, sender);
  world.changed(run.suite.repo);
}

/** "Re-run": asks the app; the run itself is not reset. */
export async function rerequestRun(world: World, run: CheckRun, sender: Account): Promise<void> {
  await checkRunEvent(world, 'rerequested', run, sender);
}

/** "Re-run all checks". */
export async function rerequestSuite(world: World, suite: CheckSuite, sender: Account): Promise<void> {
  await checkSuiteEvent(world, 'rerequested', suite, sender);
}

/** A press on one of the run's buttons. */
export async function requestAction(
  world: World,
  run: CheckRun,
  identifier: string,
  sender: Account,
): Promise<void> {
  if (!run.actions.some((action) => action.identifier === identifier)) {
    throw validationFailed({ resource: 'CheckRun', field: 'identifier', code: 'invalid' });
  }
  await checkRunEvent(world, 'requested_action', run, sender, { requested_action: { identifier } });
}
