import { openWorld, type World } from './world.js';

/** What people see while a pull request is worked on, told from its opening to its last push. */

const RUNNER = 'crates/assay-core/src/engine/runner.rs';
const ENGINE = 'crates/assay-core/src/policy_engine.rs';

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

describe('the first evaluation', () => {
  test('one check run, the findings as annotations, the new one as a comment on its line', async () => {
    const number = await world.open({ branch: 'codex/wave8c-step3-first', changes: [NEW_READ] });
    const view = await world.see(number);
    expect(view.checkRuns).toHaveLength(1);
    const [run] = view.checkRuns;
    expect(run).toMatchObject({ name: 'wavegate', status: 'completed', conclusion: 'failure' });
    expect(run?.title).toContain('closure');
    expect(run?.annotations.map(({ path, startLine }) => [path, startLine])).toEqual([
      [RUNNER, 39],
      [RUNNER, 44],
    ]);
    expect(view.threads.map(({ path, line, resolved }) => [path, line, resolved])).toEqual([
      [RUNNER, 44, false],
    ]);
    expect(view.comments).toEqual([]);
  });

  test('an ordinary branch gets a neutral check run, and nothing else', async () => {
    const number = await world.open({
      branch: 'chore/roadmap',
      files: { 'docs/ROADMAP.md': '# Roadmap\n' },
    });
    const view = await world.see(number);
    expect(view.checkRuns.map((run) => run.conclusion)).toEqual(['neutral']);
    expect([view.threads, view.comments, view.reviews]).toEqual([[], [], []]);
  });

  test('a pull request without a change is judged', async () => {
    const number = await world.open({ branch: 'codex/wave8c-step2-empty', changes: [] });
    const view = await world.see(number);
    expect(view.files).toEqual([]);
    expect(view.checkRuns.map((run) => run.conclusion)).toEqual(['success']);
  });

  test('a pull request from a fork is judged like any other', async () => {
    const changes = [NEW_READ];
    const number = await world.open({ branch: 'codex/wave8c-step3-fork', by: 'outsider', changes });
    const view = await world.see(number);
    expect(view.headRepository).not.toBe(view.baseRepository);
    expect(view.checkRuns[0]?.annotations).toHaveLength(2);
    expect(view.threads).toHaveLength(1);
  });
});

describe('a fix is pushed', () => {
  test('the check turns green and the thread is resolved', async () => {
    const branch = 'codex/wave8c-step3-fixed';
    const number = await world.open({ branch, changes: [NEW_READ] });
    await world.push(branch, { changes: [{ overlay: '8c-async-read' }] });
    const view = await world.see(number);
    expect(view.checkRuns.map((run) => run.conclusion)).toEqual(['success']);
    expect(view.threads.map((thread) => thread.resolved)).toEqual([true]);
  });

  test('a push that leaves the finding where it is says nothing twice', async () => {
    const branch = 'codex/wave8c-step3-again';
    const number = await world.open({ branch, changes: [NEW_READ] });
    await world.push(branch, {
      changes: [{ edit: RUNNER, replace: '//! Runs the tests', with: '//! All of it.\n//! Runs the tests' }],
    });
    const view = await world.see(number);
    expect(view.checkRuns[0]?.annotations.map((note) => note.startLine)).toEqual([40, 45]);
    expect(view.threads.map((thread) => [thread.comments.length, thread.resolved])).toEqual([[1, false]]);
    expect(view.comments).toEqual([]);
  });

  test('what stood on the old head stays there', async () => {
    const branch = 'codex/wave8c-step3-history';
    const number = await world.open({ branch, changes: [NEW_READ] });
    const before = await world.see(number);
    await world.push(branch, { changes: [{ overlay: '8c-async-read' }] });
    const old = await world.checkRuns(before.headSha);
    expect(old.map((run) => run.conclusion)).toEqual(['failure']);
    expect((await world.see(number)).headSha).not.toBe(before.headSha);
  });
});

describe('a newer head comes while the older is evaluated', () => {
  test('the older run is cancelled, the newer one decides', async () => {
    const branch = 'codex/wave8b-step2-overtaken';
    const analysis = world.holdAnalysis();
    const number = await world.openNow({
      branch,
      changes: [{ edit: ENGINE, replace: 'use regex::Regex;', with: 'use regex::Regex; // slow' }],
    });
    await analysis.begun;
    const [held] = (await world.see(number, { settled: false })).checkRuns;
    expect(held?.status).toBe('in_progress');
    const older = (await world.see(number, { settled: false })).headSha;
    await world.pushNow(branch, { changes: [{ overlay: '8b-schema-compiled-once' }] });
    await world.until(async () => (await world.checkRuns(older))[0]?.conclusion === 'cancelled');
    analysis.release();
    const view = await world.see(number);
    expect(view.headSha).not.toBe(older);
    expect(view.checkRuns.map((run) => run.conclusion)).toEqual(['success']);
    expect((await world.checkRuns(older)).map((run) => run.conclusion)).toEqual(['cancelled']);
  });

  test('a force push during an evaluation leaves no run in progress', async () => {
    const branch = 'codex/wave8c-step3-forced';
    const analysis = world.holdAnalysis();
    const number = await world.openNow({ branch, changes: [NEW_READ] });
    await analysis.begun;
    const older = (await world.see(number, { settled: false })).headSha;
    await world.pushNow(branch, { changes: [{ overlay: '8c-async-read' }], fresh: true });
    analysis.release();
    const view = await world.see(number);
    expect(view.checkRuns.map((run) => run.conclusion)).toEqual(['success']);
    expect((await world.checkRuns(older)).map((run) => run.status)).toEqual(['completed']);
    expect(view.threads.filter((thread) => !thread.resolved)).toEqual([]);
  });
});
