import { AnalysisFailed, type Analyzer } from '../../src/analysis/analyzer.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { headline } from '../../src/evaluate/headline.js';
import { judge } from '../../src/evaluate/judge.js';
import { NO_FACT_SOURCE } from '../../src/snapshot/facts.js';
import type { Repository } from '../../src/snapshot/repository.js';
import { RepositoryError } from '../../src/snapshot/repository.js';
import {
  BRANCHES,
  entryOf,
  type Given,
  judged,
  lineAnalyzer,
  programsOf,
  programWith,
  repositoryOf,
  subjectOf,
} from '../gates/pull-request.js';

const ENGINE = 'core/src/engine/runner.rs';

const conclusions: readonly [name: string, given: Given, conclusion: string, headline: string][] = [
  [
    'all gates pass',
    { branch: BRANCHES.change, after: { [ENGINE]: '' } },
    'success',
    'w8a step 2: all 4 gates pass',
  ],
  [
    'one gate fails',
    { branch: BRANCHES.freeze, after: { [ENGINE]: '' } },
    'failure',
    'w8a step 1: 1 of 5 gates fails: freeze',
  ],
  [
    'two gates fail',
    { branch: BRANCHES.close, program: programWith({ allow: ['docs/**'] }), after: { [ENGINE]: 'HIT a' } },
    'failure',
    'w8a step 3: 2 of 4 gates fail: scope, closure',
  ],
  [
    'report only',
    { branch: BRANCHES.close, program: programWith({ mode: 'report-only' }), after: { [ENGINE]: 'HIT a' } },
    'neutral',
    'w8a step 3: 1 of 4 gates fails: closure (report only)',
  ],
  ['no wave branch', { branch: 'feature/x' }, 'neutral', 'Wavegate: not a wave branch'],
  ['a near miss', { branch: 'codex/w8b-step1-x' }, 'failure', 'w8: branch name misses the pattern'],
  ['an empty pull request', { branch: BRANCHES.freeze }, 'success', 'w8a step 1: all 5 gates pass'],
];

test.each(conclusions)('%s', async (_name, given, conclusion, title) => {
  const evaluation = await judged(given);
  expect(evaluation.conclusion).toBe(conclusion);
  expect(headline(evaluation)).toBe(title);
});

test('a near miss fails the branch gate and offers a name', async () => {
  const { gates } = await judged({ branch: 'codex/w8b-step1-x' });
  expect(gates).toEqual([
    {
      gate: 'branch',
      verdict: 'fail',
      findings: [],
      reasons: [expect.objectContaining({ next: expect.stringContaining('`codex/w8a-step1-x`') })],
    },
  ]);
});

test('another branch skips the branch gate, and the ratchet where it is not known what is merged', async () => {
  const { gates, program } = await judged({ branch: 'feature/x', repository: repositoryOf({}, {}) });
  expect(gates.map(({ gate, verdict }) => `${gate} ${verdict}`)).toEqual(['branch skip', 'ratchet skip']);
  expect(program).toBeNull();
});

test('a wave’s own mode goes before the program’s', async () => {
  const text = programWith().replace('    title: The wave\n', '    title: The wave\n    mode: report-only\n');
  const evaluation = await judged({ branch: BRANCHES.close, program: text, after: { [ENGINE]: 'HIT a' } });
  expect(evaluation).toMatchObject({ conclusion: 'neutral', reportOnly: true });
});

test('a warning is shown and fails nothing', async () => {
  const programs = programsOf(programWith());
  const rule = programs.rules.get('blocking-io-in-async')!;
  const rules = new Map(programs.rules).set(rule.rule, { ...rule, level: 'warning' });
  for (const branch of [BRANCHES.change, BRANCHES.close]) {
    const evaluation = await judged({
      branch,
      programs: { ...programs, rules },
      after: { [ENGINE]: 'HIT a' },
    });
    expect(evaluation.conclusion).toBe('success');
    expect(evaluation.gates.flatMap(({ findings }) => findings)).toEqual([
      expect.objectContaining({ path: ENGINE, level: 'warning', status: 'introduced' }),
    ]);
  }
});

