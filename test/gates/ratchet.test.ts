import type { FactSource, PastPullRequest } from '../../src/snapshot/facts.js';
import { historyOf, merged } from './history.js';
import { type Files, gate, judged, lineAnalyzer, programsOf, repositoryOf, words } from './pull-request.js';

function program(name = 'w8', more = ''): string {
  const steps = ['freeze', 'change', 'close']
    .map((kind, index) => `      ${index + 1}: { title: Step, kind: ${kind}, allow: ['**'] }\n`)
    .join('');
  const wave = (id: string): string => `  ${id}:
    title: Wave
    rules: [{ rule: blocking-io-in-async, in: ['${id}/src/**'] }]
    steps:
${steps}`;
  return `version: 1
program: ${name}
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['src/**'] }
${more}
waves:
${wave('a')}${wave('b')}`;
}

const closed = (wave: string, name = 'w8', from = 1): PastPullRequest[] =>
  [1, 2, 3].map((step) => merged(from + step, `codex/${name}${wave}-step${step}-x`));

const HIT = 'a/src/x.rs';
const MANIFEST = { 'a/Cargo.toml': '', 'b/Cargo.toml': '', 'a/src/lib.rs': '', 'a/src/gone.rs': 'fn x() {}' };

interface Case {
  readonly before?: Files;
  readonly after?: Files;
  readonly pulls?: readonly PastPullRequest[] | null;
  readonly text?: string;
}

const factsOf = (pulls: readonly PastPullRequest[] | null = closed('a')): Pick<FactSource, 'history'> => ({
  history: pulls === null ? async () => null : historyOf(...pulls),
});

function given(branch: string, { before = {}, after = {}, pulls, text = program() }: Case) {
  return {
    branch,
    program: text,
    before: { ...MANIFEST, ...before },
    after: { ...MANIFEST, ...after },
    facts: factsOf(pulls),
  };
}

const WAVE_BRANCH = 'codex/w8b-step2-x';
const ratchet = (one: Case, branch = WAVE_BRANCH) => gate('ratchet', given(branch, one));
const ordinary = (one: Case) => judged(given('feature/x', one));

