import { nameTest } from '../../src/gates/check-names.js';
import type { Check } from '../../src/snapshot/facts.js';
import { BRANCHES, type Files, type Given, gate, judged, programWith, words } from './pull-request.js';

const SINCE = '2026-02-18T11:30:00Z';
const ALWAYS = '{ check: clippy }';

function programAsking(...checks: readonly string[]): string {
  return programWith().replace(
    'waves:',
    `validation: { checks: [${checks.join(', ')}], patience: 60 }\nwaves:`,
  );
}

const check = (name: string, state: Check['state'] = 'success', more: Partial<Check> = {}): Check => ({
  kind: 'check-run',
  name,
  app: 'github-actions',
  state,
  url: `https://github.com/o/r/runs/${name.length}`,
  ...more,
});

function given(checks: readonly Check[] | null, more: Partial<Given> = {}): Given {
  const facts = { checks: async () => (checks === null ? null : { checks, since: SINCE }) };
  return { branch: BRANCHES.change, program: programAsking(ALWAYS), facts, ...more };
}

const at = (now: string): Partial<Given> => ({ subject: { now } });
const IN_TIME = '2026-02-18T12:29:59.999Z';
const IN_THE_END = '2026-02-18T12:30:00Z';
const LATER = '2026-02-18T12:30:01Z';

test.each([
  ['green', [check('clippy')], 'pass', /`clippy` of github-actions is green/],
  ['neutral', [check('clippy', 'neutral')], 'pass', /neutral/],
  ['skipped by itself', [check('clippy', 'skipped')], 'pass', /nothing to do/],
  ['red', [check('clippy', 'failure')], 'fail', /`clippy` of github-actions is red.*run it again/s],
  ['running', [check('clippy', 'running')], 'wait', /has not finished.*until 2026-02-18 12:30 UTC/s],
  ['missing', [], 'wait', /No check `clippy` is on this commit.*until 2026-02-18 12:30 UTC/s],
  ['a status', [check('clippy', 'success', { kind: 'status', app: null })], 'pass', /`clippy` is green/],
  ['a near miss', [check('clipy')], 'wait', /Did you mean `clipy`/],
  ['another one’s', [check('tests')], 'wait', /No check `clippy`/],
] as const)('a required check that is %s', async (_, checks, verdict, said) => {
  const result = await gate('validation', given(checks));
  expect(result.verdict).toBe(verdict);
  expect(words(result)).toMatch(said);
});

test.each([
  [IN_TIME, 'wait'],
  [IN_THE_END, 'fail'],
  [LATER, 'fail'],
])('patience ends after its minutes: at %s', async (now, verdict) => {
  for (const checks of [[], [check('clippy', 'running')]]) {
    const result = await gate('validation', given(checks, at(now)));
    expect(result.verdict).toBe(verdict);
    expect(result.until).toBe(verdict === 'wait' ? '2026-02-18T12:30:00.000Z' : undefined);
  }
});

test('green in the end is green, however long it took', async () => {
  expect((await gate('validation', given([check('clippy')], at(LATER)))).verdict).toBe('pass');
});

