import { openWorld, type World } from './world.js';

/** A program of another shape than wave8: conditions on text in place of rules, judged over HTTP as people see it. */

const SPLIT = `version: 1
program: split1
title: A mechanical split
branch: codex/{program}-{wave}-step{step}-{slug}
order: none
production: { include: ['**'], exclude: [docs/**] }
patterns:
  - must-not-match: 'todo!\\('
    in: ['crates/tool/src/**']
    why: A split leaves nothing open.
waves:
  core:
    title: Core
    patterns:
      - no-increase: '\\.unwrap\\('
        in: ['crates/tool/src/**']
        tests: exclude
    steps:
      1: { title: Freeze, kind: freeze, allow: [docs/**], patterns: [{ exists: [docs/split1.md] }] }
      2:
        title: Split
        kind: change
        allow: ['crates/tool/**']
        frozen-tests: ['crates/tool/**']
        patterns:
          - must-match: { fn: run }
            in: [crates/tool/src/next.rs]
      3: { title: Close, kind: close, allow: ['crates/tool/**'], patterns: [{ absent: [crates/tool/src/old.rs] }] }
`;

const OLD = 'crates/tool/src/old.rs';
const NEXT = 'crates/tool/src/next.rs';
const LIB = 'crates/tool/src/lib.rs';
const RUN = 'pub(crate) async fn run() {\n    read().unwrap();\n}\n';
const TEST = '#[cfg(test)]\nmod tests {\n    #[test]\n    fn runs() {\n        super::run();\n    }\n}\n';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.land({
    files: {
      '.github/wavegate/split1.yml': SPLIT,
      'crates/tool/Cargo.toml': '[package]\nname = "tool"\nversion = "0.1.0"\nedition = "2021"\n',
      [LIB]: 'mod old;\n',
      [OLD]: RUN + TEST,
    },
  });
});
afterAll(() => world?.close());
afterEach(() => world.expectNoViolations());

let opened = 0;

/** The one check run of a pull request from the step's branch. */
async function checkOf(step: number, commit: Omit<Parameters<World['open']>[0], 'branch'>) {
  const number = await world.open({ branch: `codex/split1-core-step${step}-${++opened}`, ...commit });
  const [run] = (await world.see(number)).checkRuns;
  if (run === undefined) throw new Error('There is no check run.');
  return run;
}

test('a freeze that brings what must exist passes, and one without it fails', async () => {
  const without = await checkOf(1, { files: { 'docs/other.md': '# Other\n' } });
  expect(without.conclusion).toBe('failure');
  expect(without.title).toMatch(/1 of \d+ gates fails: patterns/u);
  const run = await checkOf(1, { files: { 'docs/split1.md': '# Split\n' } });
  expect(run.conclusion).toBe('success');
});

test('a split that keeps to the conditions passes', async () => {
  const run = await checkOf(2, { files: { [LIB]: 'mod next;\n', [NEXT]: RUN + TEST }, removed: [OLD] });
  expect(run.conclusion).toBe('success');
});

test('one more of what is counted fails drift, at its line', async () => {
  const more = RUN.replace('{\n', '{\n    write().unwrap();\n');
  const run = await checkOf(2, { files: { [LIB]: 'mod next;\n', [NEXT]: more + TEST }, removed: [OLD] });
  expect(run.title).toMatch(/1 of \d+ gates fails: drift/u);
  expect(run.annotations).toEqual([expect.objectContaining({ path: NEXT, startLine: 2 })]);
});

test('one more in a comment, in a string or in test code fails nothing', async () => {
  const quiet = `// a.unwrap()\nconst S: &str = "a.unwrap()";\n${RUN}${TEST.replace('super', 'a.unwrap(); super')}`;
  const run = await checkOf(2, { files: { [LIB]: 'mod next;\n', [NEXT]: quiet }, removed: [OLD] });
  expect(run.conclusion).toBe('success');
});

test('what must not stand there is annotated with why', async () => {
  const open = RUN.replace('read()', 'todo!()');
  const run = await checkOf(2, { files: { [LIB]: 'mod next;\n', [NEXT]: open + TEST }, removed: [OLD] });
  expect(run.title).toMatch(/gates fails?: .*patterns/u);
  expect(run.annotations).toContainEqual(
    expect.objectContaining({
      path: NEXT,
      startLine: 2,
      message: expect.stringMatching(/leaves nothing open/u),
    }),
  );
});

test('a split that loses a test fails the gate of tests', async () => {
  const run = await checkOf(2, { files: { [LIB]: 'mod next;\n', [NEXT]: RUN }, removed: [OLD] });
  expect(run.title).toMatch(/1 of \d+ gates fails: tests/u);
  expect(run.summary).toContain('tests::runs');
});

test('a close by conditions alone fails while the old file is there', async () => {
  const early = await checkOf(3, { files: { 'crates/tool/src/more.rs': '\n' } });
  expect(early.title).toMatch(/1 of \d+ gates fails: patterns/u);
  const done = await checkOf(3, { files: { [LIB]: 'mod next;\n', [NEXT]: RUN + TEST }, removed: [OLD] });
  expect(done.conclusion).toBe('success');
});