describe('what keeps it from being judged is never a pass', () => {
  const files = { [ENGINE]: '' };
  const working = repositoryOf(files, files);
  const broken: Repository = {
    ...working,
    tree: () => Promise.reject(new RepositoryError('The commit is not there.')),
  };
  const withoutBlobs: Repository = { ...working, blobs: async () => new Map() };
  const failing: Analyzer = {
    ...lineAnalyzer,
    analyze: () => Promise.reject(new AnalysisFailed('It took too long.')),
  };
  const short: Analyzer = { ...lineAnalyzer, analyze: async () => [] };

  test.each<[string, Given, RegExp]>([
    [
      'a commit that is not there',
      { branch: BRANCHES.close, repository: broken },
      /could not be read: The commit/u,
    ],
    [
      'contents that are not given',
      { branch: BRANCHES.close, repository: withoutBlobs },
      /contents of core\/src/u,
    ],
    [
      'an analysis that fails',
      { branch: BRANCHES.close, repository: working, analyzer: failing },
      /took too long/u,
    ],
    [
      'an analysis that leaves reports out',
      { branch: BRANCHES.close, repository: working, analyzer: short },
      /0 of the 1 reports/u,
    ],
    ['a broken program', { branch: BRANCHES.close, program: 'program: [' }, /./u],
    ['a broken program, on another branch', { branch: 'feature/x', program: 'program: [' }, /./u],
    [
      'a broken program, report only',
      { branch: BRANCHES.close, program: programWith({ mode: 'report-only', allow: ['/x'] }) },
      /root/u,
    ],
  ])('%s', async (_name, given, says) => {
    const evaluation = await judged(given);
    expect(evaluation.conclusion).toBe('failure');
    expect(evaluation.problems[0]?.message).toMatch(says);
    expect(evaluation.problems[0]?.next).toBeDefined();
    expect(headline(evaluation)).toMatch(/could not be judged/u);
  });

  test('a branch of no program that could be read is not said to be no wave branch', async () => {
    for (const programs of [programsOf('program: ['), programsOf(programWith(), 'program: [')]) {
      const { gates } = await judged({ branch: 'feature/x', programs });
      expect(gates[0]).toMatchObject({ gate: 'branch', verdict: 'skip' });
      expect(gates[0]?.reasons[0]?.message).toMatch(/whether `feature\/x` is a wave branch cannot be told/u);
    }
  });

  test('one broken program beside a good one: the gates are told, the conclusion is failure', async () => {
    const evaluation = await judged({
      branch: BRANCHES.change,
      programs: programsOf(programWith(), 'program: ['),
      after: files,
    });
    expect(evaluation.conclusion).toBe('failure');
    expect(evaluation.gates.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(3);
    expect(evaluation.problems[0]).toMatchObject({ path: '.github/wavegate/1.yml', line: 1 });
  });

  test('other errors are the caller’s: a service out of reach is worth another try', async () => {
    const away: Repository = { ...working, tree: () => Promise.reject(new Error('503')) };
    await expect(judged({ branch: BRANCHES.close, repository: away })).rejects.toThrow('503');
  });
});

test('an aborted judgement throws the signal’s reason', async () => {
  const controller = new AbortController();
  const analyzer: Analyzer = {
    ...lineAnalyzer,
    async analyze(_request, signal) {
      controller.abort(new Error('superseded'));
      signal?.throwIfAborted();
      return [];
    },
  };
  const repository = repositoryOf({}, { [ENGINE]: '' });
  const sources = { repository, analyzer, facts: NO_FACT_SOURCE, signal: controller.signal };
  const run = judge(programsOf(programWith()), subjectOf(BRANCHES.close), sources);
  await expect(run).rejects.toThrow('superseded');
});

test('only what the gates need is fetched', async () => {
  const after = {
    'core/Cargo.toml': '[package]',
    [ENGINE]: 'fn a() {}',
    'core/src/lib.rs': 'context of the same crate',
    'core/tests/t.rs': 'a test',
    'other/Cargo.toml': '[package] # other',
    'other/src/lib.rs': 'another crate',
    'README.md': 'read me',
  };
  const repository = repositoryOf(after, after);
  await judged({ branch: BRANCHES.close, repository });
  const shaOf = (path: keyof typeof after) => entryOf(path, after[path]).sha;
  expect([...repository.fetched].sort()).toEqual([shaOf(ENGINE), shaOf('core/src/lib.rs')].sort());
});

test('a submodule has no contents to fetch, whatever asks for its path', async () => {
  const module = { mode: '160000', text: 'c0ffee' };
  const files = { 'docs/plan.md': module, 'core/src/engine/x.rs': module, [ENGINE]: 'fn a() {}' };
  const program = programWith({
    artifacts: '[{ path: docs/plan.md }]',
    tests: "[{ what: A, names: [a], in: ['core/**'] }]",
  });
  const repository = repositoryOf({}, files);
  await judged({ branch: BRANCHES.close, program, repository });
  expect([...repository.fetched]).toEqual([entryOf(ENGINE, files[ENGINE]).sha]);
});

test.each([
  ['documents alone', { 'docs/x.md': 'new' }, 1],
  ['a judged file', { [ENGINE]: 'fn b() {}' }, 2],
  ['a file of the crate that resolves names', { 'core/src/lib.rs': 'mod b;' }, 2],
])('%s changed: the analysis runs so often', async (_name, after, runs) => {
  const before = { 'core/Cargo.toml': '[package]', [ENGINE]: 'fn a() {}', 'core/src/lib.rs': 'mod a;' };
  let count = 0;
  const analyzer: Analyzer = {
    ...lineAnalyzer,
    analyze(request) {
      count++;
      return lineAnalyzer.analyze(request);
    },
  };
  await judged({ branch: BRANCHES.close, before, after: { ...before, ...after }, analyzer });
  expect(count).toBe(runs);
});

describe('with the real analysis', () => {
  const analyzer = createInProcessAnalyzer();
  afterAll(() => analyzer.close());
  const manifest = { 'core/Cargo.toml': '[package]\nname = "core"\n' };
  const blocking = 'pub async fn run() -> String {\n    std::fs::read_to_string("x").unwrap()\n}\n';
  const clean = 'pub async fn run() -> String {\n    tokio::fs::read_to_string("x").await.unwrap()\n}\n';

  test.each([
    ['a blocking read that stays', blocking, { [ENGINE]: blocking }, [`${ENGINE}:2:5 existing`]],
    ['a blocking read that is fixed', blocking, { [ENGINE]: clean }, []],
    ['a blocking read that comes', clean, { [ENGINE]: blocking }, [`${ENGINE}:2:5 introduced`]],
    [
      'a blocking read that moves',
      blocking,
      { [ENGINE]: 'mod x;\n', 'core/src/x.rs': blocking },
      ['core/src/x.rs:2:5 moved'],
    ],
    [
      'a blocking read that moves into a function of its own out of scope',
      blocking,
      { [ENGINE]: 'mod x;\n', 'core/src/x.rs': blocking.replace('run', 'load') },
      ['core/src/x.rs:2:5 moved'],
    ],
  ])('%s', async (_name, before, after, expected) => {
    const evaluation = await judged({
      branch: BRANCHES.close,
      before: { ...manifest, [ENGINE]: before },
      after: { ...manifest, ...after },
      analyzer,
    });
    expect(evaluation.problems).toEqual([]);
    const found = evaluation.gates.flatMap(({ findings }) => findings);
    expect(found.map(({ path, line, column, status }) => `${path}:${line}:${column} ${status}`)).toEqual(
      expected,
    );
    expect(evaluation.conclusion).toBe(expected.length === 0 ? 'success' : 'failure');
  });

  test('a file that is no UTF-8 keeps a wave from closing', async () => {
    const after = { ...manifest, [ENGINE]: { bytes: Uint8Array.of(0x66, 0x6e, 0xff, 0xfe) } };
    const evaluation = await judged({ branch: BRANCHES.close, after, analyzer });
    expect(evaluation.conclusion).toBe('failure');
  });
});
