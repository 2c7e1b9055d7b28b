import type { Analyzer } from '../../src/analysis/analyzer.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { ASYNC, BLOCKING, gate, RUNNER, type Stage, stage } from './stage.js';

/** An analyzer whose next request waits, once it is told to hold, until it is let go. */
function holdableAnalyzer() {
  const inner = createInProcessAnalyzer();
  let held: { readonly begun: ReturnType<typeof gate>; readonly release: ReturnType<typeof gate> } | null =
    null;
  const analyzer: Analyzer = {
    async analyze(request, signal) {
      const now = held;
      held = null;
      now?.begun.open();
      await now?.release.opened;
      return inner.analyze(request, signal);
    },
    close: () => inner.close(),
  };
  return {
    analyzer,
    hold() {
      const next = { begun: gate(), release: gate() };
      held = next;
      return { begun: next.begun.opened, release: next.release.open };
    },
  };
}

const BRANCH = 'codex/wave8c-step3-close';
let on: Stage;
let held: ReturnType<ReturnType<typeof holdableAnalyzer>['hold']>;
const holdable = holdableAnalyzer();
beforeAll(async () => {
  on = await stage(holdable.analyzer);
});
beforeEach(async () => {
  await on.scene();
  held = holdable.hold();
});
afterAll(() => on.close());

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
