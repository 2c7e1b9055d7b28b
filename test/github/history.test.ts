import type { Interceptor } from '../../src/emulator/index.js';
import type { FactQuestion, PastPullRequest } from '../../src/snapshot/facts.js';
import { type Connection, connect } from './connect.js';

let to: Connection;
beforeEach(async () => {
  to = await connect();
  await to.repo.commit({ branch: 'main', message: 'first', files: { 'README.md': 'x\n' } });
});
afterEach(() => to.hub.close());

type Method = 'merge' | 'squash' | 'rebase';
const METHODS: readonly Method[] = ['merge', 'squash', 'rebase'];
const STEP1 = 'codex/w8a-step1-x';
const STEP2 = 'codex/w8a-step2-x';

async function open(branch: string, base = 'main', title = branch): Promise<number> {
  await to.repo.commit({ branch, parent: base, message: `${title} one`, files: { [`${branch}.1`]: `1\n` } });
  await to.repo.commit({ branch, message: `${title} two`, files: { [`${branch}.2`]: `2\n` } });
  return to.repo.openPullRequest({ head: branch, base, title });
}

async function question(over: Partial<FactQuestion> = {}): Promise<FactQuestion> {
  const tip = (await to.repo.branchSha('main'))!;
  return {
    headSha: tip,
    baseSha: tip,
    mergeBaseSha: tip,
    baseBranch: 'main',
    defaultBranch: 'main',
    pullRequest: null,
    isWaveBranch: (branch) => branch.startsWith('codex/w8'),
    ...over,
  };
}

async function history(over: Partial<FactQuestion> = {}): Promise<readonly PastPullRequest[]> {
  const { facts } = await to.github();
  return (await facts.history(await question(over)))!.pullRequests;
}

async function one(number: number): Promise<PastPullRequest> {
  return (await history()).find((pull) => pull.number === number)!;
}

/** A commit whose message says that it takes something back; its branch begins at the default one. */
function revert(message: string, branch = 'main'): Promise<string> {
  return to.repo.commit({ branch, message, files: { [`undo-${branch}`]: message } });
}

describe('a pull request', () => {
  test('that is open, closed or of no wave', async () => {
    const opened = await open(STEP1);
    const closed = await open(STEP2);
    await to.repo.closePullRequest(closed);
    await open('feature');
    const pulls = await history();
    expect(pulls.map(({ number, state, branch }) => ({ number, state, branch }))).toEqual([
      { number: closed, state: 'closed', branch: STEP2 },
      { number: opened, state: 'open', branch: STEP1 },
    ]);
    expect(pulls.every(({ inDefaultBranch, mergeSha }) => !inDefaultBranch && mergeSha === null)).toBe(true);
  });

  test.each(METHODS)(
    'merged by %s is in the default branch, also once its branch is deleted',
    async (method) => {
      const number = await open(STEP1);
      const mergeSha = await to.repo.mergePullRequest(number, method);
      await to.repo.setBranch(STEP1, null);
      await to.repo.commit({ branch: 'main', message: 'later', files: { later: 'x' } });
      expect(await one(number)).toMatchObject({
        state: 'merged',
        mergeSha,
        inDefaultBranch: true,
        revertedBy: null,
        fromFork: false,
      });
    },
  );

  test('of a fork is told as such', async () => {
    const fork = await to.repo.fork('stranger');
    await fork.commit({ branch: STEP1, message: 'x', files: { a: 'b' } });
    const number = await to.repo.openPullRequest({ head: STEP1, fork, author: 'stranger' });
    expect(await one(number)).toMatchObject({ fromFork: true, state: 'open' });
    await to.repo.mergePullRequest(number, 'squash');
    expect(await one(number)).toMatchObject({ fromFork: true, inDefaultBranch: true });
  });

  test('that the default branch lost by a forced push is not in it any more', async () => {
    const before = (await to.repo.branchSha('main'))!;
    const number = await open(STEP1);
    await to.repo.mergePullRequest(number, 'squash');
    const github = await to.github();
    const ask = async (): Promise<PastPullRequest> =>
      (await github.facts.history(await question()))!.pullRequests[0]!;
    expect((await ask()).inDefaultBranch).toBe(true);
    await to.repo.setBranch('main', before);
    expect((await ask()).inDefaultBranch).toBe(false);
    await to.repo.commit({ branch: 'main', message: 'other', files: { other: 'x' } });
    expect((await ask()).inDefaultBranch).toBe(false);
  });

  test('merged after the tip that the question names is found all the same', async () => {
    const stale = await question();
    const number = await open(STEP1);
    await to.repo.mergePullRequest(number, 'squash');
    const { facts } = await to.github();
    expect((await facts.history(stale))!.pullRequests[0]).toMatchObject({ number, inDefaultBranch: true });
  });
});

