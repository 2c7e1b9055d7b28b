import { randomUUID } from 'node:crypto';
import { Octokit } from '@octokit/rest';
import { sign } from '../../src/app/signature.js';
import { repositoryClient } from '../../src/github/client.js';
import { octokitAutoMerging } from '../../src/github/octokit-auto-merge.js';
import { ASYNC, BLOCKING, PROGRAM, RUNNER, type Stage, stage } from './stage.js';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(() => on.scene({ '.github/wavegate.yml': PROGRAM }));
afterAll(() => on.close());

/** How often each pull request was evaluated since `from`. */
function evaluated(from = 0): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const line of on.log().slice(from).split('\n')) {
    if (!line.includes('evaluation ended') || !line.includes('"evaluated"')) continue;
    const { pull } = JSON.parse(line) as { pull: number };
    counts[pull] = (counts[pull] ?? 0) + 1;
  }
  return counts;
}

async function conclusion(number: number): Promise<string | null | undefined> {
  return (await on.repo.pullRequest(number)).checkRuns.at(-1)?.conclusion;
}

/** One pull request for each step, one that is not a wave's, and one of a wave that does not wait for anything. */
async function team() {
  const freeze = await on.open('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
  const change = await on.open('codex/wave8c-step2-async', { [RUNNER]: ASYNC });
  const other = await on.open('fix-typo', { 'docs/typo.md': 'x' });
  const again = await on.open('codex/wave8c-step1-more', { 'docs/more.md': 'x' });
  await on.settle();
  return { freeze, change, other, again };
}

test.each(['squash', 'merge', 'rebase'] as const)(
  'a %s merge has those judged again that it lets on, and no others',
  async (method) => {
    const { freeze, change, other, again } = await team();
    expect(await conclusion(change)).toBe('failure');
    const from = on.log().length;
    await on.repo.mergePullRequest(freeze, method);
    await on.settle();
    expect(await conclusion(change)).toBe('success');
    const counts = evaluated(from);
    expect(counts[change]).toBeGreaterThanOrEqual(1);
    expect([counts[other], counts[again], counts[freeze]]).toEqual([undefined, undefined, undefined]);
  },
);

test('a second merge of the same step lets nobody on', async () => {
  const { freeze, again } = await team();
  await on.repo.mergePullRequest(freeze, 'squash');
  await on.settle();
  const from = on.log().length;
  await on.repo.mergePullRequest(again, 'squash');
  await on.settle();
  expect(evaluated(from)).toEqual({});
});

test('a revert holds those back that the merge let on', async () => {
  const { freeze, change } = await team();
  const sha = await on.repo.mergePullRequest(freeze, 'squash');
  await on.settle();
  expect(await conclusion(change)).toBe('success');
  await on.repo.commit({
    branch: 'main',
    message: `Revert "Freeze"\n\nThis reverts commit ${sha}.`,
    files: { 'docs/freeze.md': null },
  });
  await on.settle();
  expect(await conclusion(change)).toBe('failure');
});

test('an edited program has its open pull requests judged again, and no others', async () => {
  const { freeze, change, other, again } = await team();
  const from = on.log().length;
  const relaxed = PROGRAM.replace('waves:\n', 'order: none\nwaves:\n');
  await on.repo.commit({ branch: 'main', message: 'Relax', files: { '.github/wavegate.yml': relaxed } });
  await on.settle();
  expect(await conclusion(change)).toBe('success');
  expect(evaluated(from)).toEqual({ [freeze]: 1, [change]: 1, [again]: 1 });
  expect(evaluated(from)[other]).toBeUndefined();
});

test('a push that neither merges a step nor edits a program asks for nothing', async () => {
  await team();
  const from = on.log().length;
  await on.repo.commit({ branch: 'main', message: 'Other', files: { 'src/other.rs': 'x' } });
  await on.settle();
  expect(evaluated(from)).toEqual({});
});

test('what is stacked on a branch is judged again when its promotion comes and goes', async () => {
  await on.open('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
  const base = 'codex/wave8c-step1-more';
  await on.repo.commit({ branch: base, message: 'Base', files: { 'docs/more.md': 'x' } });
  const branch = 'codex/wave8c-step1-stacked';
  await on.repo.commit({ branch, parent: base, message: 'Stacked', files: { 'docs/stacked.md': 'x' } });
  const stacked = await on.repo.openPullRequest({ head: branch, base, author: 'ada' });
  await on.settle();
  expect(await conclusion(stacked)).toBeNull();
  const from = on.log().length;
  const promotion = await on.repo.openPullRequest({ head: base, author: 'ada' });
  await on.settle();
  expect(await conclusion(stacked)).toBe('success');
  expect(evaluated(from)).toEqual({ [stacked]: 1, [promotion]: 1 });
  await on.repo.closePullRequest(promotion);
  await on.settle();
  expect(await conclusion(stacked)).toBeNull();
});

test('auto-merge that is turned on early is told, and forgiven when it is turned off', async () => {
  const { change } = await team();
  const frozen = await on.open('codex/wave8c-step1-third', { 'src/code.rs': 'x' });
  await on.settle();
  on.repo.allowAutoMerge(true);
  on.repo.protect('main', ['somebody-else']);
  const auth = on.hub.installationToken(on.hub.app, on.repo);
  const merging = octokitAutoMerging(
    repositoryClient(new Octokit({ auth, baseUrl: on.hub.url }), on.repo.record.owner.login, 'widgets'),
  );
  const head = async (number: number) => (await on.repo.pullRequest(number)).head.sha;
  const autoMerge = async (number: number) => (await on.repo.pullRequest(number)).checkRuns.at(-1)?.summary;
  for (const number of [change, frozen]) {
    await merging.enable(number, await head(number), 'squash');
    await on.settle();
    expect(await autoMerge(number)).toMatch(/`auto-merge` \| ❌&nbsp;fail \| Auto-merge was turned on early/);
    await merging.disable(number);
    await on.settle();
    expect(await autoMerge(number)).toMatch(/`auto-merge` \| ✅&nbsp;pass/);
  }
});

async function deliver(event: string, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const headers = {
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(on.hub.app.webhookSecret, Buffer.from(body)),
  };
  await fetch(`${on.app.url}/api/github/webhooks`, { method: 'POST', body, headers });
  await on.settle();
}

test.each([
  ['docs/freeze.md', 'success'],
  ['src/code.rs', 'failure'],
] as const)(
  'a merge group is answered for by what holds for its pull request: %s',
  async (path, expected) => {
    const number = await on.open('codex/wave8c-step1-freeze', { [path]: BLOCKING });
    await on.settle();
    const head = (await on.repo.branchSha('codex/wave8c-step1-freeze'))!;
    const branch = `gh-readonly-queue/main/pr-${number}-${head}`;
    const sha = await on.repo.commit({
      branch,
      parent: 'main',
      message: 'Group',
      files: { [path]: BLOCKING },
    });
    await on.settle();
    const seen = on.hub.deliveries.filter(({ event }) => event === 'pull_request').at(-1);
    expect(seen).toBeDefined();
    const { repository, installation, sender } = seen!.payload as Record<string, unknown>;
    const group = {
      head_sha: sha,
      head_ref: `refs/heads/${branch}`,
      base_sha: head,
      base_ref: 'refs/heads/main',
    };
    const payload = { action: 'checks_requested', merge_group: group, repository, installation, sender };
    await deliver('merge_group', payload);
    await deliver('merge_group', payload);
    expect(on.repo.checkRuns(sha)).toMatchObject([{ name: 'wavegate', conclusion: expected }]);
  },
);
