import { BRANCHES, type Files, gate, judged, programsOf, programWith, words } from './pull-request.js';

const ENGINE = 'core/src/engine/runner.rs';
const crate = { 'core/Cargo.toml': '[package]', 'other/Cargo.toml': '[package]' };

interface Case {
  readonly name: string;
  readonly before?: Files;
  readonly after: Files;
  /** Findings as `path:line status`; none means that the gate passes. */
  readonly finds: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'nothing to find', after: { [ENGINE]: 'fine' }, finds: [] },
  {
    name: 'a hit in an unchanged file',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: 'HIT a' },
    finds: [`${ENGINE}:1 existing`],
  },
  {
    name: 'a hit in a changed file',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '\nHIT a' },
    finds: [`${ENGINE}:2 existing`],
  },
  {
    name: 'a new hit',
    before: { [ENGINE]: '' },
    after: { [ENGINE]: 'HIT a' },
    finds: [`${ENGINE}:1 introduced`],
  },
  {
    name: 'an old and a new hit',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: 'HIT a\nHIT b' },
    finds: [`${ENGINE}:1 existing`, `${ENGINE}:2 introduced`],
  },
  {
    name: 'a second hit like the first',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: 'x\nHIT a\nHIT a' },
    finds: [`${ENGINE}:2 existing`, `${ENGINE}:3 introduced`],
  },
  { name: 'a fixed hit', before: { [ENGINE]: 'HIT a' }, after: { [ENGINE]: 'fixed' }, finds: [] },
  {
    name: 'a hit out of scope, as before',
    before: { [ENGINE]: '', 'core/src/lib.rs': 'HIT z' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'HIT z' },
    finds: [],
  },
  {
    name: 'a hit out of scope that is new',
    before: { [ENGINE]: '', 'core/src/lib.rs': '' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'HIT z' },
    finds: [],
  },
  {
    name: 'a hit that moved within the scope',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', 'core/src/engine/hash.rs': 'HIT a' },
    finds: ['core/src/engine/hash.rs:1 moved'],
  },
  {
    name: 'a hit that moved to a new file',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', 'core/src/hash.rs': 'HIT a' },
    finds: ['core/src/hash.rs:1 moved'],
  },
  {
    name: 'a hit that moved to an old file',
    before: { [ENGINE]: 'HIT a', 'core/src/lib.rs': 'x' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'x\nHIT a' },
    finds: ['core/src/lib.rs:2 moved'],
  },
  {
    name: 'a hit whose like was elsewhere before',
    before: { [ENGINE]: 'HIT a', 'core/src/lib.rs': 'HIT a' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'HIT a\n' },
    finds: [],
  },
  {
    name: 'a hit that moved next to its like',
    before: { [ENGINE]: 'HIT a', 'core/src/lib.rs': 'HIT a' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'HIT a\nHIT a' },
    finds: ['core/src/lib.rs:2 moved'],
  },
  {
    name: 'a file renamed out of scope',
    before: { [ENGINE]: 'HIT a', 'core/src/engine/mod.rs': '' },
    after: { 'core/src/runner.rs': 'HIT a', 'core/src/engine/mod.rs': '' },
    finds: ['core/src/runner.rs:1 moved'],
  },
  {
    name: 'a file renamed out of scope, its function too',
    before: { [ENGINE]: 'HIT a' },
    after: { 'core/src/runner.rs': 'HIT b' },
    finds: ['core/src/runner.rs:1 introduced'],
  },
  {
    name: 'a file in scope removed, a clean one added',
    before: { [ENGINE]: 'HIT a' },
    after: { 'core/src/runner.rs': 'fine' },
    finds: [],
  },
  {
    name: 'a file in scope removed, a hit in a new file of another crate',
    before: { [ENGINE]: 'HIT a' },
    after: { 'other/src/x.rs': 'HIT b' },
    finds: [],
  },
  {
    name: 'a hit that moved to another crate',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', 'other/src/x.rs': 'HIT a' },
    finds: ['other/src/x.rs:1 moved'],
  },
  {
    name: 'a file renamed within the scope',
    before: { [ENGINE]: 'HIT a\nHIT b' },
    after: { 'core/src/engine/run.rs': 'HIT a\nHIT b' },
    finds: ['core/src/engine/run.rs:1 moved', 'core/src/engine/run.rs:2 moved'],
  },
  {
    name: 'a hit that was copied',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '\nHIT a', 'core/src/engine/hash.rs': 'HIT a' },
    finds: ['core/src/engine/hash.rs:1 introduced', `${ENGINE}:2 existing`],
  },
  {
    name: 'a hit that moved and was copied as it did',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', 'core/src/engine/a.rs': 'HIT a', 'core/src/engine/b.rs': 'HIT a' },
    finds: ['core/src/engine/a.rs:1 moved', 'core/src/engine/b.rs:1 introduced'],
  },
  {
    name: 'hits that changed places across the border',
    before: { [ENGINE]: 'HIT a', 'core/src/lib.rs': 'HIT b' },
    after: { [ENGINE]: 'HIT b', 'core/src/lib.rs': 'HIT a' },
    finds: [`${ENGINE}:1 moved`, 'core/src/lib.rs:1 moved'].sort(),
  },
  {
    name: 'a hit that moved, its function renamed',
    before: { [ENGINE]: 'HIT run=read', 'core/src/lib.rs': '' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'HIT load=read' },
    finds: ['core/src/lib.rs:1 moved'],
  },
  {
    name: 'a hit that moved to another crate, its function renamed',
    before: { [ENGINE]: 'HIT run=read' },
    after: { [ENGINE]: '', 'other/src/x.rs': 'HIT load=read' },
    finds: ['other/src/x.rs:1 moved'],
  },
  {
    name: 'a hit whose function was renamed in place',
    before: { [ENGINE]: 'HIT run=read' },
    after: { [ENGINE]: 'HIT load=read' },
    finds: [`${ENGINE}:1 introduced`],
  },
  {
    name: 'another hit elsewhere while one is fixed',
    before: { [ENGINE]: 'HIT run=read', 'core/src/lib.rs': '' },
    after: { [ENGINE]: '', 'core/src/lib.rs': 'HIT load=write' },
    finds: [],
  },
  { name: 'a file that is no Rust', after: { [ENGINE]: '', 'core/src/engine/notes.md': 'HIT a' }, finds: [] },
];

