import { FAULTS, type FaultName } from '../../src/emulator/index.js';
import { openWorld, type World } from './world.js';

/** GitHub fails in every way that it is known to fail: what people see in the end is right, and there once. */

const RUNNER = 'crates/assay-core/src/engine/runner.rs';

const NEW_READ = {
  edit: RUNNER,
  replace: '        let skipped =',
  with: '        let _note = fs::read("note");\n        let skipped =',
} as const;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
afterEach(() => {
  world.clearFaults();
  world.expectNoViolations();
});

/** A review that is refused as a whole leaves its findings where they are said anyway: in the annotations. */
const WITHOUT_REVIEW: readonly FaultName[] = ['review-refused'];

/**
 * The primary limit is waited out by the plug-in that spaces requests, which stories leave off; of a token's end GitHub
 * tells with the token, and one that ends before is none of what GitHub does.
 */
const ELSEWHERE: readonly FaultName[] = ['primary-limit', 'token-expired'];
const MET = FAULTS.filter((fault) => !ELSEWHERE.includes(fault));

test.each(MET)('%s, twice', async (fault) => {
  world.fault({ fault, times: 2 });
  const number = await world.open({ branch: `codex/wave8c-step3-${fault}`, changes: [NEW_READ] });
  const view = await world.see(number);
  expect(view.checkRuns.map(({ status, conclusion }) => [status, conclusion])).toEqual([
    ['completed', 'failure'],
  ]);
  const [run] = view.checkRuns;
  expect(run?.annotations.filter(({ title }) => title.startsWith('closure')).map(placeOf)).toEqual([
    `${RUNNER}:39`,
    `${RUNNER}:44`,
  ]);
  expect(view.threads.map(({ path, line, comments }) => [`${path}:${line}`, comments.length])).toEqual(
    WITHOUT_REVIEW.includes(fault) ? [] : [[`${RUNNER}:44`, 1]],
  );
  expect(view.comments).toEqual([]);
});

test.each(MET)('%s while a comment is answered', async (fault) => {
  const number = await world.open({
    branch: `codex/wave8c-step3-asked-${fault}`,
    changes: [{ overlay: '8c-async-read' }],
  });
  world.fault({ fault, times: 2 });
  const { comment, replies } = await world.comment(number, '/wave8 help');
  expect(comment.reactions).toEqual(['eyes', 'rocket']);
  expect(replies).toHaveLength(1);
});

function placeOf({ path, startLine }: { path: string; startLine: number }): string {
  return `${path}:${startLine}`;
}
