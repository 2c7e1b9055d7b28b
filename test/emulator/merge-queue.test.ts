import { Inbox, openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
let inbox: Inbox;
beforeEach(async () => {
  it = await scene();
  inbox = await Inbox.open();
  it.hub.setWebhookUrl(inbox.url);
  it.repo.protect('main', ['wavegate']);
  it.repo.useMergeQueue('main');
});
afterEach(async () => {
  const { violations } = it.hub.checker.report();
  await it.hub.close();
  await inbox.close();
  expect(violations).toEqual([]);
});

const get = async (number: number) => (await it.app.rest.pulls.get({ ...it.at, pull_number: number })).data;

async function green(number: number): Promise<void> {
  const { head } = await get(number);
  await it.repo.reportCheck({ sha: head.sha, name: 'wavegate', conclusion: 'success' });
}

async function enqueue(number: number): Promise<unknown> {
  const { node_id: id } = await get(number);
  return it.app.graphql(
    `mutation($id: ID!) { enqueuePullRequest(input: { pullRequestId: $id }) {
      mergeQueueEntry { position headCommit { oid } pullRequest { number } } } }`,
    { id },
  );
}

/** A pull request that adds a file, so that several merge without a conflict. */
async function pullOf(branch: string): Promise<number> {
  await it.repo.commit({ branch, message: branch, files: { [`${branch}.md`]: 'x\n' } });
  const number = await it.repo.openPullRequest({ head: branch, author: 'mona' });
  await green(number);
  return number;
}

interface Group {
  readonly merge_group: { readonly head_sha: string; readonly head_ref: string; readonly base_ref: string };
}

/** The heads for which checks were asked, in the order in which they were. */
async function groups(): Promise<string[]> {
  await it.hub.settled();
  return inbox.received
    .filter(({ event, action }) => event === 'merge_group' && action === 'checks_requested')
    .map(({ payload }) => (payload as unknown as Group).merge_group.head_sha);
}

test('what is green is merged in its turn, once the checks of the group are green, too', async () => {
  const [first, second] = [await pullOf('one'), await pullOf('two')];
  expect(await enqueue(first)).toMatchObject({ enqueuePullRequest: { mergeQueueEntry: { position: 1 } } });
  expect(await enqueue(second)).toMatchObject({ enqueuePullRequest: { mergeQueueEntry: { position: 2 } } });
  const [head = '', next = ''] = await groups();
  expect(inbox.find('merge_group', 'checks_requested')?.payload).toMatchObject({
    merge_group: {
      base_ref: 'refs/heads/main',
      head_ref: expect.stringContaining(`refs/heads/gh-readonly-queue/main/pr-${first}-`),
    },
  });
  await it.repo.reportCheck({ sha: next, name: 'wavegate', conclusion: 'success' });
  await it.hub.settled();
  expect((await get(second)).merged).toBe(false);
  await it.repo.reportCheck({ sha: head, name: 'wavegate', conclusion: 'success' });
  await it.hub.settled();
  expect(await get(first)).toMatchObject({ merged: true, merge_commit_sha: head });
  expect(await get(second)).toMatchObject({ merged: true, merge_commit_sha: next });
  expect(await it.repo.branchSha('main')).toBe(next);
  expect(inbox.find('merge_group', 'destroyed')?.payload).toMatchObject({ reason: 'merged' });
});

test('what is red leaves the queue, and what was behind it is built anew', async () => {
  const [first, second] = [await pullOf('one'), await pullOf('two')];
  await enqueue(first);
  await enqueue(second);
  const [head = ''] = await groups();
  await it.repo.reportCheck({ sha: head, name: 'wavegate', conclusion: 'failure' });
  const again = (await groups()).at(-1) ?? '';
  await it.repo.reportCheck({ sha: again, name: 'wavegate', conclusion: 'success' });
  await it.hub.settled();
  expect((await get(first)).merged).toBe(false);
  expect(await get(second)).toMatchObject({ merged: true, merge_commit_sha: again });
  const tree = await it.repo.record.git.tree((await it.repo.record.git.treeSha('main')) ?? '', false);
  expect(tree.map(({ path }) => path)).toEqual(['README.md', 'src', 'two.md']);
});

test('it takes what is green alone, once, and nothing is merged past it', async () => {
  const number = await openPull(it);
  expect((await refusal(enqueue(number))).message).toContain('Pull request is in blocked status');
  await green(number);
  await enqueue(number);
  expect((await refusal(enqueue(number))).message).toContain('already in the queue');
  const call = it.maintainer.rest.pulls.merge({ ...it.at, pull_number: number });
  expect(await refusal(call)).toEqual({ status: 405, message: expect.stringContaining('merge queue') });
});
