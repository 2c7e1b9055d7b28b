import fc from 'fast-check';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import { headline } from '../../src/evaluate/headline.js';
import { digestOf, failuresUnder, isOver, untilWords } from '../../src/evaluate/waivers.js';
import type { Failure, GateResult } from '../../src/gates/gate.js';
import type { Waiver } from '../../src/snapshot/facts.js';
import { BRANCHES, type Files, type Given, judged, programWith } from '../gates/pull-request.js';

const ENGINE = 'core/src/engine/a.rs';
const RULE = 'blocking-io-in-async';
const NARROW = programWith({ allow: ["'core/**'"] });

/** A change that fails drift and scope, and nothing else of what is looked at here. */
const CHANGE: Given = {
  branch: BRANCHES.change,
  program: NARROW,
  before: { [ENGINE]: 'fine' },
  after: { [ENGINE]: 'fine\nHIT a', 'outside.txt': 'x' },
};

function resultOf(evaluation: Evaluation, gate: string): GateResult {
  const found = evaluation.gates.find((one) => one.gate === gate);
  if (found === undefined) throw new Error(`${gate} was not asked`);
  return found;
}

/** A waiver of what fails under a target in a pull request, as the command would give it. */
async function waiverOf(target: string, given: Given, change: Partial<Waiver> = {}): Promise<Waiver> {
  const { gates, headSha } = await judged(given);
  const failures = gates.flatMap(({ gate, failures = [] }) => failuresUnder(target, gate, failures));
  expect(failures).not.toEqual([]);
  return {
    target,
    digest: digestOf(failures),
    by: 'mara',
    reason: 'It is only a test.',
    headSha,
    until: null,
    url: 'https://github.com/acme/widgets/pull/7#issuecomment-1',
    ...change,
  };
}

const judgedWith = (given: Given, ...waivers: Waiver[]): Promise<Evaluation> =>
  judged({ ...given, facts: { ...given.facts, waivers: async () => waivers } });

test('the headline does not hide that a gate is waived', async () => {
  const given = { ...CHANGE, after: { [ENGINE]: 'fine', 'outside.txt': 'x' } };
  const evaluation = await judgedWith(given, await waiverOf('scope', given));
  expect(headline(evaluation)).toMatch(/^w8a step 2: all \d gates pass, 1 waived$/u);
});

test('a file that must not change is waived as it is', async () => {
  const program = NARROW.replace(
    '    rules:',
    '    patterns: [{ unchanged: [core/frozen.txt] }]\n    rules:',
  );
  const before = { 'core/frozen.txt': 'a' };
  const given = { branch: BRANCHES.change, program, before, after: { 'core/frozen.txt': 'b' } };
  const waiver = await waiverOf('patterns', given);
  expect(resultOf(await judgedWith(given, waiver), 'patterns').verdict).toBe('pass');
  const more = { ...given, after: { 'core/frozen.txt': 'c' } };
  expect(resultOf(await judgedWith(more, waiver), 'patterns').verdict).toBe('fail');
});

describe('a waived gate', () => {
  test('passes, and says by whom, why and what', async () => {
    const waiver = await waiverOf('scope', CHANGE);
    const scope = resultOf(await judgedWith(CHANGE, waiver), 'scope');
    expect(scope).toMatchObject({ verdict: 'pass', waivers: [waiver] });
    const [first, second] = scope.reasons.map(({ message }) => message);
    expect(first).toBe('`scope` is waived by `mara` at `aaaaaaaaaa`: It is only a test.');
    expect(second).toMatch(/^Waived: .*`outside\.txt` was added/u);
    expect(scope.reasons.every(({ next }) => next === undefined)).toBe(true);
  });

  test('leaves the other gates as they are', async () => {
    const evaluation = await judgedWith(CHANGE, await waiverOf('scope', CHANGE));
    expect(resultOf(evaluation, 'drift')).toMatchObject({ verdict: 'fail' });
    expect(resultOf(evaluation, 'drift').waivers).toBeUndefined();
    expect(evaluation.conclusion).toBe('failure');
  });

  test('counts as met for the gates after it', async () => {
    const on: Given = {
      ...CHANGE,
      after: { [ENGINE]: 'fine', 'outside.txt': 'x' },
      facts: { autoMerge: async () => ({ method: 'squash', by: 'mara' }) },
    };
    expect(resultOf(await judged(on), 'auto-merge').verdict).toBe('fail');
    const waived = await judgedWith(on, await waiverOf('scope', on));
    expect(resultOf(waived, 'auto-merge').verdict).toBe('pass');
  });
});

