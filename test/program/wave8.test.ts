import { Minimatch } from 'minimatch';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { nameTest } from '../../src/gates/check-names.js';
import { matchBranch } from '../../src/program/branch.js';
import { matcher } from '../../src/program/globs.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';
import { type Files, judged } from '../gates/pull-request.js';

const set = assemblePrograms([], loadShipped());
const wave8 = set.programs.find(({ program }) => program === 'wave8')!;

test('the shipped program is whole: four waves of freeze, change and close', () => {
  expect(set.errors).toEqual([]);
  expect(Object.keys(wave8.waves)).toEqual(['a', 'b', 'c', 'd']);
  for (const { steps } of Object.values(wave8.waves)) {
    expect(Object.values(steps).map(({ kind }) => kind)).toEqual(['freeze', 'change', 'close']);
  }
});

/** What the plan says of each wave: its documents' subject, the files that it expects touched, the rules that close it. */
const plan = {
  a: {
    subject: 'socket-telemetry',
    touched: [
      'crates/assay-ebpf/src/socket_lsm.rs',
      'crates/assay-monitor/src/loader.rs',
      'crates/assay-policy/src/tiers.rs',
    ],
    evidence: 'Baseline evidence',
    demanded: [
      {
        step: '3',
        what: 'IPv4 deny attribution',
        named: ['ipv4_deny_names_its_rule'],
        elsewhere: 'ipv6_deny',
      },
      {
        step: '3',
        what: 'IPv6 deny attribution',
        named: ['ipv6_deny_names_its_rule'],
        elsewhere: 'ipv4_deny',
      },
    ],
    rules: ['action-as-rule-id', 'action-only-cidr-value'],
  },
  b: {
    subject: 'policy-hotpath',
    touched: [
      'crates/assay-core/src/policy_engine.rs',
      'crates/assay-core/src/policy_engine/context.rs',
      'crates/assay-core/src/validate/mod.rs',
      'crates/assay-core/src/agent_assertions/matchers.rs',
    ],
    evidence: 'Latency metrics',
    demanded: [
      {
        step: '3',
        what: 'output parity',
        named: ['test_sequence_parity', 'compiled_context_equivalence'],
        elsewhere: 'test_args',
      },
    ],
    rules: ['schema-compile-in-hot-path', 'regex-compile-in-hot-path'],
  },
  c: {
    subject: 'async-io',
    touched: ['crates/assay-core/src/engine/runner.rs'],
    evidence: 'Invariant',
    demanded: [
      {
        step: '3',
        what: 'fingerprint equivalence for the same inputs',
        named: ['fingerprint_is_the_same'],
        elsewhere: 'test_args',
      },
      {
        step: '3',
        what: 'skip-cache semantics',
        named: ['skip_on_cache_hit', 'cache_skip'],
        elsewhere: 'fingerprint',
      },
    ],
    rules: ['blocking-io-in-async'],
  },
  d: {
    subject: 'ebpf-stats',
    touched: [
      'crates/assay-ebpf/src/lsm.rs',
      'crates/assay-ebpf/src/main.rs',
      'crates/assay-ebpf/src/socket_lsm.rs',
      'crates/assay-monitor/src/lib.rs',
    ],
    evidence: 'Final counter model',
    demanded: [
      {
        step: '3',
        what: 'the userspace readout of counters',
        named: ['stats_are_summed'],
        elsewhere: 'open_file',
      },
      {
        step: '3',
        what: 'stats under concurrency',
        named: ['concurrent_increments'],
        elsewhere: 'stats_are_summed',
      },
      {
        step: '3',
        what: 'drop visibility in telemetry',
        named: ['reports_ringbuf_drops'],
        elsewhere: 'stats_are_summed',
      },
    ],
    rules: ['raw-shared-increment', 'unsignalled-reserve-failure'],
  },
};
const waves = Object.entries(plan).map(([wave, facts]) => ({ wave, ...facts }));
const allowed = (wave: string, step: string) => matcher(wave8.waves[wave]!.steps[step]!.allow);

const ALL_PATHS = waves.flatMap(({ touched }) => [
  ...touched,
  'crates/assay-core/tests/x.rs',
  'crates/assay-monitor/tests/x.rs',
]);

