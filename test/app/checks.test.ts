import { setTimeout as sleep } from 'node:timers/promises';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { ASYNC, RUNNER, type Stage, stage, UNORDERED } from './stage.js';

const BRANCH = 'codex/wave8c-step3-close';
const asking = (validation: string): string =>
  UNORDERED.replace('waves:\n', `validation: ${validation}\nwaves:\n`);
const CLIPPY = { '.github/wavegate.yml': asking('{ checks: [{ check: clippy }], patience: 1 }') };

/** How far the app's clock is ahead of everybody else's, in milliseconds. */
let ahead = 0;
let on: Stage;
beforeAll(async () => {
  on = await stage(createInProcessAnalyzer(), () => new Date(Date.now() + ahead).toISOString());
});
beforeEach(async () => {
  ahead = 0;
  await on.scene(CLIPPY);
});
afterAll(() => on.close());

const evaluations = (): number => on.log().match(/"outcome":"evaluated"/g)?.length ?? 0;

async function opened(branch = BRANCH): Promise<{ number: number; sha: string }> {
  const number = await on.open(branch, { [RUNNER]: ASYNC });
  await on.settle();
  return { number, sha: (await on.repo.branchSha(branch))! };
}

async function ourRun(number: number) {
  const runs = (await on.repo.pullRequest(number)).checkRuns.filter(({ name }) => name === 'wavegate');
  expect(runs).toHaveLength(1);
  return runs[0]!;
}

test('a missing check is waited for by name, and its end is judged', async () => {
  const { number, sha } = await opened();
  const waiting = await ourRun(number);
  expect(waiting).toMatchObject({ status: 'in_progress', conclusion: null });
  expect(waiting.title).toMatch(/1 of \d+ gates waits: validation/);
  expect(waiting.summary).toMatch(/No check `clippy` is on this commit/);
  await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'success' });
  await on.settle();
  expect(await ourRun(number)).toMatchObject({ id: waiting.id, status: 'completed', conclusion: 'success' });
  expect(evaluations()).toBe(2);
});

test('a check that is not asked for, one that only begins and our own are no reason to look again', async () => {
  const { number, sha } = await opened();
  // A suite that goes on: the end of one may be the end of what is waited for.
  await on.repo.reportCheck({ sha, name: 'clippy', status: 'in_progress' });
  await on.repo.reportCheck({ sha, name: 'docs', conclusion: 'success' });
  await on.repo.reportStatus({ sha, context: 'clippy', state: 'pending' });
  await on.settle();
  expect(evaluations()).toBe(1);
  expect(await ourRun(number)).toMatchObject({ status: 'in_progress' });
});

test('a red check fails, with a link to it, and mends when it runs again', async () => {
  const { number, sha } = await opened();
  const id = await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'timed_out' });
  await on.settle();
  const red = await ourRun(number);
  expect(red.conclusion).toBe('failure');
  expect(red.summary).toMatch(
    new RegExp(`\\[\`clippy\`\\]\\(http[^)]*${id}[^)]*\\) of github-actions is red`),
  );
  await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'success' });
  await on.settle();
  expect((await ourRun(number)).conclusion).toBe('success');
});

test('a commit status counts like a check, its latest word', async () => {
  const { number, sha } = await opened();
  await on.repo.reportStatus({ sha, context: 'clippy', state: 'error' });
  await on.settle();
  expect((await ourRun(number)).conclusion).toBe('failure');
  await on.repo.reportStatus({ sha, context: 'clippy', state: 'success' });
  await on.settle();
  expect((await ourRun(number)).conclusion).toBe('success');
});

test('a check of our own name by another app is another’s, and ours is never waited for', async () => {
  await on.scene({ '.github/wavegate.yml': asking('{ checks: [{ check: wavegate }] }') });
  const { number, sha } = await opened();
  expect((await ourRun(number)).status).toBe('in_progress');
  await on.repo.reportCheck({ sha, name: 'wavegate', app: 'impostor', conclusion: 'success' });
  await on.settle();
  const { checkRuns } = await on.repo.pullRequest(number);
  expect(checkRuns.map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
});

test('a fork’s checks are found by its head', async () => {
  const fork = await on.repo.fork('mallory');
  const sha = await fork.commit({ branch: BRANCH, message: 'Close', files: { [RUNNER]: ASYNC } });
  const number = await on.repo.openPullRequest({ head: BRANCH, fork, author: 'mallory' });
  await on.settle();
  expect((await ourRun(number)).status).toBe('in_progress');
  await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'success' });
  await on.settle();
  expect((await ourRun(number)).conclusion).toBe('success');
});

test.each([
  ['by itself', false],
  ['for a process that began later', true],
])(
  'patience ends %s',
  async (_, restarted) => {
    ahead = 60_000 - (restarted ? 10_000 : 4_000);
    const { number } = await opened();
    if (restarted) await on.restart();
    await on.settle();
    expect((await ourRun(number)).status).toBe('in_progress');
    for (let tries = 0; tries < 200 && (await ourRun(number)).conclusion === null; tries += 1)
      await sleep(100);
    await on.settle();
    const run = await ourRun(number);
    expect(run.conclusion).toBe('failure');
    expect(run.summary).toMatch(/waited for 1 minutes/);
  },
  30_000,
);

test('a newer head ends the wait for the older one', async () => {
  const { number, sha } = await opened();
  await on.repo.commit({ branch: BRANCH, message: 'More', files: { [RUNNER]: `${ASYNC}\n` } });
  await on.settle();
  expect(on.repo.checkRuns(sha)).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
  expect((await ourRun(number)).status).toBe('in_progress');
});

test('closing ends the wait, and opening again begins it', async () => {
  const { number } = await opened();
  await on.repo.closePullRequest(number);
  await on.settle();
  expect(await ourRun(number)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  await on.repo.reopenPullRequest(number);
  await on.settle();
  expect((await ourRun(number)).status).toBe('in_progress');
});
