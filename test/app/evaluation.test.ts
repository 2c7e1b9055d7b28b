import { ASYNC, BLOCKING, RUNNER, type Stage, stage } from './stage.js';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(() => on.scene());
afterAll(() => on.close());

describe('a pull request', () => {
  test('that leaves a blocking read in closure fails, with an annotation at the place', async () => {
    const number = await on.open('codex/wave8c-step3-async-io-close', { [RUNNER]: `${BLOCKING}\n// more\n` });
    await on.settle();
    const { checkRuns } = await on.repo.pullRequest(number);
    expect(checkRuns).toHaveLength(1);
    expect(checkRuns[0]).toMatchObject({ name: 'wavegate', status: 'completed', conclusion: 'failure' });
    expect(checkRuns[0]?.title).toContain('closure');
    expect(checkRuns[0]?.annotations).toMatchObject([{ path: RUNNER, startLine: 4, level: 'failure' }]);
  });

  test('that removes it passes', async () => {
    const number = await on.open('codex/wave8c-step3-async-io-close', { [RUNNER]: ASYNC });
    await on.settle();
    const { checkRuns } = await on.repo.pullRequest(number);
    expect(checkRuns).toMatchObject([{ status: 'completed', conclusion: 'success', annotations: [] }]);
  });

  test('from an ordinary branch is neutral, and nobody is bothered', async () => {
    const number = await on.open('fix/typo', { [RUNNER]: `${BLOCKING}\n` });
    await on.settle();
    const view = await on.repo.pullRequest(number);
    expect(view.checkRuns).toMatchObject([{ conclusion: 'neutral', annotations: [] }]);
    expect([view.comments, view.reviews]).toEqual([[], []]);
  });
});