const back: readonly [string, Case, RegExp][] = [
  [
    'a hit in a new file',
    { after: { [HIT]: 'HIT a' } },
    /w8a is closed, and this brings a new hit of `blocking-io/,
  ],
  [
    'a hit in a file that was clean',
    { before: { [HIT]: '' }, after: { [HIT]: 'HIT a' } },
    /new hit.*x\.rs:1/,
  ],
  [
    'one more of what stood there',
    { before: { [HIT]: 'HIT a' }, after: { [HIT]: 'HIT a\nHIT b' } },
    /x\.rs:2/,
  ],
  [
    'a hit that moves within the files',
    { before: { [HIT]: 'HIT a' }, after: { 'a/src/y.rs': 'HIT a' } },
    /moved, from `a\/src\/x\.rs:1`/,
  ],
  [
    'a hit that moves out of them',
    { before: { [HIT]: 'HIT a' }, after: { 'a/tests/y.rs': 'HIT a' } },
    /moved, from `a\/src\/x\.rs:1`/,
  ],
  ['a link in place of a file', { after: { [HIT]: { text: 'y', mode: '120000' } } }, /symbolic link/],
  ['a file that cannot be judged', { after: { [HIT]: 'BROKEN' } }, /could not be judged/],
];

describe('on a wave branch', () => {
  test.each(back)('%s fails', async (_, one, reason) => {
    const result = await ratchet(one);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(reason);
  });

  test.each<[string, Case]>([
    ['nothing changed', {}],
    ['a clean change', { after: { [HIT]: 'fn a() {}' } }],
    ['a hit elsewhere', { after: { 'c/src/x.rs': 'HIT a' } }],
    ['a hit in a wave that is open', { after: { 'b/src/x.rs': 'HIT a' } }],
    ['a hit while nothing is closed', { pulls: [], after: { [HIT]: 'HIT a' } }],
    ['a hit while a step is missing', { pulls: closed('a').slice(1), after: { [HIT]: 'HIT a' } }],
    [
      'a hit while a step is reverted',
      {
        pulls: closed('a').map((pull, at) => (at === 1 ? { ...pull, revertedBy: 'e'.repeat(40) } : pull)),
        after: { [HIT]: 'HIT a' },
      },
    ],
    [
      'a file that was broken before',
      { before: { [HIT]: 'BROKEN' }, after: { [HIT]: 'BROKEN', 'a/src/y.rs': '' } },
    ],
  ])('%s passes', async (_, one) => {
    expect((await ratchet(one)).verdict).toBe('pass');
  });

  test('what stood there before is named and fails nothing', async () => {
    const result = await ratchet({ before: { [HIT]: 'HIT a' }, after: { [HIT]: '\nHIT a' } });
    expect(result).toMatchObject({ verdict: 'pass', findings: [] });
    expect(words(result)).toMatch(
      /default branch went back on w8a: 1 hit stood there before, at `a\/src\/x\.rs:2`/,
    );
  });

  test('the wave that the step closes itself is left to the closure gate', async () => {
    const one = { after: { [HIT]: 'HIT a' } };
    expect((await ratchet(one, 'codex/w8a-step3-again')).verdict).toBe('pass');
    expect((await gate('closure', given('codex/w8a-step3-again', one))).verdict).toBe('fail');
    expect((await ratchet(one, 'codex/w8a-step2-again')).verdict).toBe('fail');
  });

  test('without history nothing is judged', async () => {
    expect(await ratchet({ pulls: null, after: { [HIT]: 'HIT a' } })).toMatchObject({ verdict: 'skip' });
  });

  test('a program without a ratchet is not asked', async () => {
    const { gates } = await judged(given(WAVE_BRANCH, { text: program('w8', 'ratchet: false') }));
    expect(gates.map(({ gate: id }) => id)).not.toContain('ratchet');
  });

  test("other programs' closed waves hold too", async () => {
    const programs = programsOf(program('w8'), program('w9'));
    const one = given(WAVE_BRANCH, { pulls: closed('a', 'w9'), after: { [HIT]: 'HIT a' } });
    const result = await gate('ratchet', { ...one, programs });
    expect(words(result)).toMatch(/w9a is closed/);
  });
});

describe('on any other branch', () => {
  test.each(back)('%s fails', async (_, one, reason) => {
    const evaluation = await ordinary(one);
    expect(evaluation).toMatchObject({ conclusion: 'failure', program: 'w8', wave: null, label: null });
    expect(words(evaluation.gates[1]!)).toMatch(reason);
  });

  test.each<[string, Case]>([
    ['a clean change', { after: { [HIT]: 'fn a() {}' } }],
    ['a hit elsewhere', { after: { 'b/src/x.rs': 'HIT a' } }],
    ['what stood there before', { before: { [HIT]: 'HIT a' }, after: { [HIT]: '\nHIT a' } }],
    ['a hit while nothing is closed', { pulls: [], after: { [HIT]: 'HIT a' } }],
    ['a hit without history', { pulls: null, after: { [HIT]: 'HIT a' } }],
    [
      'a hit in a program that only reports',
      { text: program('w8', 'mode: report-only'), after: { [HIT]: 'HIT a' } },
    ],
    [
      'a hit in a program without a ratchet',
      { text: program('w8', 'ratchet: false'), after: { [HIT]: 'HIT a' } },
    ],
  ])('%s stays neutral', async (_, one) => {
    expect(await ordinary(one)).toMatchObject({ conclusion: 'neutral', program: null });
  });

  test('a program that only reports says what came back', async () => {
    const { gates } = await ordinary({ text: program('w8', 'mode: report-only'), after: { [HIT]: 'HIT a' } });
    expect(words(gates[1]!)).toMatch(/Report only: w8a is closed, and this brings a new hit/);
  });

  test.each([
    ['without a closed wave, only the history', { pulls: [] }, ['history']],
    ['without a ratchet, nothing', { text: program('w8', 'ratchet: false') }, []],
  ])('%s is asked', async (_, one: Case, expected) => {
    const asked: string[] = [];
    const noting = <T>(what: string, answer: T): T => {
      asked.push(what);
      return answer;
    };
    const spec = given('feature/x', one);
    const inner = repositoryOf(spec.before, spec.after);
    await judged({
      ...spec,
      repository: { ...inner, tree: (sha) => noting('tree', inner.tree(sha)) },
      analyzer: { ...lineAnalyzer, analyze: (...all) => noting('rust', lineAnalyzer.analyze(...all)) },
      facts: { history: (question) => noting('history', spec.facts.history(question)) },
    });
    expect(asked).toEqual(expected);
  });

  test('no Rust is analysed where no closed rule is concerned', async () => {
    const analyzer = { ...lineAnalyzer, analyze: () => Promise.reject(new Error('not to be asked')) };
    const one = given('feature/x', { after: { 'c/src/x.rs': 'HIT a', 'docs/x.md': 'x' } });
    expect(await judged({ ...one, analyzer })).toMatchObject({ conclusion: 'neutral', problems: [] });
  });

  test('it is judged where another file of the crate changes', async () => {
    const asked: string[] = [];
    const analyze: typeof lineAnalyzer.analyze = (request, signal) => {
      asked.push(...request.runs.flatMap(({ paths }) => paths));
      return lineAnalyzer.analyze(request, signal);
    };
    await judged({
      ...given('feature/x', { after: { 'a/build.rs': 'x' } }),
      analyzer: { ...lineAnalyzer, analyze },
    });
    expect(asked).toContain('a/src/lib.rs');
  });

  test('a waiver lets it pass', async () => {
    const one = given('feature/x', { after: { [HIT]: 'HIT a' } });
    const failed = await judged(one);
    const keys = failed.gates[1]!.failures!.map(({ key }) => key);
    const waiver = {
      target: 'ratchet',
      digest: keys.join('.'),
      by: 'm',
      reason: 'r',
      headSha: 'a'.repeat(40),
      until: null,
      url: '',
    };
    const waived = await judged({ ...one, facts: { ...one.facts, waivers: async () => [waiver] } });
    expect(waived.conclusion).toBe('neutral');
  });
});
