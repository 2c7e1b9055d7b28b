import fc from 'fast-check';
import type { History, PastPullRequest } from '../../src/snapshot/facts.js';
import { merged as mergedPull, pull as openPull } from './history.js';
import { gate, judged, words } from './pull-request.js';

/** Waves a to c of three steps; c comes after a alone. */
function program(order = 'waves', after = ''): string {
  const steps = [1, 2, 3]
    .map(
      (step) =>
        `      ${step}: { title: Step ${step}, kind: ${['freeze', 'change', 'close'][step - 1]}, allow: ['**'] }\n`,
    )
    .join('');
  const rules = "    rules: [{ rule: blocking-io-in-async, in: ['core/**'] }]\n";
  const wave = (id: string, more = ''): string =>
    `  ${id}:\n    title: Wave\n${more}${rules}    steps:\n${steps}`;
  return `version: 1
program: w8
title: A program
order: ${order}
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['src/**'] }
waves:
${wave('a')}${wave('b')}${wave('c', after)}`;
}

let number = 0;
const branchOf = (at: string): string => `codex/w8${at[0]}-step${at[1]}-x`;

function pull(at: string, over: Partial<PastPullRequest> = {}): PastPullRequest {
  number += 1;
  return openPull(number, branchOf(at), over);
}

function merged(at: string, over: Partial<PastPullRequest> = {}): PastPullRequest {
  number += 1;
  return mergedPull(number, branchOf(at), over);
}

const REVERT = 'e'.repeat(40);

function order(at: string, pulls: readonly PastPullRequest[] | null, text = program()) {
  const history: History | null = pulls === null ? null : { pullRequests: pulls };
  return gate('order', { branch: branchOf(at), program: text, facts: { history: async () => history } });
}

const all = (...at: readonly string[]): PastPullRequest[] => at.map((one) => merged(one));
const WAVE_A = ['a1', 'a2', 'a3'];

test.each<[string, string, PastPullRequest[]]>([
  ['the first step of the first wave', 'a1', []],
  ['a step whose predecessor is merged', 'a2', all('a1')],
  ['a step whose predecessors are merged', 'a3', all('a1', 'a2')],
  ['the first step of a wave after a whole wave', 'b1', all(...WAVE_A)],
  ['a step of which others are merged or open already', 'a2', [...all('a1', 'a2', 'a3'), pull('a2')]],
  ['a predecessor merged from a fork', 'a2', [merged('a1', { fromFork: true })]],
  ['a predecessor that came with its promotion', 'a2', [merged('a1', { baseBranch: branchOf('a1') })]],
  ['a predecessor merged again after its revert', 'a2', [merged('a1', { revertedBy: REVERT }), merged('a1')]],
  ['a predecessor of which one part is merged and another open', 'a2', [merged('a1'), pull('a1')]],
])('%s passes', async (_, at, pulls) => {
  expect((await order(at, pulls)).verdict).toBe('pass');
});

test.each<[string, string, PastPullRequest[], RegExp]>([
  ['nothing merged', 'a2', [], /w8a step 1 is not merged, and no pull request of it is open/],
  ['a predecessor that is open', 'a2', [pull('a1')], /w8a step 1 is not merged yet: `#\d+` is open/],
  [
    'a predecessor closed without a merge',
    'a2',
    [pull('a1', { state: 'closed' })],
    /no pull request of it is open/,
  ],
  ['a step skipped', 'a3', all('a1'), /w8a step 2 is not merged/],
  ['a wave skipped', 'b1', all('a1', 'a2'), /w8a step 3 is not merged/],
  [
    'a predecessor merged into another branch',
    'a2',
    [merged('a1', { inDefaultBranch: false, baseBranch: 'codex/w8a-step1-base' })],
    /merged by `#\d+` into `codex\/w8a-step1-base` and has not reached `main`.*w8 promote/,
  ],
  [
    'a predecessor reverted',
    'a2',
    [merged('a1', { revertedBy: REVERT })],
    /merged by `#\d+` and reverted by `eeeeeeeeeeee`/,
  ],
  [
    'a pull request of a fork that only calls itself so',
    'a2',
    [pull('a1', { fromFork: true })],
    /no pull request of it/,
  ],
  [
    'a merge of the same step in another wave',
    'b2',
    [...all(...WAVE_A), merged('c1')],
    /w8b step 1 is not merged/,
  ],
])('%s fails', async (_, at, pulls, reason) => {
  const result = await order(at, pulls);
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(reason);
  expect(result.reasons.every(({ next }) => next !== undefined)).toBe(true);
});

test('each missing step is named once, in order, with a link to its open pull request', async () => {
  const open = pull('a2');
  const { reasons } = await order('b2', [merged('a1'), open]);
  expect(reasons.map(({ message }) => message.slice(0, 10))).toEqual([
    'w8a step 2',
    'w8a step 3',
    'w8b step 1',
  ]);
  expect(reasons[0]!.link).toEqual({ text: `#${open.number}`, url: open.url });
  expect(reasons[0]!.message).toContain(`\`#${open.number}\``);
});

test('a waiver of a missing step holds while that step goes from no pull request to an open one', async () => {
  const [none, open] = [await order('a2', []), await order('a2', [pull('a1')])];
  expect(none.failures!.map(({ key }) => key)).toEqual(open.failures!.map(({ key }) => key));
});

describe('what comes before', () => {
  test.each([
    ['steps', 'b1', 'pass'],
    ['steps', 'b2', 'fail'],
    ['waves', 'b1', 'fail'],
  ])('order: %s, %s', async (how, at, verdict) => {
    expect((await order(at, [], program(how))).verdict).toBe(verdict);
  });

  test('none: the gate is not asked', async () => {
    const { gates } = await judged({ branch: branchOf('b2'), program: program('none') });
    expect(gates.map(({ gate: id }) => id)).not.toContain('order');
  });

  test.each(['waves', 'steps', 'none'])(
    '`after` names the waves that must be done, order: %s',
    async (how) => {
      const text = program(how, '    after: [a]\n');
      expect((await order('c1', all(...WAVE_A), text)).verdict).toBe('pass');
      const missing = await order('c1', all('a1', 'a2', 'b1', 'b2', 'b3'), text);
      expect(missing.verdict).toBe('fail');
      expect(words(missing)).not.toMatch(/w8b/);
    },
  );
});

test('without history it is skipped, and says where the facts are', async () => {
  const result = await order('a2', null);
  expect(result.verdict).toBe('skip');
  expect(words(result)).toMatch(/--history/);
});

test('the first step needs no history', async () => {
  expect((await order('a1', null)).verdict).toBe('pass');
});

test('passing it tells what is still open or was reverted of the steps before', async () => {
  const pulls = [merged('a1'), pull('a1'), merged('a1', { revertedBy: REVERT })];
  const { reasons } = await order('a2', pulls);
  expect(words({ reasons } as never)).toMatch(/is still open.*\n.*was reverted by `e+`/);
});

test('the order in which pull requests are told does not matter', async () => {
  const pulls = [merged('a1'), merged('a1', { revertedBy: REVERT }), pull('a2'), merged('a3'), pull('b1')];
  const expected = await order('c1', pulls);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(pulls, { minLength: pulls.length }), async (shuffled) => {
      expect(await order('c1', shuffled)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
