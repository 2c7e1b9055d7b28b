import { openWorld, type World } from './world.js';

/** Webhooks arrive twice, unsigned, or out of order; people must not notice. */

const RUNNER = 'crates/assay-core/src/engine/runner.rs';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
afterEach(() => world.expectNoViolations());

const NEW_READ = {
  edit: RUNNER,
  replace: '        let skipped =',
  with: '        let _note = fs::read("note");\n        let skipped =',
} as const;

test('every event twice: one run, one review, one answer', async () => {
  world.duplicateWebhooks(1);
  const number = await world.open({ branch: 'codex/wave8c-step3-twice', changes: [NEW_READ] });
  const { comment, replies } = await world.comment(number, '/wave8 help');
  world.duplicateWebhooks(0);
  const view = await world.see(number);
  expect(view.checkRuns).toHaveLength(1);
  expect(view.checkRuns[0]?.annotations).toHaveLength(2);
  expect(view.threads).toHaveLength(1);
  expect(comment.reactions).toEqual(['eyes', 'rocket']);
  expect(replies).toHaveLength(1);
});

test('newest first: the head decides', async () => {
  const branch = 'codex/wave8c-step3-reordered';
  world.reorderWebhooks(true);
  const number = await world.openNow({ branch, changes: [NEW_READ] });
  await world.pushNow(branch, { changes: [{ overlay: '8c-async-read' }] });
  const view = await world.see(number);
  world.reorderWebhooks(false);
  expect(view.checkRuns.map((run) => run.conclusion)).toEqual(['success']);
  expect(view.threads.filter((thread) => !thread.resolved)).toEqual([]);
});

test.each([
  ['no signature', {}],
  ['a signature by another secret', { secret: 'not the secret' }],
])('%s: refused, and nothing is seen', async (_name, { secret }: { secret?: string }) => {
  const number = await world.open({
    branch: `codex/wave8c-step3-${secret === undefined ? 'un' : 'mis'}signed`,
    changes: [],
  });
  const before = await world.see(number);
  const status = await world.postWebhook('issue_comment', { action: 'created' }, secret);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(await world.see(number)).toEqual(before);
});

test('the button "Re-run" evaluates again', async () => {
  const number = await world.open({ branch: 'codex/wave8c-step3-rerun', changes: [NEW_READ] });
  const [before] = (await world.see(number)).checkRuns;
  await world.site.rerun(before?.id ?? 0);
  const view = await world.see(number);
  expect(view.checkRuns.map((run) => run.id)).toEqual([before?.id]);
  expect(view.checkRuns[0]?.annotations).toEqual(before?.annotations);
  expect(view.threads).toHaveLength(1);
});