describe('a stack', () => {
  test.each(METHODS.flatMap((stack) => METHODS.map((promotion) => [stack, promotion] as const)))(
    'merged by %s counts once its promotion came by %s',
    async (stack, promotion) => {
      const base = await open(STEP1);
      const stacked = await open(STEP2, STEP1);
      await to.repo.mergePullRequest(stacked, stack);
      expect(await one(stacked)).toMatchObject({ state: 'merged', inDefaultBranch: false });
      await to.repo.mergePullRequest(base, promotion);
      expect(await one(stacked)).toMatchObject({ inDefaultBranch: true, revertedBy: null });
    },
  );

  test('merged after its promotion does not count', async () => {
    const base = await open(STEP1);
    const stacked = await open(STEP2, STEP1);
    await to.repo.mergePullRequest(base, 'squash');
    await to.repo.mergePullRequest(stacked, 'squash');
    expect(await one(stacked)).toMatchObject({ state: 'merged', inDefaultBranch: false });
  });

  test.each(METHODS)('of three counts through both promotions, the last by %s', async (method) => {
    const first = await open(STEP1);
    const second = await open(STEP2, STEP1);
    const third = await open('codex/w8a-step3-x', STEP2);
    await to.repo.mergePullRequest(third, 'squash');
    await to.repo.mergePullRequest(second, 'squash');
    expect((await one(third)).inDefaultBranch).toBe(false);
    await to.repo.mergePullRequest(first, method);
    expect((await one(third)).inDefaultBranch).toBe(true);
  });

  test.each(METHODS)('is reverted with its promotion, by %s', async (method) => {
    const base = await open(STEP1);
    const stacked = await open(STEP2, STEP1);
    await to.repo.mergePullRequest(stacked, 'squash');
    const sha = await to.repo.mergePullRequest(base, method);
    const revertedBy = await revert(`Revert it\n\nThis reverts commit ${sha}.`);
    expect(await one(stacked)).toMatchObject({ revertedBy });
    expect(await one(base)).toMatchObject({ revertedBy });
  });
});