describe.each(waves)('wave $wave', ({ wave, subject, touched, rules, evidence, demanded }) => {
  const artifacts = [
    ...['INVENTORY', 'CHECKLIST', 'REVIEW-PACK'].map(
      (kind) => `docs/contributing/SPLIT-${kind}-wave8${wave}-step1-${subject}.md`,
    ),
    `scripts/ci/review-wave8${wave}-step1.sh`,
  ];

  test.each(['step1-x-freeze', 'step2-x-fix', 'step3-x-close'])('has branches such as …-%s', (rest) => {
    const match = matchBranch(`codex/wave8${wave}-${rest}`, set.programs);
    expect(match).toMatchObject({ kind: 'match', position: { waveId: wave, stepNumber: rest[4] } });
  });

  test('asks in step 1 for the documents of the plan, and lets them in', () => {
    expect(wave8.waves[wave]!.steps['1']!.artifacts.map(({ path }) => path)).toEqual(artifacts);
    for (const path of artifacts) expect(`${path} ${allowed(wave, '1')(path)}`).toBe(`${path} true`);
  });

  test('lets steps 2 and 3 touch what the plan expects, and step 1 none of it', () => {
    for (const path of touched) {
      const steps = ['1', '2', '3'].filter((step) => allowed(wave, step)(path));
      expect(`${path} ${steps.join()}`).toBe(`${path} 2,3`);
    }
  });

  test.each([
    'crates/assay-cli/src/main.rs',
    'Cargo.toml',
    'Cargo.lock',
    '.github/workflows/ci.yml',
    'docs/ROADMAP.md',
    'docs/contributing/SPLIT-CHECKLIST-wave7c-step1-judge-json-strict.md',
    'scripts/ci/review-wave7c-step1.sh',
    'crates/assay-core/src/engine/runner.rs.bak',
  ])('lets no step touch %s', (path) => {
    expect(['1', '2', '3'].filter((step) => allowed(wave, step)(path))).toEqual([]);
  });

  test('closes with the rules of the plan, each of which fails the gate', () => {
    const failing = wave8.waves[wave]!.rules.map(({ rule }) => rule).filter(
      (id) => set.rules.get(id)!.level === 'error',
    );
    expect(failing).toEqual(rules);
  });

  const SITES = touched.slice(0, 2);
  const title = (path: string) => path.replace(/^.*SPLIT-([A-Z-]+)-wave8.*$/u, '$1').replace('-', ' ');
  const documentOf = (path: string) => {
    if (!path.endsWith('.md')) return { text: '#!/bin/sh\n', mode: '100755' };
    const rows = path.includes('INVENTORY')
      ? `## ${evidence}\n${SITES.map((site) => `- \`${site}:1\``).join('\n')}`
      : '';
    return `# Wave8${wave.toUpperCase()} Step1 ${title(path)}\n${rows}\n`;
  };
  const code: Files = Object.fromEntries(SITES.map((path) => [path, `// HIT ${path}\n`]));
  const freeze = (change: Files = {}) =>
    judged({
      branch: `codex/wave8${wave}-step1-${subject}-freeze`,
      programs: set,
      before: code,
      after: { ...code, ...Object.fromEntries(artifacts.map((path) => [path, documentOf(path)])), ...change },
    });
  const verdicts = async (change?: Files) =>
    (await freeze(change)).gates.map(({ gate, verdict }) => `${gate} ${verdict}`);

  test('a freeze that follows the plan passes all that a clone can tell', async () => {
    const said = await verdicts();
    const passed = ['branch', 'scope', 'freeze', 'artifacts', 'inventory'].map((gate) => `${gate} pass`);
    expect(said).toEqual(expect.arrayContaining(passed));
    expect(said.filter((one) => /fail|wait/u.test(one))).toEqual([]);
  });

  test(`a freeze without a heading such as "${evidence}" fails`, async () => {
    const inventory = artifacts[0]!;
    const text = documentOf(inventory);
    const without = (typeof text === 'string' ? text : '').replace(`## ${evidence}`, '');
    expect(await verdicts({ [inventory]: without })).toContain('artifacts fail');
  });

  test('a freeze that leaves out a place fails', async () => {
    const inventory = artifacts[0]!;
    const text = documentOf(inventory);
    const without = (typeof text === 'string' ? text : '').replace(`- \`${SITES[0]}:1\``, '');
    expect(await verdicts({ [inventory]: without })).toContain('inventory fail');
  });

  test('a change is done in three slices, in the order of the plan', () => {
    const { slices, budget } = wave8.waves[wave]!.steps['2']!;
    expect(slices).toHaveLength(3);
    expect(budget).toBeDefined();
    const inAny = matcher(slices.flatMap(({ paths }) => paths));
    for (const path of [...touched, ...artifacts]) expect(`${path} ${inAny(path)}`).toBe(`${path} true`);
  });

  test('what a slice may touch the step may touch', () => {
    const { slices } = wave8.waves[wave]!.steps['2']!;
    const inStep = allowed(wave, '2');
    for (const path of ALL_PATHS.filter(matcher(slices.flatMap(({ paths }) => paths)))) {
      expect(`${path} ${inStep(path)}`).toBe(`${path} true`);
    }
  });

  test.each(demanded)('step $step demands a test of $what', ({ step, what, named, elsewhere }) => {
    const test = wave8.waves[wave]!.steps[step]!.tests.find((one) => one.what === what);
    expect(test).toBeDefined();
    for (const name of named)
      expect(`${name} ${test!.names.some((glob) => new Minimatch(glob).match(name))}`).toBe(`${name} true`);
    expect(`${elsewhere} ${test!.names.some((glob) => new Minimatch(glob).match(elsewhere))}`).toBe(
      `${elsewhere} false`,
    );
  });
});