test('a red check fails at once, and what is still waited for is told with it', async () => {
  const program = programAsking(ALWAYS, '{ check: tests }');
  const result = await gate('validation', given([check('clippy', 'failure')], { program }));
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/clippy` of github-actions is red.*No check `tests`/s);
  expect(result.reasons[0]?.link?.url).toMatch(/^https:/);
});

test('a clone knows no checks: skip, and says why', async () => {
  const result = await gate('validation', given(null));
  expect(result.verdict).toBe('skip');
  expect(words(result)).toMatch(/--history/);
});

test('a program without validation does not ask', async () => {
  const { gates } = await judged(given([], { program: programWith() }));
  expect(gates.map((one) => one.gate)).not.toContain('validation');
});

test('a step’s own checks take the place of the program’s', async () => {
  const program = programAsking(ALWAYS).replace(
    '2: { title: Step,',
    '2: { title: Step, validation: { checks: [{ check: smoke }] },',
  );
  expect(words(await gate('validation', given([check('clippy')], { program })))).toMatch(/No check `smoke`/);
  const other = given([check('clippy')], { program, branch: BRANCHES.freeze });
  expect((await gate('validation', other)).verdict).toBe('pass');
});

describe('by the app', () => {
  const program = programAsking('{ check: clippy, app: github-actions }');
  test.each([
    ['github-actions', 'pass'],
    ['github-actions[bot]', 'pass'],
    ['mallory', 'wait'],
    [null, 'wait'],
  ])('%s: %s', async (app, verdict) => {
    const result = await gate('validation', given([check('clippy', 'success', { app })], { program }));
    expect(result.verdict).toBe(verdict);
  });
});

test('`skipped: fail` takes no skipped check', async () => {
  const program = programAsking('{ check: clippy, skipped: fail }');
  const result = await gate('validation', given([check('clippy', 'skipped')], { program }));
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/does not take a skipped one/);
});

test('a glob asks for one check at least, and all that it matches must be green', async () => {
  const program = programAsking("{ check: 'CI / test (*)' }");
  const states = (...some: Check['state'][]): Check[] =>
    some.map((state, index) => check(`CI / test (os/${index})`, state));
  const verdict = async (checks: readonly Check[]) =>
    (await gate('validation', given(checks, { program }))).verdict;
  expect(await verdict([])).toBe('wait');
  expect(await verdict(states('success', 'success'))).toBe('pass');
  expect(await verdict(states('success', 'running'))).toBe('wait');
  expect(await verdict(states('running', 'failure', 'success'))).toBe('fail');
});

describe('by what changed', () => {
  const program = programAsking("{ check: smoke, when: ['crates/ebpf/**'] }");
  test.each<[string, Files, Files, string]>([
    ['elsewhere', {}, { 'crates/core/a.rs': 'x' }, 'pass'],
    ['there', {}, { 'crates/ebpf/a.rs': 'x' }, 'wait'],
    ['a file that left', { 'crates/ebpf/a.rs': 'x' }, { 'docs/a.rs': 'x' }, 'wait'],
  ])('%s', async (_, before, after, verdict) => {
    expect((await gate('validation', given([], { program, before, after }))).verdict).toBe(verdict);
  });
});

describe('for touched crates', () => {
  const program = programAsking("{ check: 'clippy ({crate})' }");
  const before: Files = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/ebpf"]\n',
    'crates/core/Cargo.toml': '[package]\nname = "assay-core"\n',
    'crates/cli/Cargo.toml': '[package]\nname = "assay"\n',
    'crates/ebpf/Cargo.toml': '[package]\nname = "assay-ebpf"\n',
  };
  const touching = (...paths: string[]): Partial<Given> => ({
    program,
    before,
    after: { ...before, ...Object.fromEntries(paths.map((path) => [path, 'x = 1'])) },
  });

  test('each is asked for by its own name', async () => {
    const checks = [check('clippy (assay-core)')];
    const one = await gate('validation', given(checks, touching('crates/core/src/lib.rs')));
    expect(one.verdict).toBe('pass');
    const two = await gate('validation', given(checks, touching('crates/core/a.rs', 'crates/cli/a.rs')));
    expect(two.verdict).toBe('wait');
    expect(words(two)).toMatch(/No check `clippy \(assay\)`/);
  });

  test('none is touched: none is asked for', async () => {
    const result = await gate('validation', given([], touching('docs/a.md')));
    expect(result.verdict).toBe('pass');
    expect(words(result)).toMatch(/asks for no check/);
  });

  test('an excluded crate is named, and asks for none', async () => {
    const result = await gate('validation', given([], touching('crates/ebpf/a.rs')));
    expect(result.verdict).toBe('pass');
    expect(words(result)).toMatch(/`assay-ebpf`: the workspace excludes it/);
  });

  test('a manifest that cannot be read fails, as what is touched is not known', async () => {
    const after = { ...before, 'crates/core/Cargo.toml': '[package\n' };
    const result = await gate('validation', given([], { program, before, after }));
    expect(result.verdict).toBe('fail');
    expect(result.reasons[0]).toMatchObject({ path: 'crates/core/Cargo.toml', line: 1 });
  });
});

test.each([
  ['test (*)', 'test (ubuntu/22.04)', true],
  ['test [linux]', 'test [linux]', true],
  ['test [linux]', 'test l', false],
  ['*[a]*', 'test [a] x', true],
  ['{fmt,clippy} / ?', 'clippy / x', true],
  ['!x', 'y', false],
  ['.*', '.hidden', true],
  ['fmt', 'Fmt', false],
])('the name %s for %s: %s', (glob, name, matches) => {
  expect(nameTest(glob)(name)).toBe(matches);
});
