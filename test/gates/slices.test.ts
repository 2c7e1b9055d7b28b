import fc from 'fast-check';
import type { CommitFacts } from '../../src/snapshot/facts.js';
import { changesBetween } from '../../src/snapshot/tree.js';
import { type Files, gate, judged, treeOf, words } from './pull-request.js';

const BRANCH = 'codex/w8a-step2-x';

function program(step: string): string {
  return `version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['src/**'] }
waves:
  a:
    title: Wave
    steps:
      2: { title: Change, kind: change, allow: ['**'], ${step} }
`;
}

const SLICES = `slices: [${[
  '{ title: Data shape, paths: [src/shape.rs] }',
  "{ title: Loader, paths: ['src/loader/**'] }",
  '{ title: Kernel, paths: [src/kernel.rs, src/both.rs] }',
  '{ title: Tests, paths: [src/both.rs] }',
].join(', ')}]`;

let serial = 0;

function commit(...paths: readonly string[]): CommitFacts {
  serial += 1;
  const sha = `${serial}`.padStart(40, '0');
  const changes = changesBetween(new Map(), treeOf(Object.fromEntries(paths.map((path) => [path, sha]))));
  return { sha, parents: [], title: `change ${paths.join(' ')}`, changes };
}

function slices(commits: readonly CommitFacts[] | null, step = SLICES) {
  const facts = { commits: async () => commits };
  return gate('slices', { branch: BRANCH, program: program(step), facts });
}

test.each(['freeze', 'close'])('a %s that asks for slices is held to them, too', async (kind) => {
  const asking = program(SLICES).replace('kind: change', `kind: ${kind}`);
  const text = asking.replace('    steps:', '    patterns: [{ exists: [a] }]\n    steps:');
  const judge = async (...commits: CommitFacts[]) =>
    (await gate('slices', { branch: BRANCH, program: text, facts: { commits: async () => commits } }))
      .verdict;
  expect(await judge(commit('src/shape.rs', 'src/kernel.rs'))).toBe('fail');
  expect(await judge(commit('src/shape.rs'), commit('src/kernel.rs'))).toBe('pass');
});

test.each<[string, CommitFacts[]]>([
  ['no commit', []],
  ['one slice', [commit('src/shape.rs')]],
  [
    'all slices in order',
    [commit('src/shape.rs'), commit('src/loader/a.rs'), commit('src/kernel.rs'), commit('src/both.rs')],
  ],
  ['several commits of a slice', [commit('src/loader/a.rs'), commit('src/loader/b.rs', 'src/loader/a.rs')]],
  ['a slice left out', [commit('src/shape.rs'), commit('src/kernel.rs')]],
  [
    'documents with any commit',
    [commit('src/kernel.rs', 'docs/a.md'), commit('docs/b.md'), commit('src/kernel.rs')],
  ],
  ['a path of two slices, taken for the earlier', [commit('src/both.rs'), commit('src/kernel.rs')]],
  [
    'a path of two slices, taken for the later',
    [commit('src/both.rs'), commit('src/kernel.rs'), commit('src/both.rs')],
  ],
])('%s passes', async (_, commits) => {
  expect(await slices(commits)).toMatchObject({ verdict: 'pass' });
});

test.each<[string, CommitFacts[], RegExp]>([
  [
    'a commit of two slices',
    [commit('src/shape.rs', 'src/kernel.rs')],
    /touches more than one slice: `src\/kernel\.rs` of slice 3 \(Kernel\), `src\/shape\.rs` of slice 1 \(Data shape\)/,
  ],
  [
    'slices out of order',
    [commit('src/kernel.rs'), commit('src/shape.rs')],
    /is of slice 1 \(Data shape\) and comes after .* of slice 3 \(Kernel\)/,
  ],
  [
    'a late repair of an earlier slice',
    [commit('src/shape.rs'), commit('src/loader/a.rs'), commit('src/shape.rs')],
    /after/,
  ],
])('%s fails', async (_, commits, reason) => {
  const result = await slices(commits);
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(reason);
  expect(words(result)).toMatch(/git rebase -i/);
});

test('both paths of a rename count', async () => {
  const before = treeOf({ 'src/shape.rs': 'x' });
  const after = treeOf({ 'src/kernel.rs': 'x' });
  const moved = { ...commit(), changes: changesBetween(before, after) };
  expect((await slices([moved])).verdict).toBe('fail');
});

test('what is in no slice is named', async () => {
  expect(words(await slices([commit('src/shape.rs', 'docs/a.md', 'src/other.rs')]))).toMatch(
    /In no slice.*`docs\/a\.md`, `src\/other\.rs`/,
  );
});

test('a title cannot end the code that it stands in', async () => {
  const odd = { ...commit('src/shape.rs', 'src/kernel.rs'), title: 'a ` b' };
  expect(words(await slices([odd]))).toContain("(`a ' b`)");
});

test('commits that are not known are not judged', async () => {
  expect(await slices(null)).toMatchObject({ verdict: 'skip' });
});

test('without slices and budget the gate is not asked', async () => {
  const { gates } = await judged({ branch: BRANCH, program: program('') });
  expect(gates.map(({ gate: id }) => id)).not.toContain('slices');
});

