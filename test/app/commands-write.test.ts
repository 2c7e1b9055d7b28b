import { ASYNC, PROGRAM, RUNNER, type Stage, stage, UNORDERED } from './stage.js';
import { checkOf, say } from './talk.js';

const BELOW = 'codex/wave8c-step1-freeze';
const BRANCH = 'codex/wave8c-step2-async-io';
let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(async () => {
  await on.scene({ '.github/wavegate.yml': UNORDERED });
  on.hub.user('mara');
  on.repo.setAccess('mara', 'maintain');
  on.repo.setAccess('ada', 'triage');
});
afterAll(() => on.close());

async function stacked(): Promise<number> {
  await on.repo.commit({ branch: BELOW, message: 'Freeze', files: { 'docs/inventory.md': 'x' } });
  await on.repo.commit({ branch: BRANCH, parent: BELOW, message: 'Change', files: { [RUNNER]: ASYNC } });
  const number = await on.repo.openPullRequest({ head: BRANCH, base: BELOW, author: 'ada' });
  await on.settle();
  return number;
}

const toMain = async () => {
  const all = await Promise.all(on.repo.pullRequestNumbers().map((one) => on.repo.pullRequest(one)));
  return all.filter(({ base }) => base.ref === 'main');
};

describe('promote', () => {
  test('opens the pull request of the branch below, and the gate sees it', async () => {
    const number = await stacked();
    expect((await checkOf(on, number)).title).toContain('promotion');
    const { reactions, replies } = await say(on, number, '/wave8 promote', 'mara');
    expect(reactions).toEqual(['eyes', 'rocket']);
    const [promotion, ...others] = await toMain();
    expect(others).toEqual([]);
    expect(promotion).toMatchObject({ title: 'Promote wave8c step 1 to main', head: { ref: BELOW } });
    expect(promotion?.body).toContain(`[#${number}](`);
    expect(replies).toEqual([expect.stringMatching(new RegExp(`\\[#${promotion?.number}\\]\\(http`))]);
    expect((await checkOf(on, number)).conclusion).toBe('success');
  });

  test('opens it once: what is there is linked', async () => {
    const number = await stacked();
    await say(on, number, '/wave8 promote', 'mara');
    const { reactions, replies } = await say(on, number, '/wave8 promote', 'mara');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies[0]).toContain('already');
    expect(await toMain()).toHaveLength(1);
  });

  test('opens it once over a lost answer', async () => {
    const number = await stacked();
    let lost = 0;
    on.fault(async (request, proceed) => {
      const answer = await proceed();
      if (request.method !== 'POST' || !request.url.pathname.endsWith('/pulls') || lost > 0) return answer;
      lost += 1;
      return { status: 502, headers: {}, body: { message: 'Server Error' } };
    });
    expect((await say(on, number, '/wave8 promote', 'mara')).reactions).toEqual(['eyes', 'rocket']);
    expect(lost).toBe(1);
    expect(await toMain()).toHaveLength(1);
  });

  test('again for what came after a promotion was merged', async () => {
    const number = await stacked();
    await say(on, number, '/wave8 promote', 'mara');
    const [promotion] = await toMain();
    await on.repo.mergePullRequest(promotion!.number, 'squash');
    await on.settle();
    expect((await say(on, number, '/wave8 promote', 'mara')).replies[0]).toContain(
      'nothing came to it since',
    );
    await on.repo.mergePullRequest(number, 'squash');
    await on.settle();
    expect((await say(on, number, '/wave8 promote', 'mara')).reactions).toEqual(['eyes', 'rocket']);
    expect(await toMain()).toHaveLength(2);
  });

  test.each<[string, () => Promise<number>, string]>([
    ['what is not stacked', () => on.open(BRANCH, { [RUNNER]: ASYNC }), 'nothing to promote'],
    [
      'a branch of no wave',
      async () => {
        await on.repo.commit({ branch: 'side', message: 'x', files: { 'docs/x.md': 'x' } });
        await on.repo.commit({ branch: BRANCH, parent: 'side', message: 'y', files: { [RUNNER]: ASYNC } });
        return on.repo.openPullRequest({ head: BRANCH, base: 'side' });
      },
      'is no wave branch',
    ],
    [
      'a branch without commits',
      async () => {
        await on.repo.setBranch(BELOW, 'main');
        await on.repo.commit({ branch: BRANCH, parent: BELOW, message: 'y', files: { [RUNNER]: ASYNC } });
        return on.repo.openPullRequest({ head: BRANCH, base: BELOW });
      },
      'nothing to promote yet',
    ],
  ])('refuses %s', async (_, opened, words) => {
    const number = await opened();
    await on.settle();
    const { reactions, replies } = await say(on, number, '/wave8 promote', 'mara');
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toEqual([expect.stringContaining(words)]);
  });

  test('and automerge are for those who may push', async () => {
    const number = await stacked();
    const { reactions, replies } = await say(on, number, '/wave8 promote\n/wave8 automerge');
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toHaveLength(2);
    for (const reply of replies) expect(reply).toContain('GitHub says that `ada` may not');
    expect(await toMain()).toEqual([]);
  });
});

