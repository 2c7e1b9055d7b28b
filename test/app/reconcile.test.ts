import { ASYNC, BLOCKING, PROGRAM, RUNNER, type Stage, stage, UNORDERED } from './stage.js';

const BRANCH = 'codex/wave8c-step3-close';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(async () => {
  on.hub.setDeliverySwitches({ lose: () => false });
  await on.scene();
});
afterAll(() => on.close());

const lose = (...events: readonly string[]): void =>
  on.hub.setDeliverySwitches({ lose: (event) => events.includes(event) });
const ALL = ['pull_request', 'check_suite', 'check_run', 'status', 'push', 'issue_comment'];

/** What people can see of a pull request, without times. */
async function view(number: number) {
  const { checkRuns, comments, reviews, threads } = await on.repo.pullRequest(number);
  return { checkRuns, comments, reviews, threads };
}

/** Starts the app anew, and again: the second time nothing more is to be seen. */
async function restartTwice(number: number) {
  await on.restart();
  await on.settle();
  const once = await view(number);
  await on.restart();
  await on.settle();
  expect(await view(number)).toEqual(once);
  return once;
}

describe('what events have lost is found at the next start', () => {
  test('a head without a run', async () => {
    lose(...ALL);
    const number = await on.open(BRANCH, { [RUNNER]: `${BLOCKING}\n` });
    await on.settle();
    expect((await view(number)).checkRuns).toEqual([]);
    const { checkRuns } = await restartTwice(number);
    expect(checkRuns).toMatchObject([{ conclusion: 'failure' }]);
    expect(checkRuns[0]?.annotations).toHaveLength(1);
  });

  test('a newer head, and the older one’s wait is cancelled', async () => {
    const waits = UNORDERED.replace('waves:\n', 'validation: { checks: [{ check: clippy }] }\nwaves:\n');
    await on.scene({ '.github/wavegate.yml': waits });
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    const older = (await on.repo.branchSha(BRANCH))!;
    lose(...ALL);
    await on.repo.commit({ branch: BRANCH, message: 'More', files: { [RUNNER]: `${ASYNC}\n` } });
    const { checkRuns } = await restartTwice(number);
    expect(checkRuns).toMatchObject([{ status: 'in_progress' }]);
    expect(on.repo.checkRuns(older)).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
  });

  test.each([
    ['waits', null],
    ['has failed', 'failure'],
  ] as const)('a check that ended while the gate %s', async (_, state) => {
    const waits = UNORDERED.replace('waves:\n', 'validation: { checks: [{ check: clippy }] }\nwaves:\n');
    await on.scene({ '.github/wavegate.yml': waits });
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    const sha = (await on.repo.branchSha(BRANCH))!;
    if (state === 'failure') await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'failure' });
    await on.settle();
    const ours = async () => (await view(number)).checkRuns.filter(({ name }) => name === 'wavegate');
    expect(await ours()).toMatchObject([{ conclusion: state }]);
    lose(...ALL);
    await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'success' });
    await restartTwice(number);
    expect(await ours()).toMatchObject([{ conclusion: 'success' }]);
  });

  test('a command', async () => {
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    lose(...ALL);
    await on.repo.comment(number, { author: 'ada', body: '/wave8 help' });
    await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    await on.repo.comment(number, { author: 'ada', body: 'See you tomorrow.' });
    const { comments } = await restartTwice(number);
    expect(comments.map(({ reactions }) => reactions.map(({ content }) => content))).toEqual([
      ['eyes', 'rocket'],
      ['eyes', 'rocket'],
      [],
      [],
    ]);
  });

  test('a command that somebody else has reacted to', async () => {
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    lose(...ALL);
    const id = await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    on.repo.react(id, 'ada', 'rocket');
    const { comments } = await restartTwice(number);
    expect(comments[0]?.reactions.map(({ user }) => user)).toContain('wavegate[bot]');
  });

  test('a merge that lets others on', async () => {
    await on.scene({ '.github/wavegate.yml': PROGRAM });
    const freeze = await on.open('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
    const number = await on.open('codex/wave8c-step2-async', { [RUNNER]: ASYNC });
    await on.settle();
    expect((await view(number)).checkRuns).toMatchObject([{ conclusion: 'failure' }]);
    lose(...ALL);
    await on.repo.mergePullRequest(freeze, 'squash');
    const { checkRuns } = await restartTwice(number);
    expect(checkRuns.at(-1)).toMatchObject({ conclusion: 'success' });
  });

  test('a revert that holds others back', async () => {
    await on.scene({ '.github/wavegate.yml': PROGRAM });
    const freeze = await on.open('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
    const number = await on.open('codex/wave8c-step2-async', { [RUNNER]: ASYNC });
    const sha = await on.repo.mergePullRequest(freeze, 'squash');
    await on.settle();
    expect((await view(number)).checkRuns.at(-1)).toMatchObject({ conclusion: 'success' });
    lose(...ALL);
    const message = `Revert "Freeze"\n\nThis reverts commit ${sha}.`;
    await on.repo.commit({ branch: 'main', message, files: { 'docs/freeze.md': null } });
    const { checkRuns } = await restartTwice(number);
    expect(checkRuns.at(-1)).toMatchObject({ conclusion: 'failure' });
  });

  test('an edited program', async () => {
    await on.scene({ '.github/wavegate.yml': PROGRAM });
    const number = await on.open('codex/wave8c-step2-async', { [RUNNER]: ASYNC });
    await on.settle();
    lose(...ALL);
    await on.repo.commit({ branch: 'main', message: 'Relax', files: { '.github/wavegate.yml': UNORDERED } });
    const { checkRuns } = await restartTwice(number);
    expect(checkRuns.at(-1)).toMatchObject({ conclusion: 'success' });
  });
});

test('a push whose event is lost is found by that of its check suite', async () => {
  const number = await on.open(BRANCH, { [RUNNER]: `${BLOCKING}\n` });
  await on.settle();
  lose('pull_request');
  await on.repo.commit({ branch: BRANCH, message: 'Fix', files: { [RUNNER]: ASYNC } });
  await on.settle();
  expect((await view(number)).checkRuns).toMatchObject([{ conclusion: 'success' }]);
});

test('a new installation has the open pull requests judged', async () => {
  const repo = await on.hub.createRepository({ owner: 'late', name: 'widgets', install: false });
  const files = { '.github/wavegate.yml': UNORDERED, [RUNNER]: BLOCKING };
  await repo.commit({ branch: 'main', parent: null, message: 'Begin', files });
  await repo.commit({ branch: BRANCH, message: 'Close', files: { [RUNNER]: ASYNC } });
  const number = await repo.openPullRequest({ head: BRANCH, author: 'ada' });
  await on.settle();
  on.hub.install(on.hub.app, repo);
  await on.settle();
  expect((await repo.pullRequest(number)).checkRuns).toMatchObject([{ conclusion: 'success' }]);
});

test('a round over what is in order writes nothing', async () => {
  const number = await on.open(BRANCH, { [RUNNER]: `${BLOCKING}\n` });
  await on.settle();
  const before = await view(number);
  const writes: string[] = [];
  on.fault(async (request, proceed) => {
    if (request.method !== 'GET' && !request.url.pathname.endsWith('/access_tokens')) {
      writes.push(`${request.method} ${request.url.pathname}`);
    }
    return proceed();
  });
  await on.restart();
  await on.settle();
  expect(writes.filter((one) => one.includes(on.repo.fullName))).toEqual([]);
  expect(await view(number)).toEqual(before);
});