test.each(cases)('$name', async ({ before = {}, after, finds }) => {
  const result = await gate('closure', {
    branch: BRANCHES.close,
    before: { ...crate, ...before },
    after: { ...crate, ...after },
  });
  expect(result.findings.map(({ path, line, status }) => `${path}:${line} ${status}`)).toEqual(finds);
  expect(result.verdict).toBe(finds.length === 0 ? 'pass' : 'fail');
  for (const finding of result.findings)
    expect(words(result)).toContain(`\`${finding.path}:${finding.line}\``);
});

const unjudged: readonly [name: string, after: Files, says: RegExp][] = [
  [
    'a part that does not parse',
    { [ENGINE]: 'fine\nBROKEN' },
    /`core\/src\/engine\/runner\.rs` could not be judged in whole \(line 2\)/u,
  ],
  ['a link in scope', { [ENGINE]: { text: '../lib.rs', mode: '120000' } }, /symbolic link or a submodule/u],
  ['a submodule in scope', { 'core/src/engine/x.rs': { mode: '160000' } }, /symbolic link or a submodule/u],
  ['no file in scope', { 'core/src/lib.rs': '' }, /no Rust file at head: nothing was judged/u],
];

test.each(unjudged)('%s fails', async (_name, after, says) => {
  const files = { ...crate, ...after };
  const result = await gate('closure', { branch: BRANCHES.close, before: files, after: files });
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(says);
});

test('a wave without rules closes nothing', async () => {
  const { programs, ...rest } = programsOf(programWith());
  const bare = programs.map((one) => ({ ...one, waves: { a: { ...one.waves.a!, rules: [] } } }));
  const result = await gate('closure', { branch: BRANCHES.close, programs: { ...rest, programs: bare } });
  expect(result).toMatchObject({
    verdict: 'fail',
    reasons: [{ message: expect.stringMatching(/nothing was judged/u) }],
  });
});

test('a path that the program names and that is gone is told, though others are judged', async () => {
  const rules = `[{ rule: blocking-io-in-async, in: [core/src/a.rs, core/src/gone.rs] }]`;
  const files = { ...crate, 'core/src/a.rs': 'fine' };
  const result = await gate('closure', {
    branch: BRANCHES.close,
    program: programWith({ rules }),
    before: files,
    after: files,
  });
  expect(result.verdict).toBe('pass');
  expect(words(result)).toContain('`core/src/gone.rs`');
});

test('a place that several rules stumble over is told once', async () => {
  const rules = `[{ rule: blocking-io-in-async, in: [core/src/a.rs] }, { rule: regex-compile-in-hot-path, in: [core/src/a.rs] }]`;
  const files = { ...crate, 'core/src/a.rs': 'BROKEN' };
  const result = await gate('closure', {
    branch: BRANCHES.close,
    program: programWith({ rules }),
    before: files,
    after: files,
  });
  expect(result.reasons).toHaveLength(1);
});

test('a moved hit is told with the place where it was', async () => {
  const result = await gate('closure', {
    branch: BRANCHES.close,
    before: { ...crate, [ENGINE]: 'x\nHIT a\nHIT b' },
    after: { ...crate, [ENGINE]: 'x', 'core/src/engine/a.rs': 'HIT a', 'core/src/b.rs': 'HIT b' },
  });
  expect(result.findings.map(({ movedFrom }) => movedFrom)).toEqual([
    { path: ENGINE, line: 3 },
    { path: ENGINE, line: 2 },
  ]);
  expect(words(result)).toContain(`(moved from \`${ENGINE}:2\`, not fixed)`);
  expect(words(result)).toContain(`(moved out of the closed files from \`${ENGINE}:3\`, not fixed)`);
});

test('each rule is judged in its own files', async () => {
  const rules = `[{ rule: blocking-io-in-async, in: [core/src/a.rs] }, { rule: regex-compile-in-hot-path, in: [core/src/b.rs] }]`;
  const files = { ...crate, 'core/src/a.rs': 'HIT a', 'core/src/b.rs': 'HIT b' };
  const result = await gate('closure', {
    branch: BRANCHES.close,
    program: programWith({ rules }),
    before: files,
    after: files,
  });
  expect(result.findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'blocking-io-in-async core/src/a.rs',
    'regex-compile-in-hot-path core/src/b.rs',
  ]);
});

test.each([BRANCHES.freeze, BRANCHES.change])('%s closes nothing yet', async (branch) => {
  const { gates } = await judged({ branch, after: { [ENGINE]: 'HIT a' } });
  expect(gates.map((one) => one.gate)).not.toContain('closure');
});