describe('automerge', () => {
  const ready = async (): Promise<number> => {
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    return number;
  };

  test('merges what is green and has nothing left to wait for', async () => {
    const number = await ready();
    const { reactions, replies } = await say(on, number, '/wave8 automerge', 'mara');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies[0]).toContain('merged (squash)');
    expect((await on.repo.pullRequest(number)).state).toBe('merged');
  });

  test('turns auto-merge on where the branch waits for more, and evaluates again', async () => {
    on.repo.protect('main', ['ci']);
    const number = await ready();
    const { reactions, replies } = await say(on, number, '/wave8 automerge', 'mara');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies[0]).toContain('Auto-merge (squash) is on');
    expect((await on.repo.pullRequest(number)).autoMerge).toMatchObject({ method: 'squash' });
    expect((await checkOf(on, number)).summary).toContain('Auto-merge (squash) was turned on');
    expect((await say(on, number, '/wave8 automerge', 'mara')).reactions).toEqual(['eyes', 'rocket']);
  });

  test('by the method of the program', async () => {
    await on.scene({ '.github/wavegate.yml': UNORDERED.replace('waves:\n', 'auto-merge: rebase\nwaves:\n') });
    on.repo.setAccess('mara', 'admin');
    const number = await ready();
    expect((await say(on, number, '/wave8 automerge', 'mara')).replies[0]).toContain('merged (rebase)');
  });

  test('is refused while gates are not green, which are named', async () => {
    await on.scene({ '.github/wavegate.yml': PROGRAM });
    on.repo.setAccess('mara', 'write');
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC, 'outside.txt': 'x' });
    await on.settle();
    const { reactions, replies } = await say(on, number, '/wave8 automerge', 'mara');
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies[0]).toMatch(/`order` fails.*`scope` fails/);
    expect(await on.repo.pullRequest(number)).toMatchObject({ state: 'open', autoMerge: null });
  });

  test.each<[string, (number: number) => Promise<unknown>, string]>([
    ['of a draft', (number) => on.repo.setDraft(number, true), 'is a draft'],
    ['of a closed one', (number) => on.repo.closePullRequest(number), 'is closed'],
  ])('%s is refused', async (_, change, words) => {
    const number = await ready();
    await change(number);
    await on.settle();
    const { reactions, replies } = await say(on, number, '/wave8 automerge', 'mara');
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toEqual([expect.stringContaining(words)]);
  });

  test('of no wave branch is refused', async () => {
    const number = await on.open('fix/typo', { 'docs/x.md': 'x' });
    await on.settle();
    expect((await say(on, number, '/wave8 automerge', 'mara')).replies[0]).toContain('is no wave branch');
    expect((await on.repo.pullRequest(number)).state).toBe('open');
  });
});
