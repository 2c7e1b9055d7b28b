import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import type { GateResult } from '../../src/gates/gate.js';
import {
  BRANCHES,
  type FileSpec,
  type Files,
  gate,
  judged,
  programsOf,
  programWith,
  words,
} from './pull-request.js';

const LIB = 'core/src/lib.rs';
const analyzer = createInProcessAnalyzer();
afterAll(() => analyzer.close());

/** The gate's result where a step demands a test named like `*ipv4*deny*` in the crate `core`. */
function demanded(after: Files, names = "['*ipv4*deny*']", globs = "['core/**']"): Promise<GateResult> {
  const tests = `[{ what: IPv4 deny attribution, names: ${names}, in: ${globs} }]`;
  const files = { 'core/Cargo.toml': '[package]', ...after };
  return gate('tests', {
    branch: BRANCHES.close,
    program: programWith({ tests }),
    before: files,
    after: files,
    analyzer,
  });
}

const inLib = (text: string): Files => ({ [LIB]: text });

const counts: readonly [name: string, rust: string][] = [
  ['#[test]', '#[test]\nfn ipv4_deny_names_its_rule() {}'],
  ['#[test] in a module of tests', '#[cfg(test)]\nmod tests {\n    #[test]\n    fn cidr_ipv4_deny() {}\n}'],
  ['#[tokio::test]', '#[tokio::test(flavor = "multi_thread")]\nasync fn ipv4_deny() {}'],
  ['#[rstest] with cases', '#[rstest]\n#[case(1)]\n#[case(2)]\nfn ipv4_deny(#[case] n: u8) {}'],
  ['#[test_case]', '#[test_case(1 ; "one")]\n#[test_case(2 ; "two")]\nfn ipv4_deny(n: u8) {}'],
  ['an attribute by its path', '#[test_log::test]\nfn ipv4_deny() {}'],
  ['other attributes and comments between', '#[test]\n// why\n#[should_panic]\n/* so */\nfn ipv4_deny() {}'],
  ['a result', '#[test]\nfn ipv4_deny() -> Result<(), Box<dyn std::error::Error>> { Ok(()) }'],
  [
    'a cfg that may hold',
    '#[cfg(all(test, target_os = "linux", not(miri)))]\nmod t { #[test] fn ipv4_deny() {} }',
  ],
  ['an ignore on some machines only', '#[test]\n#[cfg_attr(miri, ignore)]\nfn ipv4_deny() {}'],
  ['a test attribute on some machines only', '#[cfg_attr(target_os = "linux", test)]\nfn ipv4_deny() {}'],
  ['proptest!', 'proptest! {\n    #[test]\n    fn ipv4_deny(x in 0..9u8) { prop_assert!(x < 9); }\n}'],
  ['quickcheck!', 'quickcheck! { fn ipv4_deny(x: u8) -> bool { x == x } }'],
  ['a macro around items', 'cfg_if! { if #[cfg(unix)] { #[test] fn ipv4_deny() {} } }'],
  ['a raw name', '#[test]\nfn r#ipv4_deny() {}'],
  ['an ignored one beside it', '#[test]\n#[ignore]\nfn ipv4_deny_slow() {}\n#[test]\nfn ipv4_deny() {}'],
];

test.each(counts)('%s counts', async (_name, rust) => {
  const result = await demanded(inLib(rust));
  expect(words(result)).toMatch(
    /^IPv4 deny attribution: `\S*ipv4_deny\w*` \(`core\/src\/lib\.rs:\d+`\) tests it\./u,
  );
  expect(result).toMatchObject({ verdict: 'pass', findings: [] });
});

