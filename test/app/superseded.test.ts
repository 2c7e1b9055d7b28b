import type { Analyzer } from '../../src/analysis/analyzer.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { ASYNC, BLOCKING, gate, RUNNER, type Stage, stage } from './stage.js';

/** An analyzer whose first request waits until it is let go. */
function heldAnalyzer() {
  const inner = createInProcessAnalyzer();
  const begun = gate();
  const release = gate();
  let first = true;
  const analyzer: Analyzer = {
    async analyze(request, signal) {
      if (first) {
        first = false;
        begun.open();
        await release.opened;
      }
      return inner.analyze(request, signal);
    },
    close: () => inner.close(),
  };
  return { analyzer, begun: begun.opened, release: release.open };
}

const BRANCH = 'codex/wave8c-step3-close';
let on: Stage;
let held: ReturnType<typeof heldAnalyzer>;
beforeEach(async () => {
  held = heldAnalyzer();
  on = await stage({ analyzer: held.analyzer });
});
afterEach(() => on.close());

describe('a force push during an evaluation', () => {
  test('cancels the older head’s run and judges the newer head', async () => {
    const number = await on.open(BRANCH, { [RUNNER]: `${BLOCKING}\n` });
    const older = (await on.repo.branchSha(BRANCH))!;
    await held.begun;
    await on.repo.commit({
      branch: BRANCH,
      parent: 'main',
      message: 'Again',
      files: { [RUNNER]: ASYNC },
      force: true,
    });
    await on.hub.settled();
    held.release();
    await on.settle();
    expect(on.repo.checkRuns(older)).toMatchObject([
      { status: 'completed', conclusion: 'cancelled', annotations: [] },
    ]);
    expect((await on.repo.pullRequest(number)).checkRuns).toMatchObject([
      { status: 'completed', conclusion: 'success' },
    ]);
  });

  test('hands a recheck that waited on to the newer head', async () => {
    const number = await on.open(BRANCH, { [RUNNER]: `${BLOCKING}\n` });
    await held.begun;
    await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    await on.hub.settled();
    await on.repo.commit({ branch: BRANCH, message: 'Fix', files: { [RUNNER]: ASYNC } });
    await on.hub.settled();
    held.release();
    await on.settle();
    const view = await on.repo.pullRequest(number);
    expect(view.checkRuns).toMatchObject([{ conclusion: 'success' }]);
    expect(view.comments[0]?.reactions.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
  });
});

test('events of the same head that come during an evaluation become one more, and abort nothing', async () => {
  const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
  await held.begun;
  for (const title of ['a', 'b', 'c']) await on.repo.editPullRequest(number, { title });
  await on.hub.settled();
  held.release();
  await on.settle();
  expect(on.log().match(/evaluation ended/g)).toHaveLength(2);
  expect((await on.repo.pullRequest(number)).checkRuns).toMatchObject([{ conclusion: 'success' }]);
});
