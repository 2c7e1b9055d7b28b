import { BRANCHES, type Files, gate, programWith, words } from './pull-request.js';

const ENGINE = 'core/src/engine/runner.rs';
const HASH = 'core/src/engine/hash.rs';
const LIB = 'core/src/lib.rs';

const cases: readonly { name: string; before: Files; after: Files; finds: readonly string[] }[] = [
  { name: 'nothing changed', before: { [ENGINE]: 'HIT a' }, after: { [ENGINE]: 'HIT a' }, finds: [] },
  { name: 'a hit moved down', before: { [ENGINE]: 'HIT a' }, after: { [ENGINE]: '\n\nHIT a' }, finds: [] },
  { name: 'a hit fixed', before: { [ENGINE]: 'HIT a' }, after: { [ENGINE]: '' }, finds: [] },
  {
    name: 'a new hit',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: 'HIT a\nHIT b' },
    finds: [`${ENGINE}:2 introduced`],
  },
  {
    name: 'one fixed, a new one brought',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: 'HIT b' },
    finds: [`${ENGINE}:1 introduced`],
  },
  {
    name: 'two fixed, a new one elsewhere',
    before: { [ENGINE]: 'HIT a\nHIT b', [LIB]: '' },
    after: { [ENGINE]: '', [LIB]: 'HIT c' },
    finds: [`${LIB}:1 introduced`],
  },
  {
    name: 'a second hit like the first',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: 'HIT a\nHIT a' },
    finds: [`${ENGINE}:2 introduced`],
  },
  {
    name: 'a hit moved within the scope',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', [HASH]: 'HIT a' },
    finds: [],
  },
  {
    name: 'a hit moved out of scope',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', [LIB]: 'HIT a' },
    finds: [`${LIB}:1 moved`],
  },
  {
    name: 'a hit moved into scope',
    before: { [ENGINE]: '', [LIB]: 'HIT a' },
    after: { [ENGINE]: 'HIT a', [LIB]: '' },
    finds: [`${ENGINE}:1 moved`],
  },
  {
    name: 'a hit moved between files out of scope',
    before: { [LIB]: 'HIT a', 'core/src/b.rs': '' },
    after: { [LIB]: '', 'core/src/b.rs': 'HIT a' },
    finds: [],
  },
  {
    name: 'a file renamed out of scope',
    before: { [ENGINE]: 'HIT a' },
    after: { 'core/src/r.rs': 'HIT a' },
    finds: ['core/src/r.rs:1 moved'],
  },
  {
    name: 'an old hit in an unchanged file out of scope',
    before: { [LIB]: 'HIT a' },
    after: { [LIB]: 'HIT a', [ENGINE]: '' },
    finds: [],
  },
  {
    name: 'a new file out of scope with a hit',
    before: {},
    after: { 'other/src/x.rs': 'HIT a' },
    finds: ['other/src/x.rs:1 introduced'],
  },
  {
    name: 'a hit moved to another crate',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', 'other/src/x.rs': 'HIT a' },
    finds: ['other/src/x.rs:1 moved'],
  },
  {
    name: 'a hit moved out of scope, its function renamed',
    before: { [ENGINE]: 'HIT run=read', [LIB]: '' },
    after: { [ENGINE]: '', [LIB]: 'HIT load=read' },
    finds: [`${LIB}:1 moved`],
  },
  {
    name: 'a hit moved within the scope, its function renamed: it may be another',
    before: { [ENGINE]: 'HIT run=read' },
    after: { [ENGINE]: '', [HASH]: 'HIT load=read' },
    finds: [`${HASH}:1 moved`],
  },
  {
    name: 'a hit moved within the scope and copied as it did',
    before: { [ENGINE]: 'HIT a' },
    after: { [ENGINE]: '', [HASH]: 'HIT a', 'core/src/engine/x.rs': 'HIT a' },
    finds: ['core/src/engine/x.rs:1 introduced'],
  },
  { name: 'hits in what is no Rust', before: {}, after: { 'core/src/engine/x.md': 'HIT a' }, finds: [] },
];

test.each(cases)('$name', async ({ before, after, finds }) => {
  const result = await gate('drift', { branch: BRANCHES.change, before, after });
  expect(result.findings.map(({ path, line, status }) => `${path}:${line} ${status}`)).toEqual(finds);
  expect(result.verdict).toBe(finds.length === 0 ? 'pass' : 'fail');
});

