import type { PastPullRequest } from '../../src/snapshot/facts.js';
import { historyOf, merged, pull } from './history.js';
import { gate, words } from './pull-request.js';

const PROGRAM = `version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['src/**'] }
waves:
${['a', 'b']
  .map(
    (id) => `  ${id}:
    title: Wave
    steps:
      1: { title: One, kind: freeze, allow: ['**'] }
      2: { title: Two, kind: change, allow: ['**'] }
`,
  )
  .join('')}`;

const STEP1 = 'codex/w8a-step1-x';
const STEP2 = 'codex/w8a-step2-x';

function promotion(baseBranch: string, pulls: readonly PastPullRequest[] | null, branch = STEP2) {
  const facts = { history: pulls === null ? async () => null : historyOf(...pulls) };
  return gate('promotion', { branch, program: PROGRAM, facts, subject: { baseBranch } });
}

test('what goes to the default branch itself passes', async () => {
  expect((await promotion('main', [])).verdict).toBe('pass');
});

test('what was merged into the branch of another step is told, as it is not judged by that', async () => {
  const other = 'codex/w8b-step1-x';
  const into = { baseBranch: STEP2, inDefaultBranch: false };
  const result = await promotion('main', [
    merged(1, other, into),
    merged(2, 'codex/w8a-step2-part', into),
    merged(3, other, { ...into, inDefaultBranch: true }),
    pull(4, other, { baseBranch: STEP2 }),
    merged(5, other, { baseBranch: STEP1 }),
  ]);
  expect(result.verdict).toBe('pass');
  expect(result.reasons.slice(1)).toMatchObject([
    { link: { text: '#1' }, message: expect.stringContaining('of w8b step 1 along') },
  ]);
});

test('who waits on the branch of another step is told which one to merge first', async () => {
  expect(words(await promotion(STEP1, []))).toMatch(/Merge that one first/);
  expect(words(await promotion('codex/w8a-step2-part', []))).not.toMatch(/Merge that one first/);
});

test.each<[string, PastPullRequest[]]>([
  ['an open promotion of the base', [pull(1, STEP1)]],
  ['a merged promotion of the base', [merged(1, STEP1)]],
  ['an open promotion of this branch', [pull(1, STEP2)]],
  ['a merged promotion of this branch', [merged(1, STEP2)]],
])('%s passes', async (_, pulls) => {
  const result = await promotion(STEP1, pulls);
  expect(result.verdict).toBe('pass');
  expect(result.reasons[0]!.link).toEqual({ text: '#1', url: 'https://github.com/o/r/pull/1' });
});

test('a promotion that was merged already is said to bring no more', async () => {
  expect(words(await promotion(STEP1, [merged(1, STEP1)]))).toMatch(/another promotion/);
});

test.each<[string, PastPullRequest[]]>([
  ['none', []],
  ['one that was closed', [pull(1, STEP1, { state: 'closed' })]],
  ['one to another branch', [pull(1, STEP1, { baseBranch: 'codex/w8a-step1-y' })]],
  ['one of a fork', [pull(1, STEP1, { fromFork: true })]],
  ['one of another branch', [pull(1, 'codex/w8a-step1-y')]],
  ['this pull request itself', [pull(1, STEP2, { baseBranch: STEP1 })]],
])('with %s it waits and says how to make it', async (_, pulls) => {
  const result = await promotion(STEP1, pulls);
  expect(result.verdict).toBe('wait');
  expect(words(result)).toMatch(/`\/w8 promote`/);
});

test.each<[string, string, RegExp]>([
  ['an ordinary branch', 'develop', /neither `main` nor a branch of w8/],
  ['a near miss', 'codex/w8a-step7-x', /neither `main` nor a branch of w8/],
  ['a later step', 'codex/w8b-step1-x', /w8b step 1, which comes after w8a step 2/],
])('a stack on %s fails, with and without history', async (_, base, reason) => {
  for (const pulls of [[pull(1, base)], null]) {
    const result = await promotion(base, pulls);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(reason);
  }
});

test('parts of one step may be stacked', async () => {
  const base = 'codex/w8a-step2-first-part';
  expect((await promotion(base, [pull(1, base)])).verdict).toBe('pass');
});

test.each([STEP1, 'main'])('without history a pull request to %s is not judged', async (base) => {
  expect(await promotion(base, null)).toMatchObject({ verdict: 'skip' });
});