describe('a revert', () => {
  test.each([
    ['by the whole SHA', (sha: string) => `Revert "x"\n\nThis reverts commit ${sha}.`],
    ['by the start of the SHA', (sha: string) => `undo\n\nThis reverts commit ${sha.slice(0, 9)} (x).`],
    ['by number', (_: string, number: number) => `undo\n\nReverts acme/widgets#${number}`],
    ['by the title alone', (_: string, number: number) => `Revert "${STEP1} (#${number})" (#77)`],
  ])('%s takes a squashed step back', async (_, message) => {
    const number = await open(STEP1);
    const sha = await to.repo.mergePullRequest(number, 'squash');
    const revertedBy = await revert(message(sha, number));
    expect(await one(number)).toMatchObject({ inDefaultBranch: true, revertedBy });
  });

  test.each(METHODS.flatMap((a) => METHODS.map((b) => [a, b] as const)))(
    'of a step merged by %s comes by a pull request merged by %s, and goes with its own revert',
    async (how, back) => {
      const number = await open(STEP1);
      const sha = await to.repo.mergePullRequest(number, how);
      const reverts = async (name: string, undone: string): Promise<string> => {
        await revert(`Revert "it"\n\nThis reverts commit ${undone}.`, name);
        const pull = await to.repo.openPullRequest({ head: name, title: 'Revert "it"', body: 'x' });
        return to.repo.mergePullRequest(pull, back);
      };
      const undone = await reverts(`revert-${number}`, sha);
      expect((await one(number)).revertedBy).not.toBeNull();
      const redone = await reverts('revert-revert', undone);
      expect((await one(number)).revertedBy).toBeNull();
      await reverts('revert-revert-revert', redone);
      expect((await one(number)).revertedBy).not.toBeNull();
    },
  );

  test.each([
    ['of another repository', (_: string, number: number) => `undo\n\nReverts acme/other#${number}`],
    ['of a part', (sha: string) => `undo\n\nThis partially reverts commit ${sha}.`],
    ['that only speaks of it', (sha: string) => `It was wrong to say: reverts commit ${sha}`],
    ['of something else', () => `Revert "x"\n\nThis reverts commit ${'0'.repeat(40)}.`],
  ])('%s takes nothing back', async (_, message) => {
    const number = await open(STEP1);
    const sha = await to.repo.mergePullRequest(number, 'squash');
    await revert(message(sha, number));
    expect(await one(number)).toMatchObject({ inDefaultBranch: true, revertedBy: null });
  });
});

describe('asking again', () => {
  const count =
    (paths: string[]): Interceptor =>
    (request, proceed) => {
      paths.push(request.url.pathname);
      return proceed();
    };

  test('costs one request while nothing changes', async () => {
    await to.repo.mergePullRequest(await open(STEP1), 'squash');
    const { facts } = await to.github();
    const first = await facts.history(await question());
    const paths: string[] = [];
    to.hub.intercept(count(paths));
    const [again, meanwhile] = await Promise.all([
      facts.history(await question()),
      facts.history(await question()),
    ]);
    expect(again).toEqual(first);
    expect(meanwhile).toEqual(first);
    expect(paths).toEqual(['/repos/acme/widgets/pulls', '/repos/acme/widgets/pulls']);
  });

  test('costs two when the default branch went on', async () => {
    const number = await open(STEP1);
    const sha = await to.repo.mergePullRequest(number, 'squash');
    const { facts } = await to.github();
    await facts.history(await question());
    const revertedBy = await revert(`This reverts commit ${sha}.`);
    const paths: string[] = [];
    to.hub.intercept(count(paths));
    expect((await facts.history(await question()))!.pullRequests[0]).toMatchObject({ revertedBy });
    expect(paths.map((path) => path.split('/')[4])).toEqual(['pulls', 'compare']);
  });

  test('after a failure gives no part of an answer', async () => {
    await to.repo.mergePullRequest(await open(STEP1), 'squash');
    const { facts } = await to.github();
    const stop = to.hub.intercept((request, proceed) =>
      request.url.pathname.endsWith('/commits')
        ? Promise.resolve({ status: 500, headers: {}, body: { message: 'down' } })
        : proceed(),
    );
    await expect(facts.history(await question())).rejects.toThrow(
      /Could not list the default branch's commits/,
    );
    stop();
    expect((await facts.history(await question()))!.pullRequests[0]).toMatchObject({ inDefaultBranch: true });
  });

  test('pages through more pull requests than one page holds', async () => {
    const tip = await to.repo.commit({ branch: 'feature', message: 'x', files: { a: 'b' } });
    for (let index = 0; index < 130; index++) {
      await to.repo.setBranch(`codex/w8-${index}`, tip);
      await to.repo.openPullRequest({ head: `codex/w8-${index}` });
    }
    expect(await history()).toHaveLength(130);
  }, 60_000);
});