test('what cannot be judged fails where the pull request changed it, and only there', async () => {
  const broken = { [ENGINE]: 'BROKEN' };
  const changed = await gate('drift', { branch: BRANCHES.change, before: { [ENGINE]: '' }, after: broken });
  expect(changed.verdict).toBe('fail');
  expect(words(changed)).toMatch(/could not be judged/u);
  const unchanged = await gate('drift', {
    branch: BRANCHES.change,
    before: broken,
    after: { ...broken, [LIB]: '' },
  });
  expect(unchanged.verdict).toBe('pass');
});

test('a file in scope that becomes a link fails', async () => {
  const after = { [ENGINE]: { text: '../lib.rs', mode: '120000' } };
  const result = await gate('drift', { branch: BRANCHES.change, before: { [ENGINE]: 'HIT a' }, after });
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/symbolic link/u);
});

test('what moved is told: from where, and how many within the scope', async () => {
  const before = { [ENGINE]: 'HIT a\nHIT b', [LIB]: '' };
  const out = { [ENGINE]: 'HIT a', [LIB]: 'HIT b' };
  const failed = await gate('drift', { branch: BRANCHES.change, before, after: out });
  expect(words(failed)).toContain(`a hit outside its files that only moved, from \`${ENGINE}:2\``);
  const within = { [ENGINE]: 'HIT a', [HASH]: 'HIT b', [LIB]: '' };
  const passed = await gate('drift', { branch: BRANCHES.change, before, after: within });
  expect(words(passed)).toMatch(/2 at head, 1 of them moved within it\./u);
});

test('a pass tells the counts at both ends', async () => {
  const result = await gate('drift', {
    branch: BRANCHES.change,
    before: { [ENGINE]: 'HIT a\nHIT b' },
    after: { [ENGINE]: 'HIT a' },
  });
  expect(result.reasons).toEqual([
    { message: '`blocking-io-in-async`: 2 hits in scope at the merge base, 1 at head.' },
  ]);
});

describe('counted patterns', () => {
  const program = programWith({ rules: '[]' }).replace(
    'production:',
    () => "patterns: [{ no-increase: 'unwrap\\(', in: ['core/**'], why: It panics. }]\nproduction:",
  );

  test.each<[string, Files, Files, string[]]>([
    ['as many', { [ENGINE]: 'a.unwrap()' }, { [ENGINE]: 'b.unwrap()' }, []],
    ['one more', { [ENGINE]: 'a.unwrap()' }, { [ENGINE]: 'a.unwrap()\nb.unwrap()' }, [`${ENGINE}:2`]],
    ['one more in a comment', { [ENGINE]: '' }, { [ENGINE]: '// a.unwrap()' }, []],
    ['a new file', {}, { [LIB]: 'a.unwrap()' }, [`${LIB}:1`]],
    ['one that moves', { [ENGINE]: 'a.unwrap()', [LIB]: '' }, { [ENGINE]: '', [LIB]: 'a.unwrap()' }, []],
  ])('%s', async (_name, before, after, finds) => {
    const result = await gate('drift', { branch: BRANCHES.change, program, before, after });
    expect(result.reasons.flatMap(({ path, line }) => (path === undefined ? [] : `${path}:${line}`))).toEqual(
      finds,
    );
    expect(result.verdict).toBe(finds.length === 0 ? 'pass' : 'fail');
    expect(words(result)).toMatch(
      finds.length === 0
        ? /`unwrap\\\(` stands no more often in/u
        : /1 time more .* It panics\. Take it out/u,
    );
  });

  test('stand beside the rules', async () => {
    const both = program.replace(
      'rules: []',
      "rules: [{ rule: blocking-io-in-async, in: ['core/src/engine/**'] }]",
    );
    const result = await gate('drift', {
      branch: BRANCHES.change,
      program: both,
      after: { [ENGINE]: 'HIT a', [LIB]: 'a.unwrap()' },
    });
    expect(result.reasons.map(({ path }) => path)).toEqual([ENGINE, LIB]);
  });

  test('a wave without rules and patterns has nothing to watch', async () => {
    const result = await gate('drift', {
      branch: BRANCHES.change,
      program: programWith({ rules: '[]' }).replace('kind: close', 'kind: change'),
    });
    expect(result).toMatchObject({ verdict: 'pass' });
    expect(words(result)).toMatch(/no rules and no counted patterns/u);
  });
});
