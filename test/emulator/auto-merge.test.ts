import { Inbox, openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
let inbox: Inbox;
beforeEach(async () => {
  it = await scene();
  inbox = await Inbox.open();
  it.hub.setWebhookUrl(inbox.url);
});
afterEach(async () => {
  const { violations } = it.hub.checker.report();
  await it.hub.close();
  await inbox.close();
  expect(violations).toEqual([]);
});

const get = async (number: number) => (await it.app.rest.pulls.get({ ...it.at, pull_number: number })).data;

async function refused(call: Promise<unknown>): Promise<string> {
  return (await refusal(call)).message;
}

async function enable(number: number, by = it.app): Promise<unknown> {
  const { node_id: id } = await get(number);
  return by.graphql(
    `mutation($id: ID!) {
      enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: SQUASH }) {
        pullRequest { mergeStateStatus autoMergeRequest { mergeMethod enabledBy { login } } } } }`,
    { id },
  );
}

async function disable(number: number): Promise<unknown> {
  const { node_id: id } = await get(number);
  const text = 'disablePullRequestAutoMerge(input: { pullRequestId: $id }) { clientMutationId }';
  return it.app.graphql(`mutation($id: ID!) { ${text} }`, { id });
}

/** A pull request into a branch that asks for two green checks. */
async function protectedPull(): Promise<{ number: number; sha: string }> {
  it.repo.protect('main', ['wavegate', 'ci/test']);
  const number = await openPull(it);
  return { number, sha: (await get(number)).head.sha };
}

test('it waits for the required checks, and then merges by its own method', async () => {
  const { number, sha } = await protectedPull();
  expect(await enable(number)).toEqual({
    enablePullRequestAutoMerge: {
      pullRequest: {
        mergeStateStatus: 'BLOCKED',
        autoMergeRequest: { mergeMethod: 'SQUASH', enabledBy: { login: 'wavegate' } },
      },
    },
  });
  expect(await get(number)).toMatchObject({
    mergeable_state: 'blocked',
    auto_merge: { merge_method: 'squash' },
  });
  const run = await it.app.rest.checks.create({ ...it.at, name: 'wavegate', head_sha: sha });
  await it.app.rest.checks.update({ ...it.at, check_run_id: run.data.id, conclusion: 'success' });
  await it.hub.settled();
  expect((await get(number)).merged).toBe(false);
  await it.maintainer.rest.repos.createCommitStatus({ ...it.at, sha, context: 'ci/test', state: 'success' });
  await it.hub.settled();
  const pull = await get(number);
  expect(pull).toMatchObject({ merged: true, merged_by: { login: 'wavegate[bot]' } });
  const { data: commit } = await it.app.rest.git.getCommit({
    ...it.at,
    commit_sha: pull.merge_commit_sha ?? '',
  });
  expect(commit.message.split('\n')[0]).toBe(`A change (#${number})`);
  expect(commit.parents).toHaveLength(1);
  expect(inbox.names).toContain('pull_request.auto_merge_enabled');
  expect(inbox.find('pull_request', 'closed')?.payload).toMatchObject({ pull_request: { merged: true } });
});

test.each([
  ['a check is missing', [], 'blocked'],
  ['a check is red', ['failure', 'success'], 'blocked'],
  ['a check runs', ['in_progress', 'success'], 'blocked'],
  ['one says it had nothing to do', ['skipped', 'neutral'], 'clean'],
  ['all are green', ['success', 'success'], 'clean'],
] as const)('where %s, the pull request is in the right state', async (_name, conclusions, state) => {
  const { number, sha } = await protectedPull();
  for (const [index, name] of ['wavegate', 'ci/test'].entries()) {
    const said = conclusions[index];
    if (said === 'in_progress') await it.repo.reportCheck({ sha, name, status: said });
    else if (said !== undefined) await it.repo.reportCheck({ sha, name, conclusion: said });
  }
  expect((await get(number)).mergeable_state).toBe(state);
});

test('a red check that nobody requires makes it unstable, which cannot wait either', async () => {
  const number = await openPull(it);
  await it.repo.reportCheck({ sha: (await get(number)).head.sha, name: 'lint', conclusion: 'failure' });
  expect((await get(number)).mergeable_state).toBe('unstable');
  expect(await refused(enable(number))).toContain('Pull request is in unstable status');
});

describe('what is refused', () => {
  test('what has nothing to wait for', async () => {
    expect(await refused(enable(await openPull(it)))).toContain('Pull request is in clean status');
  });

  test('a repository that does not allow it', async () => {
    const { number } = await protectedPull();
    it.repo.allowAutoMerge(false);
    expect(await refused(enable(number))).toContain('Auto merge is not allowed for this repository');
  });

  test('somebody who may not write', async () => {
    const { number } = await protectedPull();
    expect(await refused(enable(number, it.outsider))).toContain('not accessible');
  });

  test('turning off what is not on', async () => {
    const { number } = await protectedPull();
    expect(await refused(disable(number))).toContain("Can't disable auto-merge");
  });

  test.each([
    ['missing', undefined, 'Required status check "lint" is expected.'],
    ['red', 'failure', 'Required status check "lint" is failing.'],
  ] as const)('the merge button while a required check is %s', async (_name, conclusion, words) => {
    it.repo.protect('main', ['lint']);
    const number = await openPull(it);
    const { sha } = (await get(number)).head;
    if (conclusion !== undefined) await it.repo.reportCheck({ sha, name: 'lint', conclusion });
    const call = it.maintainer.rest.pulls.merge({ ...it.at, pull_number: number });
    expect(await refusal(call)).toEqual({ status: 405, message: expect.stringContaining(words) });
  });
});

test('it can be turned off, and then nothing is merged', async () => {
  const { number, sha } = await protectedPull();
  await enable(number);
  await disable(number);
  for (const name of ['wavegate', 'ci/test']) await it.repo.reportCheck({ sha, name, conclusion: 'success' });
  await it.hub.settled();
  expect(await get(number)).toMatchObject({ merged: false, auto_merge: null });
  expect(inbox.find('pull_request', 'auto_merge_disabled')).toBeDefined();
});

test('another app’s run has its own app, and its end is told to all', async () => {
  const number = await openPull(it);
  const { sha } = (await get(number)).head;
  const id = await it.repo.reportCheck({ sha, name: 'test', app: 'ci' });
  await it.repo.updateCheck(id, { conclusion: 'skipped' });
  await it.app.rest.checks.create({ ...it.at, name: 'test', head_sha: sha });
  const { data } = await it.app.rest.checks.listForRef({ ...it.at, ref: sha });
  expect(data.check_runs.map(({ app, conclusion }) => [app?.slug, conclusion])).toEqual([
    ['ci', 'skipped'],
    ['wavegate', null],
  ]);
  const ci = data.check_runs[0]?.app?.id ?? 0;
  const own = await it.app.rest.checks.listForRef({ ...it.at, ref: sha, app_id: ci });
  expect(own.data.total_count).toBe(1);
  await it.hub.settled();
  expect(inbox.find('check_run', 'completed')?.payload).toMatchObject({ check_run: { app: { slug: 'ci' } } });
});