const missing: readonly [name: string, rust: string, says: RegExp][] = [
  ['no function', 'fn other() {}', /\(1 Rust file\)\. Add a `#\[test\]` function/u],
  [
    'a name that does not match',
    '#[test]\nfn ipv6_deny() {}',
    /named like `\*ipv4\*deny\*` runs, looked for in `core\/\*\*` \(1 Rust file\)\. Add/u,
  ],
  ['the name in a string', 'const X: &str = "#[test] fn ipv4_deny() {}";', /\(1 Rust file\)\. Add/u],
  [
    'the name in a comment',
    '// #[test]\n// fn ipv4_deny() {}',
    /`ipv4_deny` \(`core\/src\/lib\.rs:2`\) stands in a comment/u,
  ],
  [
    'the name in a doc comment',
    '/// ```\n/// #[test] fn ipv4_deny() {}\n/// ```\nfn f() {}',
    /stands in a comment/u,
  ],
  ['the name in a block comment', '/*\n#[test]\nfn ipv4_deny() {}\n*/', /stands in a comment/u],
  [
    'a function without attribute',
    'fn ipv4_deny() {}',
    /`ipv4_deny` \(`core\/src\/lib\.rs:1`\) has no test attribute/u,
  ],
  [
    'a helper of a test module',
    '#[cfg(test)]\nmod tests {\n    fn ipv4_deny() {}\n}',
    /`tests::ipv4_deny` \(`\S+:3`\) has no/u,
  ],
  ['a benchmark', '#[bench]\nfn ipv4_deny(b: &mut Bencher) {}', /has no test attribute/u],
  [
    'an ignored test',
    '#[test]\n#[ignore]\nfn ipv4_deny() {}',
    /is ignored by `#\[ignore\]`\. Make `ipv4_deny` pass/u,
  ],
  ['a test ignored for a reason', '#[ignore = "flaky"]\n#[test]\nfn ipv4_deny() {}', /is ignored/u],
  ['a test ignored in all tests', '#[cfg_attr(test, ignore)]\n#[test]\nfn ipv4_deny() {}', /is ignored/u],
  [
    'a cfg that never holds',
    '#[cfg(any())]\nmod tests { #[test] fn ipv4_deny() {} }',
    /`cfg` that no build/u,
  ],
  ['a cfg of no tests', '#[test]\n#[cfg(not(test))]\nfn ipv4_deny() {}', /`cfg` that no build/u],
  [
    'cfgs that exclude each other',
    '#[cfg(unix)]\nmod a {\n    #![cfg(not(unix))]\n    #[test]\n    fn ipv4_deny() {}\n}',
    /`cfg` that no build/u,
  ],
  [
    'a file that never is built',
    '#![cfg(all(windows, not(windows)))]\n#[test]\nfn ipv4_deny() {}',
    /`cfg` that no build/u,
  ],
  ['a test in a function', 'fn f() {\n    #[test]\n    fn ipv4_deny() {}\n}', /stands in another function/u],
  ['a test in an impl', 'impl S {\n    #[test]\n    fn ipv4_deny() {}\n}', /stands in another function/u],
  [
    'a macro that may not be called',
    'macro_rules! m { () => { #[test] fn ipv4_deny() {} } }',
    /stands in the body of a macro/u,
  ],
  ['quoted code', 'fn f() { quote! { #[test] fn ipv4_deny() {} } }', /\(1 Rust file\)\. Add/u],
];

test.each(missing)('%s is no test', async (_name, rust, says) => {
  const result = await demanded(inLib(rust));
  expect(result.verdict).toBe('fail');
  expect(result.reasons).toHaveLength(1);
  expect(words(result)).toMatch(/^No test of IPv4 deny attribution: /u);
  expect(words(result)).toMatch(says);
});

test('the most easily mended candidate comes first and gives the place', async () => {
  const result = await demanded({
    [LIB]: 'fn ipv4_deny() {}\n// fn ipv4_deny_old() {}',
    'core/tests/t.rs': '\n#[test]\n#[ignore]\nfn ipv4_deny_all() {}',
  });
  expect(result.reasons[0]).toMatchObject({ path: 'core/tests/t.rs', line: 4 });
  expect(words(result)).toMatch(/But `ipv4_deny_all`.*; `ipv4_deny`.*; `ipv4_deny_old`/u);
});

test('of many candidates some are named and the rest counted', async () => {
  const many = Array.from({ length: 9 }, (_, n) => `fn ipv4_deny_${n}() {}`).join('\n');
  expect(words(await demanded(inLib(many)))).toMatch(/; 4 more do not count either\./u);
});