describe('the checks of section 9', () => {
  const checks = wave8.validation!.checks;
  const askedFor = (path: string) =>
    checks.filter(({ when }) => when === undefined || matcher(when)(path)).map(({ check }) => check);
  /** Names of check runs in the CI of the repository that the plan was written for. */
  const CI = {
    fmt: 'Lint (pre-commit)',
    clippy: 'Clippy (deny warnings)',
    check: 'Build + Test (ubuntu-latest)',
    ebpf: 'eBPF monitor smoke (Linux - Ubuntu)',
  };
  const OTHERS = ['CI', 'Wave 0 quality gates', 'Vendored Pack Sync', 'Kernel Matrix (6.6)', 'wavegate'];
  const met = (path: string) =>
    Object.entries(CI)
      .filter(([, name]) => askedFor(path).some((check) => nameTest(check)(name)))
      .map(([key]) => key);

  test.each([
    ['crates/assay-core/src/policy_engine.rs', ['fmt', 'clippy', 'check']],
    ['crates/assay-ebpf/src/lsm.rs', ['fmt', 'clippy', 'check', 'ebpf']],
    ['crates/assay-monitor/src/loader.rs', ['fmt', 'clippy', 'check', 'ebpf']],
    ['docs/contributing/SPLIT-INVENTORY-wave8a-step1-socket-telemetry.md', []],
    ['scripts/ci/review-wave8a-step1.sh', []],
  ])('a change of %s waits for %j', (path, expected) => {
    expect(met(path)).toEqual(expected);
    expect(askedFor(path)).toHaveLength(expected.length);
  });

  test('are no others', () => {
    const named = OTHERS.filter((name) => checks.some(({ check }) => nameTest(check)(name)));
    expect(named).toEqual([]);
  });
});

test('step 2, which may be a pull request for each slice, is asked for no test of its last one', () => {
  for (const { steps } of Object.values(wave8.waves)) expect(steps['2']?.tests).toEqual([]);
});

test('squash is the only way to auto-merge, waves are in order, and what is closed stays closed', () => {
  expect(wave8['auto-merge']).toBe('squash');
  expect(wave8.order).toBe('waves');
  expect(wave8.ratchet).toBe(true);
});

test('the program is done when the four items of section 10 are', () => {
  expect(wave8.done.map(({ by }) => by)).toEqual(['steps', 'closures', 'artifacts', 'artifacts']);
});

describe('the tests that close wave a', () => {
  const SOCKET = 'crates/assay-ebpf/src/socket_lsm.rs';
  const LOADER = 'crates/assay-monitor/src/loader.rs';
  const analyzer = createInProcessAnalyzer();
  afterAll(() => analyzer.close());

  const verdict = async (tests: string, path = 'crates/assay-policy/tests/attribution.rs') => {
    const evaluation = await judged({
      branch: 'codex/wave8a-step3-socket-telemetry-close',
      programs: set,
      after: { [SOCKET]: 'fn a() {}', [LOADER]: 'fn b() {}', [path]: tests },
      analyzer,
    });
    return evaluation.gates.find(({ gate }) => gate === 'tests')!;
  };
  const both = (name: string) => ['4', '6'].map((v) => `#[test]\nfn ${name.replace('N', v)}() {}\n`).join('');

  test.each([
    'ipvN_deny_names_its_rule',
    'deny_event_carries_rule_id_ipvN',
    'cidr_vN_rule_id_is_emitted',
    'attribution_of_ipvN',
    'test_cidr_vN_deny',
  ])('may be called %s', async (name) => {
    expect((await verdict(both(name))).verdict).toBe('pass');
  });

  test.each([
    ['crates/assay-monitor/src/attribution.rs', 'pass'],
    ['crates/assay-common/src/lib.rs', 'pass'],
    ['crates/assay-core/src/lib.rs', 'fail'],
  ])('may stand in %s: %s', async (path, expected) => {
    expect((await verdict(both('ipvN_deny'), path)).verdict).toBe(expected);
  });

  test('are two: one for each family', async () => {
    const { verdict: said, reasons } = await verdict(
      '#[test]\nfn ipv4_deny() {}\n#[ignore]\n#[test]\nfn ipv6_deny() {}',
    );
    expect(said).toBe('fail');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.message).toMatch(/No test of IPv6 deny attribution.*`ipv6_deny`.*is ignored/u);
  });
});