test('an order that can be kept is found, whichever slices share paths', async () => {
  const paths = ['src/shape.rs', 'src/loader/a.rs', 'src/kernel.rs', 'src/both.rs'];
  const of = new Map([
    ['src/shape.rs', [1]],
    ['src/loader/a.rs', [2]],
    ['src/kernel.rs', [3]],
    ['src/both.rs', [3, 4]],
  ]);
  const isPossible = (list: readonly string[], from = 1): boolean =>
    list.length === 0 || of.get(list[0]!)!.some((slice) => slice >= from && isPossible(list.slice(1), slice));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...paths), { maxLength: 5 }), async (list) => {
      const { verdict } = await slices(list.map((path) => commit(path)));
      expect(verdict).toBe(isPossible(list) ? 'pass' : 'fail');
    }),
    { numRuns: 60 },
  );
});

describe('the budget', () => {
  const budget = (limits: string, before: Files, after: Files, more = '') =>
    gate('slices', { branch: BRANCH, program: program(`budget: { ${limits} }${more}`), before, after });
  const lines = (number: number, from = 0): string =>
    Array.from({ length: number }, (_, index) => `line ${from + index}\n`).join('');

  test.each([
    [2, 'pass'],
    [3, 'fail'],
  ])('of two files: %i', async (number, verdict) => {
    const files = Object.fromEntries(Array.from({ length: number }, (_, index) => [`f${index}`, `${index}`]));
    expect((await budget('files: 2', {}, files)).verdict).toBe(verdict);
  });

  test.each<[string, Files, Files, number]>([
    ['a new file', {}, { a: lines(10) }, 10],
    ['a removed file', { a: lines(10) }, {}, 10],
    ['changed lines, both ways', { a: lines(10) }, { a: lines(4) + lines(6, 100) }, 12],
    ['a renamed file', { a: lines(10) }, { b: lines(10) }, 0],
    ['a mode', { a: lines(10) }, { a: { text: lines(10), mode: '100755' } }, 0],
    ['a line end that is gone', { a: 'x\ny\n' }, { a: 'x\ny' }, 2],
    ['carriage returns', { a: 'x\ny\n' }, { a: 'x\r\ny\n' }, 2],
    ['a binary file', {}, { a: { bytes: Buffer.from('a\0b\nc\n') } }, 0],
    ['an empty file', {}, { a: '' }, 0],
    ['a symbolic link', {}, { a: { text: 'b', mode: '120000' } }, 0],
    [
      'text that is no UTF-8',
      { a: { bytes: Buffer.from([0xe9, 10]) } },
      { a: { bytes: Buffer.from([0xe8, 10]) } },
      2,
    ],
  ])('counts %s', async (_, before, after, expected) => {
    const at = (limit: number) => budget(`lines: ${limit}`, before, after);
    if (expected > 0) expect((await at(Math.max(1, expected))).verdict).toBe('pass');
    if (expected > 1) expect((await at(expected - 1)).verdict).toBe('fail');
    expect(words(await at(1_000))).toContain(`${expected} line`);
  });

  test('counts the fewest lines that turn one text into the other', async () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', '\n', 'a', 'ab\n'), { maxLength: 8 });
    const around = fc.constantFrom('', lines(3), lines(300));
    await fc.assert(
      fc.asyncProperty(text, text, around, around, async (left, right, ahead, behind) => {
        const [before, after] = [left, right].map((text) => ahead + text.join('') + behind) as [
          string,
          string,
        ];
        const expected = fewest(linesIn(before), linesIn(after));
        const result = await budget('lines: 1000', { a: before, k: 'k' }, { a: after, k: 'k' });
        expect(words(result)).toContain(` and ${expected} line`);
      }),
      { numRuns: 80 },
    );
  });

  test('a change too large to count in full is over it', async () => {
    const result = await budget('lines: 10', { a: lines(3_000) }, { a: lines(3_000, 10_000) });
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(/more than 2000 lines, and the step's budget is 10 lines/);
  });

  test('a file too large to read is over it, and nobody can waive what was not counted', async () => {
    const huge = { text: '', bytes: Buffer.alloc(8 * 1024 * 1024 + 1, 'a') };
    const result = await budget('lines: 10', {}, { a: huge });
    expect(result).toMatchObject({ verdict: 'fail', failures: [{ waivable: false }] });
  });

  test('is judged also where the commits are not known', async () => {
    const result = await budget('files: 1', {}, { a: 'a', b: 'b' }, `, ${SLICES}`);
    expect(result.verdict).toBe('fail');
  });
});

function linesIn(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** By the table of all beginnings of the two. */
function fewest(before: readonly string[], after: readonly string[]): number {
  let row = Array.from({ length: after.length + 1 }, (_, index) => index);
  for (const [index, line] of before.entries()) {
    const next = [index + 1];
    for (const [column, other] of after.entries()) {
      next.push(line === other ? row[column]! : 1 + Math.min(row[column + 1]!, next[column]!));
    }
    row = next;
  }
  return row.at(-1)!;
}
