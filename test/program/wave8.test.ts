import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
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
    rules: ['schema-compile-in-hot-path', 'regex-compile-in-hot-path'],
  },
  c: {
    subject: 'async-io',
    touched: ['crates/assay-core/src/engine/runner.rs'],
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
    rules: ['raw-shared-increment', 'unsignalled-reserve-failure'],
  },
};
const waves = Object.entries(plan).map(([wave, facts]) => ({ wave, ...facts }));
const allowed = (wave: string, step: string) => matcher(wave8.waves[wave]!.steps[step]!.allow);

describe.each(waves)('wave $wave', ({ wave, subject, touched, rules }) => {
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

  test('a freeze that follows the plan passes', async () => {
    const title = (path: string) =>
      path
        .replace(/^.*SPLIT-([A-Z-]+)-wave8.*$/u, '$1')
        .replace('-', ' ')
        .toLowerCase();
    const after: Files = Object.fromEntries(
      artifacts.map((path) => [
        path,
        path.endsWith('.md')
          ? `# Wave8${wave.toUpperCase()} Step1 ${title(path)}\n`
          : { text: '#!/bin/sh\n', mode: '100755' },
      ]),
    );
    const evaluation = await judged({
      branch: `codex/wave8${wave}-step1-${subject}-freeze`,
      programs: set,
      after,
    });
    expect(evaluation.gates.map(({ gate, verdict }) => `${gate} ${verdict}`)).toEqual([
      'branch pass',
      'scope pass',
      'freeze pass',
      'artifacts pass',
    ]);
    expect(evaluation.conclusion).toBe('success');
  });
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

  test('are demanded of no other step', () => {
    const steps = Object.values(wave8.waves).flatMap(({ steps }) => Object.values(steps));
    expect(steps.filter(({ tests }) => tests.length > 0)).toEqual([wave8.waves.a!.steps['3']]);
  });
});