describe('where it is looked for', () => {
  const TEST = '#[test]\nfn ipv4_deny() {}';

  test.each<[string, Files, string]>([
    ['a file of tests', { 'core/tests/deny.rs': TEST }, 'pass'],
    ['another crate', { [LIB]: '', 'other/src/lib.rs': TEST }, 'fail'],
    ['a file that is no Rust', { [LIB]: '', 'core/notes.md': TEST }, 'fail'],
    ['a link', { [LIB]: '', 'core/src/x.rs': { text: TEST, mode: '120000' } }, 'fail'],
  ])('%s', async (_name, after, verdict) => {
    expect((await demanded(after)).verdict).toBe(verdict);
  });

  test('a place without Rust is a mistake that is told', async () => {
    const result = await demanded({ 'docs/x.md': 'x' });
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(/there is no Rust file in `core\/\*\*`, where it was looked for\./u);
    expect(words(result)).toMatch(/correct `in` in the program/u);
  });

  test.each<[string, string, string]>([
    ['is never built', '#[cfg(any())]\nmod deny;', 'fail'],
    ['is built for tests', '#[cfg(test)]\nmod deny;', 'pass'],
    ['is built', 'mod deny;', 'pass'],
    ['is built one way of two', '#[cfg(any())]\nmod deny;\n#[cfg(unix)]\nmod deny;', 'pass'],
  ])('a file that by its parent %s', async (_name, lib, verdict) => {
    const result = await demanded(
      { [LIB]: lib, 'core/src/deny.rs': TEST },
      undefined,
      "['core/src/deny.rs']",
    );
    expect(result.verdict).toBe(verdict);
  });
});

describe('names', () => {
  const rust = 'mod tests { mod ipv4 {\n    #[test]\n    fn deny_names_its_rule() {}\n} }';
  test.each([
    ["['*ipv6*deny*', 'deny_names_*']", 'pass'],
    ["['ipv4::*deny*']", 'pass'],
    ["['*v4::*deny*']", 'pass'],
    ["['v4::*deny*']", 'fail'],
    ["['tests::ipv4::deny_*']", 'pass'],
    ["['tests::deny_*']", 'fail'],
    ["['*ipv4*deny*']", 'fail'],
    ["['deny']", 'fail'],
    ["['Deny_*']", 'fail'],
    ["['deny_names_its_rul?']", 'pass'],
  ])('%s', async (names, verdict) => {
    expect((await demanded(inLib(rust), names)).verdict).toBe(verdict);
  });

  test.each([
    ['core/src/ipv4/tests.rs', 'pass'],
    ['core/src/ipv4/tests/mod.rs', 'pass'],
    ['core/src/ipv4.rs', 'fail'],
    ['core/src/tests/ipv4.rs', 'fail'],
  ])('modules that are files count: %s', async (path, verdict) => {
    const file = { [path]: '#[test]\nfn denies() {}\n' };
    expect((await demanded(file, "['ipv4::tests::denies']")).verdict).toBe(verdict);
  });
});

const broken: readonly [name: string, spec: FileSpec][] = [
  ['does not parse', '#[test]\nfn ipv4_deny() { let x = ; }\nfn }'],
  ['is no UTF-8', { bytes: Buffer.from([0x23, 0x5b, 0xff, 0xfe, 0x0a]) }],
];

const hostile: readonly [name: string, rust: string][] = [
  ['a name without end', `fn ${'v4'.repeat(200_000)}() {}`],
  ['modules without end', `${'mod ipv4 { '.repeat(5_000)}#[test] fn a() {}${' }'.repeat(5_000)}`],
  ['a comment full of functions', `/* ${'fn ipv4_deny '.repeat(100_000)} */`],
  [
    'conditions without end',
    `${Array.from({ length: 12 }, (_, n) => `#[cfg(c${n})]`).join(' ')} mod m { ${'#[test] #[ignore] fn ipv4_deny() {} '.repeat(2_000)} }`,
  ],
];