describe('a waiver', () => {
  test.each<[string, string, Given]>([
    ['of a gate', 'scope', CHANGE],
    ['of a gate of rules', 'drift', CHANGE],
    ['of a rule', RULE, CHANGE],
    ['of a finding', `${RULE}:a`, CHANGE],
    ['of a rule that closes', RULE, { ...CHANGE, branch: BRANCHES.close }],
  ])('%s takes its failures away', async (_, target, given) => {
    const evaluation = await judgedWith(given, await waiverOf(target, given));
    const gates = evaluation.gates.filter(({ waivers = [] }) => waivers.length > 0);
    expect(gates.map(({ verdict }) => verdict)).toEqual(['pass']);
  });

  test.each<[string, string, Files]>([
    ['lines move', 'drift', { [ENGINE]: 'fine\n\n\n\nHIT a', 'outside.txt': 'x' }],
    ['lines move', RULE, { [ENGINE]: '\n\nHIT a\nfine', 'outside.txt': 'x' }],
    ['another file changes', 'scope', { [ENGINE]: 'HIT a\nmore', 'outside.txt': 'x' }],
    ['another gate has more', 'scope', { [ENGINE]: 'HIT a\nHIT b', 'outside.txt': 'x' }],
  ])('holds while %s (%s)', async (_, target, after) => {
    const evaluation = await judgedWith({ ...CHANGE, after }, await waiverOf(target, CHANGE));
    expect(resultOf(evaluation, target === 'scope' ? 'scope' : 'drift').verdict).toBe('pass');
  });

  test.each<[string, string, Files]>([
    ['another hit of the rule comes up', 'drift', { [ENGINE]: 'HIT a\nHIT b', 'outside.txt': 'x' }],
    ['another hit of the rule comes up', RULE, { [ENGINE]: 'HIT a\nHIT b', 'outside.txt': 'x' }],
    ['the hit is replaced by another', RULE, { [ENGINE]: 'HIT b', 'outside.txt': 'x' }],
    ['the same hit is copied elsewhere', RULE, { [ENGINE]: 'HIT a', 'core/src/engine/b.rs': 'HIT a' }],
    ['a file cannot be judged', 'drift', { [ENGINE]: 'HIT a\nBROKEN', 'outside.txt': 'x' }],
    ['another path is out of scope', 'scope', { [ENGINE]: 'HIT a', 'outside.txt': 'x', 'other.txt': 'x' }],
    ['the file out of scope changes', 'scope', { [ENGINE]: 'HIT a', 'outside.txt': 'y' }],
    ['its mode changes', 'scope', { [ENGINE]: 'HIT a', 'outside.txt': { text: 'x', mode: '100755' } }],
  ])('ends when %s (%s)', async (_, target, after) => {
    const waiver = await waiverOf(target, CHANGE);
    const result = resultOf(
      await judgedWith({ ...CHANGE, after }, waiver),
      target === 'scope' ? 'scope' : 'drift',
    );
    expect(result).toMatchObject({ verdict: 'fail' });
    expect(result.waivers).toBeUndefined();
  });

  test('that ended says so, and what to do', async () => {
    const after = { [ENGINE]: 'HIT a\nHIT b', 'outside.txt': 'x' };
    const { reasons } = resultOf(
      await judgedWith({ ...CHANGE, after }, await waiverOf(RULE, CHANGE)),
      'drift',
    );
    expect(reasons).toHaveLength(3);
    expect(reasons.at(-1)).toMatchObject({
      message: `The waiver of \`${RULE}\` by \`mara\` has ended: something fails that it was not given for.`,
      next: expect.stringContaining('waive it again'),
    });
  });

  test('holds for the rest when a part is mended', async () => {
    const two = { ...CHANGE, after: { [ENGINE]: 'HIT a\nHIT b' } };
    const one = { ...CHANGE, after: { [ENGINE]: 'HIT b' } };
    expect(resultOf(await judgedWith(one, await waiverOf(RULE, two)), 'drift').verdict).toBe('pass');
  });

  test('of one rule leaves the reasons of others', async () => {
    const program = programWith({
      allow: ["'core/**'"],
      rules: `[{ rule: ${RULE}, in: ['core/src/engine/**'] }, { rule: regex-compile-in-hot-path, in: ['core/src/engine/**'] }]`,
    });
    const given = { ...CHANGE, program };
    const drift = resultOf(await judgedWith(given, await waiverOf(RULE, given)), 'drift');
    expect(drift.verdict).toBe('fail');
    expect(drift.reasons[0]?.message).toContain('regex-compile-in-hot-path');
    expect(drift.reasons.filter(({ finding }) => finding?.rule === RULE)).toEqual([]);
    expect(drift.findings.map(({ rule, waivedBy }) => [rule, waivedBy])).toEqual([
      [RULE, 'mara'],
      ['regex-compile-in-hot-path', undefined],
    ]);
  });

  test('of a rule and one of the gate add up', async () => {
    const given = { ...CHANGE, after: { [ENGINE]: 'HIT a\nHIT b' } };
    const finding = await waiverOf(`${RULE}:a`, given);
    const gateOnly = await waiverOf('drift', { ...given, after: { [ENGINE]: 'HIT b' } });
    expect(resultOf(await judgedWith(given, gateOnly), 'drift').verdict).toBe('fail');
    expect(resultOf(await judgedWith(given, gateOnly, finding), 'drift')).toMatchObject({
      verdict: 'pass',
      waivers: expect.arrayContaining([gateOnly, finding]),
    });
  });

  test.each([
    ['2026-02-18T12:00:00.001Z', 'pass'],
    ['2026-02-18T12:00:00.000Z', 'fail'],
    ['2026-02-18T11:59:59.999Z', 'fail'],
    ['someday', 'fail'],
  ])('until %s: %s', async (until, verdict) => {
    const waiver = await waiverOf('scope', CHANGE, { until });
    const scope = resultOf(await judgedWith(CHANGE, waiver), 'scope');
    expect(scope.verdict).toBe(verdict);
    expect(scope.until).toBe(verdict === 'pass' ? until : undefined);
    if (verdict === 'fail') expect(scope.reasons.at(-1)?.message).toContain('has expired');
  });

  test('never covers what could not be judged', async () => {
    const given = { ...CHANGE, after: { [ENGINE]: 'BROKEN' } };
    const waiver = await waiverOf('drift', given);
    expect(resultOf(await judgedWith(given, waiver), 'drift').verdict).toBe('fail');
  });

  test('never covers what the list has no room for', async () => {
    const paths = Array.from({ length: 101 }, (_, n) => [`out/${n}.txt`, 'x'] as const);
    const given = { ...CHANGE, after: { [ENGINE]: 'fine', ...Object.fromEntries(paths) } };
    const scope = resultOf(await judgedWith(given, await waiverOf('scope', given)), 'scope');
    expect(scope.verdict).toBe('fail');
    const hundred = { ...CHANGE, after: { [ENGINE]: 'fine', ...Object.fromEntries(paths.slice(1)) } };
    const other = resultOf(await judgedWith(hundred, await waiverOf('scope', hundred)), 'scope');
    expect(other.verdict).toBe('pass');
  });

  test('changes nothing where nothing fails', async () => {
    const given = { ...CHANGE, after: { [ENGINE]: 'fine and well' } };
    const waiver = await waiverOf('scope', CHANGE);
    expect(await judgedWith(given, waiver)).toEqual(await judged(given));
  });

  test('whose digest somebody made up covers nothing', async () => {
    const waiver = await waiverOf('scope', CHANGE, { digest: 'ab.cd' });
    expect(resultOf(await judgedWith(CHANGE, waiver), 'scope').verdict).toBe('fail');
  });
});