test.each(hostile)('%s is judged in time', async (_name, rust) => {
  const begun = performance.now();
  const result = await demanded(inLib(rust), "['*ipv4*deny*', '*v4*::*deny*', '*v4*v6*deny*']");
  expect(result.verdict).toBe('fail');
  expect(words(result).length).toBeLessThan(5_000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test.each(broken)('a file that %s is told and not passed', async (_name, spec) => {
  const result = await demanded({ [LIB]: spec, 'core/src/a.rs': '#[test]\nfn ipv4_deny() {}' });
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/`core\/src\/lib\.rs` could not be judged in whole/u);
});

test('each missing test has a reason of its own', async () => {
  const tests = `[{ what: A, names: [a_*], in: ['core/**'] }, { what: B, names: [b_*], in: ['core/**'] }, { what: C, names: [c_*], in: ['core/**'] }]`;
  const result = await gate('tests', {
    branch: BRANCHES.change,
    program: programWith({ tests }),
    after: { [LIB]: '#[test] fn b_1() {}' },
    analyzer,
  });
  expect(result.reasons.map(({ message }) => message.slice(0, 13))).toEqual([
    'No test of A:',
    'No test of C:',
  ]);
});

test('a step that demands no tests has no such gate', async () => {
  const { gates } = await judged({ branch: BRANCHES.close, after: { [LIB]: '' } });
  expect(gates.map((one) => one.gate)).not.toContain('tests');
});

test.each([
  ["[{ what: A, names: ['a b'], in: ['**'] }]", /function's name/u],
  ["[{ what: A, names: ['a-b'], in: ['**'] }]", /function's name/u],
  ["[{ what: A, names: [], in: ['**'] }]", /at least one entry/u],
  ["[{ what: A, names: [a], in: ['/core/**'] }]", /repository's root/u],
  ["[{ names: [a], in: ['**'] }]", /`what` is missing/u],
  ["[{ what: A, name: a, in: ['**'] }]", /Did you mean `names`/u],
])('%s is a mistake in the program', (tests, says) => {
  const { errors } = programsOf(programWith({ tests }));
  expect(errors.map(({ message }) => message).join('\n')).toMatch(says);
});

describe('frozen tests', () => {
  const OTHER = 'core/src/other.rs';
  const denies = '#[test]\nfn denies() { assert!(deny(4)); }\n';

  function frozen(before: Files, after: Files, globs = "['core/**']"): Promise<GateResult> {
    return gate('tests', {
      branch: BRANCHES.close,
      program: programWith().replaceAll('artifacts:', `frozen-tests: ${globs}, artifacts:`),
      before: { 'core/Cargo.toml': '[package]', ...before },
      after: { 'core/Cargo.toml': '[package]', ...after },
      analyzer,
    });
  }

  const kept: readonly [name: string, before: Files, after: Files][] = [
    ['nothing changed', { [LIB]: denies }, { [LIB]: denies }],
    ['no Rust changed', { [LIB]: denies }, { [LIB]: denies, 'a.md': 'x' }],
    ['it moved down', { [LIB]: denies }, { [LIB]: `fn f() {}\n${denies}` }],
    ['its body changed', { [LIB]: denies }, { [LIB]: denies.replace('4', '6') }],
    ['one more', { [LIB]: denies }, { [LIB]: `${denies}#[test]\nfn more() {}\n` }],
    [
      'its file was renamed',
      { [LIB]: 'mod a;', 'core/src/a.rs': denies },
      { [LIB]: 'mod b;', 'core/src/b.rs': denies },
    ],
    ['it moved to another file', { [LIB]: denies }, { [LIB]: 'mod other;', [OTHER]: denies }],
    ['it moved into a module', { [LIB]: denies }, { [LIB]: `#[cfg(test)]\nmod tests {\n${denies}}` }],
    ['it moved to another crate', { [LIB]: denies }, { [LIB]: '', 'other/src/lib.rs': denies }],
    [
      'it moved to a file of tests beside the sources',
      { [LIB]: 'mod other;', [OTHER]: denies },
      { [LIB]: '', 'core/tests/denies.rs': denies },
    ],
    ['it has a new name alone', { [LIB]: denies }, { [LIB]: denies.replace('denies', 'denies_ipv4') }],
    ['it was ignored before', { [LIB]: `#[ignore]\n${denies}` }, { [LIB]: '' }],
    ['it was no test', { [LIB]: 'fn denies() {}' }, { [LIB]: '' }],
    ['it is elsewhere', { 'other/src/lib.rs': denies }, { 'other/src/lib.rs': '' }],
    [
      'another attribute',
      { [LIB]: denies },
      { [LIB]: denies.replace('test', 'tokio::test').replace('fn', 'async fn') },
    ],
  ];

  test.each(kept)('%s: none is lost', async (_name, before, after) => {
    const result = await frozen(before, after);
    expect(words(result)).not.toMatch(/merge base is gone/u);
    expect(result.verdict).toBe('pass');
  });

  const lost: readonly [name: string, before: Files, after: Files, says: RegExp][] = [
    [
      'removed',
      { [LIB]: denies },
      { [LIB]: '' },
      /`denies` \(`core\/src\/lib\.rs:2`\) of the merge base is gone/u,
    ],
    ['removed with its file', { [LIB]: 'mod other;', [OTHER]: denies }, { [LIB]: '' }, /is gone/u],
    [
      'ignored',
      { [LIB]: denies },
      { [LIB]: `#[ignore]\n${denies}` },
      /`denies` \(`core\/src\/lib\.rs:3`\) is ignored/u,
    ],
    [
      'without its attribute',
      { [LIB]: denies },
      { [LIB]: denies.replace('#[test]', '') },
      /has no test attribute/u,
    ],
    ['commented out', { [LIB]: denies }, { [LIB]: `/*${denies}*/` }, /stands in a comment/u],
    [
      'under a cfg that never holds',
      { [LIB]: denies },
      { [LIB]: `#[cfg(any())]\n${denies}` },
      /no build of the tests/u,
    ],
    [
      'under a parent that is never built',
      { [LIB]: 'mod other;', [OTHER]: denies },
      { [LIB]: '#[cfg(any())]\nmod other;', [OTHER]: denies },
      /no build of the tests/u,
    ],
    [
      'in a file that nothing declares any more',
      { [LIB]: 'mod other;', [OTHER]: denies },
      { [LIB]: '', [OTHER]: denies },
      /no `mod` declares `core\/src\/other\.rs`/u,
    ],
    [
      'in a module of tests that nothing declares any more',
      { [LIB]: '#[cfg(test)]\nmod tests;', 'core/src/tests/mod.rs': denies },
      { [LIB]: '', 'core/src/tests/mod.rs': denies },
      /no `mod` declares `core\/src\/tests\/mod\.rs`/u,
    ],
    ['nested', { [LIB]: denies }, { [LIB]: `fn f() {\n${denies}}` }, /stands in another function/u],
    [
      'another name and another body',
      { [LIB]: denies },
      { [LIB]: '#[test]\nfn allows() { assert!(allow(4)); }' },
      /is gone/u,
    ],
    [
      'one of two of the same name',
      { [LIB]: `mod a {\n${denies}}\nmod b {\n${denies}}` },
      { [LIB]: `mod a {\n${denies}}\nmod b {}` },
      /`b::denies` .* is gone/u,
    ],
    [
      'in a file that does not parse',
      { [LIB]: denies },
      { [LIB]: `${denies}fn }` },
      /could not be judged in whole/u,
    ],
  ];

  test.each(lost)('%s: one is lost', async (_name, before, after, says) => {
    const result = await frozen(before, after);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(says);
    expect(result.reasons).toHaveLength(1);
  });

  test('a scope without tests says that there were none', async () => {
    const result = await frozen({ [LIB]: '' }, { [LIB]: 'fn f() {}' });
    expect(words(result)).toMatch(/0 frozen tests: no test ran in `core\/\*\*` at the merge base\./u);
  });

  test('thousands of tests are compared in time', async () => {
    const many = (names: string) =>
      Array.from({ length: 4_000 }, (_, n) => `#[test] fn ${names}_${n}() {}\n`).join('');
    const begun = performance.now();
    expect((await frozen({ [LIB]: many('a') }, { [LIB]: many('b') })).verdict).toBe('pass');
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