test('the order of waivers does not matter', async () => {
  const given = { ...CHANGE, after: { [ENGINE]: 'HIT a\nHIT b', 'outside.txt': 'x' } };
  const waivers = await Promise.all(['scope', 'drift', RULE, `${RULE}:a`].map((one) => waiverOf(one, given)));
  const verdicts = async (order: readonly Waiver[]) =>
    (await judgedWith(given, ...order)).gates.map(({ gate, verdict }) => [gate, verdict]);
  const expected = await verdicts(waivers);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(waivers, { minLength: waivers.length }), async (order) => {
      expect(await verdicts(order)).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

test('a digest is a set of keys', () => {
  const failure = (key: string): Failure => ({
    key,
    rule: null,
    fingerprint: null,
    message: '',
    waivable: true,
  });
  const keys = fc.array(fc.stringMatching(/^[0-9a-f]{16}$/), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(keys, (some) => {
      const digest = digestOf(some.map(failure));
      expect(new Set(digest.split('.'))).toEqual(new Set(some));
      expect(digestOf([...some].reverse().map(failure))).toBe(digest);
    }),
  );
});

test('the last day is told as people count days', () => {
  expect(untilWords('2026-03-02T00:00:00.000Z')).toBe('until 2026-03-01 (UTC, that day included)');
  expect(isOver('2026-03-02T00:00:00.000Z', '2026-03-01T23:59:59Z')).toBe(false);
});
