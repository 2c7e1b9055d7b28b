import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import type { GateResult } from '../../src/gates/gate.js';
import { annotationsOf } from '../../src/report/annotations.js';
import { BRANCHES, type Files, gate, judged, programWith, repositoryOf, words } from './pull-request.js';

const analyzer = createInProcessAnalyzer();
afterAll(() => analyzer.close());

const LIB = 'core/src/lib.rs';

/** A program whose every step has the conditions, each in one line of YAML. */
function withPatterns(conditions: readonly string[]): string {
  const list = conditions.map((condition) => `  - { ${condition} }\n`).join('');
  return programWith().replace('production:', () => `patterns:\n${list}production:`);
}

function patterns(
  condition: string,
  after: Files,
  before: Files = {},
  branch = BRANCHES.freeze,
): Promise<GateResult> {
  return gate('patterns', { branch, program: withPatterns([condition]), before, after, analyzer });
}

/** The places that a result names, and the verdict where it names none. */
function places({ verdict, reasons }: GateResult): string {
  const named = reasons.flatMap(({ path, line }) => (path === undefined ? [] : [`${path}:${line ?? ''}`]));
  return verdict === 'fail' && named.length > 0 ? named.join(' ') : verdict;
}

describe('where a pattern counts', () => {
  const code: readonly [name: string, text: string, inCode: boolean, inText: boolean][] = [
    ['code', 'fn f() { x.unwrap(); }', true, true],
    ['a line comment', '// x.unwrap();', false, true],
    ['a doc comment', '/// x.unwrap();\nfn f() {}', false, true],
    ['a block comment', '/* a\n /* x.unwrap(); */ b */', false, true],
    ['a string', 'const S: &str = "x.unwrap();";', false, true],
    ['a raw string', 'const S: &str = r#"x".unwrap();"#;', false, true],
    ['a byte string', 'const S: &[u8] = b"x.unwrap();";', false, true],
    ['a string over lines', 'const S: &str = "a\nx.unwrap();\n";', false, true],
    ['code after a string', 'fn f() { "\\"".x.unwrap(); }', true, true],
    ['code after a quote', "fn f() { '\"'; x.unwrap(); }", true, true],
    ['code after a lifetime', "fn f<'a>(x: &'a X) { x.unwrap(); }", true, true],
    ['code after a comment', '/* why */ fn f() { x.unwrap(); }', true, true],
    ['the body of a macro', 'macro_rules! m { () => { x.unwrap() } }', true, true],
    ['the arguments of a macro', 'fn f() { println!("{}", x.unwrap()); }', true, true],
    ['code with Windows line ends', 'fn f() {\r\n x.unwrap();\r\n}\r\n', true, true],
    ['code after a byte order mark', '\uFEFFfn f() { x.unwrap(); }', true, true],
    ['code beside names that are not ASCII', 'fn größe() { "日本"; x.unwrap(); }', true, true],
    ['nothing', 'fn f() {}', false, false],
  ];

  test.each(code)('%s', async (_name, text, inCode, inText) => {
    const files = { [LIB]: text };
    const condition = "must-not-match: 'unwrap\\(', in: ['core/**']";
    expect((await patterns(condition, files)).verdict).toBe(inCode ? 'fail' : 'pass');
    expect((await patterns(`${condition}, where: text`, files)).verdict).toBe(inText ? 'fail' : 'pass');
    const must = "must-match: 'unwrap\\(', in: ['core/**']";
    expect((await patterns(must, files)).verdict).toBe(inCode ? 'pass' : 'fail');
  });

  test('what stands between quotes is neither blank nor a letter', async () => {
    const files = { [LIB]: 'fn f() { g("text"); }' };
    const verdict = async (pattern: string) =>
      (await patterns(`must-not-match: '${pattern}', in: ['core/**']`, files)).verdict;
    expect(await verdict('g\\("\\s*"\\)')).toBe('pass');
    expect(await verdict('g\\("\\w')).toBe('pass');
    expect(await verdict('g\\("[^"]+"\\)')).toBe('fail');
  });

  const tests: readonly [name: string, files: Files][] = [
    ['a module of tests', { [LIB]: 'fn a() {}\n#[cfg(test)]\nmod tests {\n fn f() { x.unwrap() }\n}\n' }],
    ['a test function', { [LIB]: '#[test]\nfn f() { x.unwrap() }\n' }],
    ['a file of tests', { 'core/tests/a.rs': 'fn f() { x.unwrap() }' }],
    [
      'a file that is declared for tests',
      { [LIB]: '#[cfg(test)]\nmod a;', 'core/src/a.rs': 'fn f() { x.unwrap() }' },
    ],
    ['a file that is for tests as a whole', { [LIB]: '#![cfg(test)]\nfn f() { x.unwrap() }\n' }],
  ];

  test.each(tests)('%s is test code', async (_name, files) => {
    const condition = "must-not-match: 'unwrap', in: ['core/**']";
    const given = { 'core/Cargo.toml': '[package]', ...files };
    expect((await patterns(condition, given)).verdict).toBe('fail');
    expect((await patterns(`${condition}, tests: exclude`, given)).verdict).toBe('pass');
    expect((await patterns(`${condition}, tests: exclude, where: text`, given)).verdict).toBe('pass');
  });

  test('code beside test code counts, at its own line', async () => {
    const text = '#[cfg(test)]\nmod tests { fn größe() { x.unwrap() } }\nfn f() { x.unwrap() }\n';
    const result = await patterns("must-not-match: 'unwrap', in: ['core/**'], tests: exclude", {
      [LIB]: text,
    });
    expect(places(result)).toBe(`${LIB}:3`);
  });

  test('other files than Rust count in whole', async () => {
    const files = { 'a.sh': '# curl x\n', 'a.md': '"curl y"' };
    expect(places(await patterns("must-not-match: curl, in: ['*']", files))).toBe('a.sh:1 a.md:1');
  });
});

describe('lines', () => {
  const cases: readonly [pattern: string, text: string, lines: readonly number[]][] = [
    ['^fn a', 'fn a\n fn a\nfn ab\n', [1, 3]],
    ['a$', 'ba\nab\na', [1, 3]],
    ['a$', 'a\r\nb\r\n', [1]],
    ['^\\s*b', 'a\n\n\n  b', [4]],
    ['a\\s+b', 'a\nb', []],
    ['a\\nb', 'x\na\nb', [2]],
    ['(?s)a.*c', 'x\na\nb\nc', [2]],
    ['\\Aa', 'b\na', []],
    ['\\Aa', 'a\na', [1]],
    ['(?i)todo', 'x\nTODO', [2]],
    ['[[:space:]]x', 'a x', [1]],
    ['\\bfoo\\b', 'foobar\nfoo bar', [2]],
    ['größe', 'x\ngröße', [2]],
    ['x.y', 'x😀y', [1]],
    ['^$', 'a\n\nb\n', [2]],
  ];

  test.each(cases)('%s in %j', async (pattern, text, lines) => {
    const condition = `must-not-match: '${pattern}', in: ['*'], where: text`;
    const expected = lines.length === 0 ? 'pass' : lines.map((line) => `a.txt:${line}`).join(' ');
    expect(places(await patterns(condition, { 'a.txt': text }))).toBe(expected);
  });

  test.each<[string, Uint8Array]>([
    ['Latin 1', Buffer.from([0xe9, 0x0a, ...Buffer.from('curl')])],
    ['UTF-16', Buffer.from('\uFEFFx\ncurl', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\uFEFFx\ncurl', 'utf16le').swap16()],
    ['a binary file', Buffer.from([0, 1, 0xff, 0x0a, ...Buffer.from('\0curl\0')])],
  ])('%s is searched', async (_name, bytes) => {
    const condition = "must-not-match: curl, in: ['*']";
    expect(places(await patterns(condition, { 'a.bin': { bytes } }))).toBe('a.bin:2');
  });
});

describe('except', () => {
  test.each<[string, string, string]>([
    [
      "must-not-match: '^\\s*pub\\b', except: 'pub\\(crate\\)'",
      'pub(crate) fn a() {}\n  pub(super) fn b() {}\n',
      `${LIB}:2`,
    ],
    ["must-not-match: '^\\s*pub\\b', except: 'pub\\(crate\\)'", 'pub fn a() {} // pub(crate)', `${LIB}:1`],
    [
      "must-not-match: '^\\s*pub\\b', except: 'pub\\(crate\\)', where: text",
      'pub fn a() {} // pub(crate)',
      'pass',
    ],
    ["count: 1, pattern: 'x', except: 'use'", 'use x;\nx', 'pass'],
    ["must-match: 'x', except: 'use'", 'use x;', `${LIB}:`],
    ['must-not-match: { fn: run }, except: unsafe', 'unsafe fn run() {}', 'pass'],
    ['must-not-match: { fn: run }, except: unsafe', 'unsafe {}\nfn run() {}', `${LIB}:2`],
  ])('%s in %j', async (condition, text, expected) => {
    expect(places(await patterns(`${condition}, in: ['core/**']`, { [LIB]: text }))).toBe(expected);
  });
});

describe('must-match', () => {
  const condition = "must-match: '^## Scope', in: ['docs/*.md']";

  test.each<[string, string, Files, string]>([
    ['one of many is enough', condition, { 'docs/a.md': '## Scope', 'docs/b.md': '' }, 'pass'],
    ['each of many', `${condition}, per: file`, { 'docs/a.md': '## Scope', 'docs/b.md': '' }, 'docs/b.md:'],
    ['in none', condition, { 'docs/a.md': 'Scope', 'docs/b.md': '' }, 'fail'],
    ['in the one file', condition, { 'docs/a.md': 'Scope' }, 'docs/a.md:'],
    ['no file', condition, { 'a.md': '## Scope' }, 'fail'],
    ['a link is no file', condition, { 'docs/a.md': { text: '## Scope', mode: '120000' } }, 'docs/a.md:'],
  ])('%s', async (_name, given, after, expected) => {
    expect(places(await patterns(given, after))).toBe(expected);
  });

  test('says where it stands without counting', async () => {
    const result = await patterns("must-match: 'run\\(', in: ['core/**']", { [LIB]: '// run()' });
    expect(words(result)).toMatch(/does not count, in comments or strings \(`core\/src\/lib\.rs:1`\)\./u);
  });

  test('says how an item is named that a search for its line misses', async () => {
    const result = await patterns("must-match: '^fn run\\(', in: ['core/**']", { [LIB]: 'pub fn run() {}' });
    expect(words(result)).toMatch(/have a maintainer write `\{ fn: run \}` in the program/u);
  });

  test('says that there is no file, and why it is asked for', async () => {
    const result = await patterns(`${condition}, why: Readers look there.`, {});
    expect(words(result)).toMatch(/where there is no file at head\. Readers look there\. Add the file/u);
  });
});

describe('must-not-match', () => {
  const condition = "must-not-match: curl, in: ['scripts/**']";

  test.each<[string, Files, Files, string]>([
    ['nowhere', {}, { 'scripts/a.sh': 'wget' }, 'pass'],
    ['out of scope', {}, { 'a.sh': 'curl' }, 'pass'],
    [
      'twice on a line is one place',
      {},
      { 'scripts/a.sh': 'curl curl\ncurl' },
      'scripts/a.sh:1 scripts/a.sh:2',
    ],
    ['unchanged', { 'scripts/a.sh': 'curl' }, { 'scripts/a.sh': 'curl' }, 'scripts/a.sh:1'],
    ['a file that went', { 'scripts/a.sh': 'curl' }, {}, 'pass'],
    ['renamed out of scope', { 'scripts/a.sh': 'curl' }, { 'a.sh': 'curl' }, 'a.sh:1'],
    ['renamed into scope', { 'a.sh': 'curl' }, { 'scripts/a.sh': 'curl' }, 'scripts/a.sh:1'],
    ['a link that is new', {}, { 'scripts/a.sh': { text: 'b', mode: '120000' } }, 'scripts/a.sh:'],
    [
      'a link that was there',
      { 'scripts/a.sh': { text: 'b', mode: '120000' } },
      { 'scripts/a.sh': { text: 'b', mode: '120000' } },
      'pass',
    ],
  ])('%s', async (_name, before, after, expected) => {
    expect(places(await patterns(condition, after, before))).toBe(expected);
  });

  test.each([
    ['x.unwrap();', /does at `core\/src\/lib\.rs:1` \(`x\.unwrap\(\);`\)\. Take it out\.$/u],
    [`  x.unwrap();${' '.repeat(9)}${'y'.repeat(99)}`, /\(`x\.unwrap\(\); {9}y{59}…`\)/u],
    ['x.unwrap("`");', /does at `core\/src\/lib\.rs:1`\. Take/u],
  ])('the reason shows the line: %j', async (text, says) => {
    const result = await patterns("must-not-match: 'unwrap\\(', in: ['core/**']", { [LIB]: text });
    expect(words(result)).toMatch(says);
  });

  test('over no file it passes and says so', async () => {
    expect(words(await patterns(condition, {}))).toMatch(/no file at head, so that nothing was searched/u);
  });

  test('a Rust file whose strings do not end is not passed', async () => {
    const result = await patterns("must-not-match: curl, in: ['core/**']", { [LIB]: 'fn f() {}\n"curl' });
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(/could not be judged in whole \(line 2\)/u);
  });
});

describe('what is named in Rust', () => {
  const items: readonly [pattern: string, text: string, stands: boolean][] = [
    ['fn: run', 'fn run() {}', true],
    ['fn: run', 'pub(crate) async unsafe fn run<T: X>(t: T) {}', true],
    ['fn: run', 'pub const extern "C" fn\n    run() {}', true],
    ['fn: run', 'impl A {\n    #[inline]\n    pub fn run(&self) {}\n}', true],
    ['fn: run', 'trait A { fn run(&self); }', true],
    ['fn: run', 'fn r#run() {}', true],
    ['fn: run', 'cfg_if! { if #[cfg(unix)] { fn run() {} } }', true],
    ['fn: run', 'proptest! {\n    #[test]\n    fn run(x in 0..9) { f(x) }\n}', true],
    ["fn: 'tests::run'", 'mod tests { proptest! { fn run(x in 0..9) {} } }', true],
    ['fn: run', 'proptest! { fn walk(x in 0..9) { run(x) } }', false],
    ['fn: run', 'fn run_twice() {}', false],
    ['fn: run', '// fn run() {}', false],
    ['fn: run', 'const S: &str = "fn run() {}";', false],
    ['fn: run', 'fn f() { run(); }', false],
    ['fn: run', 'use a::run;', false],
    ['fn: run', 'macro_rules! m { () => { fn run() {} } }', false],
    ['fn: run', 'struct run;', false],
    ["fn: 'run*'", 'fn run_twice() {}', true],
    ["fn: 'A::run'", 'impl<T> X for crate::A<T> { fn run(&self) {} }', true],
    ["fn: 'A::run'", 'impl B { fn run(&self) {} }', false],
    ["fn: 'tests::run'", 'mod tests { fn run() {} }', true],
    ['struct: S', 'pub struct S<T>(T);', true],
    ['struct: S', 'pub enum S {}', false],
    ['enum: S', 'pub enum S {}', true],
    ['union: S', 'union S { a: u8 }', true],
    ['trait: S', 'pub trait S {}', true],
    ['type: S', 'type S = u8;', true],
    ['const: S', 'const S: u8 = 1;', true],
    ['static: S', 'static mut S: u8 = 1;', true],
    ['mod: s', 'pub mod s;', true],
    ['item: S', 'pub enum S {}', true],
    ['item: S', 'fn f(s: S) {}', false],
    ['macro: println', 'fn f() { std::println!("x") }', true],
    ['macro: println', 'fn f() { eprintln!("println!") }', false],
    ['method: unwrap', 'fn f() { a\n    .unwrap\n    () }', true],
    ['method: unwrap', 'fn f() { Option::unwrap(a) }', true],
    ['method: unwrap', 'fn f() { a.unwrap_or(1) }', false],
    ["call: 'std::fs::read'", 'fn f() { std::fs::read("x"); }', true],
    ["call: 'std::fs::read'", 'use std::fs as disk;\nfn f() { disk::read("x"); }', true],
    ["call: 'std::fs::read'", 'use std::fs::{self, read as slurp};\nfn f() { slurp("x"); }', true],
    ["call: 'std::fs::read'", 'use std::fs::read;\nfn f() { g(read); }', true],
    ["call: 'std::fs::read'", 'mod fs { pub fn read() {} }\nfn f() { fs::read(); }', false],
    ["call: 'std::fs::read'", '// std::fs::read("x")\nconst S: &str = "std::fs::read(x)";', false],
    ["call: 'std::fs::{read, write}'", 'fn f() { std::fs::write("x", "y"); }', true],
  ];

  test.each(items)('%s in %j: %s', async (pattern, text, stands) => {
    const files = { 'core/Cargo.toml': '', [LIB]: text };
    const must = await patterns(`must-match: { ${pattern} }, in: ['core/**']`, files);
    expect(must.verdict).toBe(stands ? 'pass' : 'fail');
    const mustNot = await patterns(`must-not-match: { ${pattern} }, in: ['core/**']`, files);
    expect(mustNot.verdict).toBe(stands ? 'fail' : 'pass');
  });

  test.each([
    ['core/src/runner.rs', 'pass'],
    ['core/src/engine/runner/mod.rs', 'pass'],
    ['core/src/runner/engine.rs', 'fail'],
    [LIB, 'fail'],
  ])('modules that are files count: %s', async (path, verdict) => {
    const condition = "must-match: { fn: 'runner::run' }, in: ['core/**']";
    expect((await patterns(condition, { [path]: 'pub fn run() {}' })).verdict).toBe(verdict);
  });

  test('test code may be left out', async () => {
    const files = { [LIB]: '#[cfg(test)]\nmod tests { fn run() {} }' };
    const condition = "must-match: { fn: run }, in: ['core/**']";
    expect((await patterns(condition, files)).verdict).toBe('pass');
    expect((await patterns(`${condition}, tests: exclude`, files)).verdict).toBe('fail');
  });

  test('Rust that does not parse is not passed', async () => {
    const files = { [LIB]: 'fn run( { \n' };
    const result = await patterns("must-not-match: { fn: walk }, in: ['core/**']", files);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toMatch(/could not be judged/u);
  });

  test('a scope without Rust has nothing of it', async () => {
    const result = await patterns("must-match: { fn: run }, in: ['docs/**']", { 'docs/a.md': 'fn run' });
    expect(words(result)).toMatch(/where there is no Rust file at head/u);
  });
});

describe('no-increase', () => {
  const condition = "no-increase: 'unwrap\\(', in: ['core/**']";
  const other = 'core/src/other.rs';

  test.each<[string, string, Files, Files, string]>([
    ['as many', condition, { [LIB]: 'a.unwrap()' }, { [LIB]: 'b.unwrap()' }, 'pass'],
    ['fewer', condition, { [LIB]: 'a.unwrap().unwrap()' }, { [LIB]: 'a.unwrap()' }, 'pass'],
    ['one more', condition, { [LIB]: 'a.unwrap()' }, { [LIB]: 'x\na.unwrap()\nb.unwrap()' }, `${LIB}:3`],
    ['one more on a line', condition, { [LIB]: 'a.unwrap()' }, { [LIB]: 'a.unwrap().unwrap()' }, `${LIB}:1`],
    ['one more alike', condition, { [LIB]: 'a.unwrap()' }, { [LIB]: 'a.unwrap()\na.unwrap()' }, `${LIB}:2`],
    ['a new file', condition, {}, { [LIB]: 'a.unwrap()' }, `${LIB}:1`],
    [
      'moved within',
      condition,
      { [LIB]: 'a.unwrap()', [other]: '' },
      { [LIB]: '', [other]: 'a.unwrap()' },
      'pass',
    ],
    [
      'moved within, by file',
      `${condition}, per: file`,
      { [LIB]: 'a.unwrap()', [other]: '' },
      { [LIB]: '', [other]: 'a.unwrap()' },
      `${other}:1`,
    ],
    ['renamed', `${condition}, per: file`, { [LIB]: 'a.unwrap()' }, { [other]: 'a.unwrap()' }, 'pass'],
    ['renamed into scope', condition, { 'x.rs': 'a.unwrap()' }, { [LIB]: 'a.unwrap()' }, `${LIB}:1`],
    [
      'a rename out of scope pays for nothing',
      condition,
      { [LIB]: 'a.unwrap()', [other]: '' },
      { 'x.rs': 'a.unwrap()', [other]: 'b.unwrap()' },
      `${other}:1`,
    ],
    ['in a comment', condition, {}, { [LIB]: '// a.unwrap()' }, 'pass'],
    ['in a string', condition, {}, { [LIB]: 'const A: &str = "a.unwrap()";' }, 'pass'],
    ['out of scope', condition, {}, { 'x.rs': 'a.unwrap()' }, 'pass'],
    ['nothing changed', condition, { [LIB]: 'a.unwrap()' }, { [LIB]: 'a.unwrap()' }, 'pass'],
    [
      'by name',
      "no-increase: { method: unwrap }, in: ['core/**']",
      { [LIB]: 'fn f() { a.unwrap() }' },
      { [LIB]: 'fn f() { a.unwrap() }\nfn g() {\n  a.unwrap() }' },
      `${LIB}:3`,
    ],
    [
      'by name, the same',
      "no-increase: { method: unwrap }, in: ['core/**']",
      { [LIB]: 'fn f() { a.unwrap() }' },
      { [LIB]: '\nfn f() { a.unwrap() }' },
      'pass',
    ],
    [
      'without test code',
      `${condition}, tests: exclude`,
      { [LIB]: '' },
      { [LIB]: '#[test]\nfn f() { a.unwrap() }' },
      'pass',
    ],
  ])('%s', async (_name, given, before, after, expected) => {
    expect(places(await patterns(given, after, before))).toBe(expected);
  });

  test('in a change it is the drift gate that judges it', async () => {
    const { gates } = await judged({
      branch: BRANCHES.change,
      program: withPatterns([condition]),
      after: { [LIB]: 'a.unwrap()' },
      analyzer,
    });
    expect(gates.map((one) => one.gate)).not.toContain('patterns');
    expect(gates.find((one) => one.gate === 'drift')?.verdict).toBe('fail');
  });
});

describe('only-in', () => {
  const condition = "only-in: ['core/src/io/**', core/build.rs], pattern: 'fs::', in: ['core/**']";

  test.each<[string, Files, Files, string]>([
    ['there', {}, { 'core/src/io/a.rs': 'fs::read()', 'core/build.rs': 'fs::x' }, 'pass'],
    ['nowhere', {}, { [LIB]: '' }, 'pass'],
    ['elsewhere', {}, { [LIB]: 'fs::read()' }, `${LIB}:1`],
    ['out of all', {}, { 'x.rs': 'fs::read()' }, 'pass'],
    ['in a comment elsewhere', {}, { [LIB]: '// fs::read()' }, 'pass'],
    ['renamed from there', { 'core/src/io/a.rs': 'fs::read()' }, { [LIB]: 'fs::read()' }, `${LIB}:1`],
  ])('%s', async (_name, before, after, expected) => {
    expect(places(await patterns(condition, after, before))).toBe(expected);
  });

  const IO = 'core/src/io.rs';
  const single = `only-in: [${IO}], pattern: { fn: [read, write] }, in: ['core/**'], required: true`;

  test.each<[string, Files, string]>([
    ['both there', { [IO]: 'pub fn read() {}\nasync fn write() {}' }, 'pass'],
    ['one of them missing', { [IO]: 'fn read() {}' }, `${IO}:`],
    ['one of them elsewhere, too', { [IO]: 'fn read() {} fn write() {}', [LIB]: 'fn read() {}' }, `${LIB}:1`],
    ['one of them moved', { [IO]: 'fn read() {}', [LIB]: 'fn write() {}' }, `${LIB}:1`],
    ['one of them in a comment', { [IO]: 'fn read() {}\n// fn write() {}' }, `${IO}:`],
  ])('required: %s', async (_name, after, expected) => {
    expect(places(await patterns(single, after))).toBe(expected);
  });

  test('required: no such file', async () => {
    const result = await patterns(single, { [LIB]: '' });
    expect(result.reasons).toHaveLength(2);
    expect(words(result)).toMatch(
      /`fn read` must stand in `core\/src\/io\.rs`, where there is no Rust file/u,
    );
  });
});

describe('count', () => {
  const two = { [LIB]: 'x\nx', 'core/src/a.rs': '' };
  test.each<[string, string, Files, string]>([
    ['exactly', 'count: 2', two, 'pass'],
    ['exactly, more', 'count: 1', two, `${LIB}:2`],
    ['exactly, fewer', 'count: { exactly: 3 }', two, 'fail'],
    ['exactly none', 'count: 0', { [LIB]: '' }, 'pass'],
    ['exactly none of one', 'count: 0', { [LIB]: 'x' }, `${LIB}:1`],
    ['at least', 'count: { at-least: 2 }', two, 'pass'],
    ['at least, fewer', 'count: { at-least: 3 }', two, 'fail'],
    ['at most', 'count: { at-most: 2 }', two, 'pass'],
    ['at most, more', 'count: { at-most: 1 }', two, `${LIB}:2`],
    ['between', 'count: { at-least: 1, at-most: 3 }', two, 'pass'],
    ['two on a line are two', 'count: 2', { [LIB]: 'x x' }, 'pass'],
    ['in each file', 'per: file, count: 2', two, 'core/src/a.rs:'],
    ['at least one in no file', 'count: { at-least: 1 }', {}, 'fail'],
    ['at most one in no file', 'count: { at-most: 1 }', {}, 'pass'],
  ])('%s', async (_name, count, after, expected) => {
    expect(places(await patterns(`${count}, pattern: x, in: ['core/**']`, after))).toBe(expected);
  });
});

describe('paths', () => {
  const link = { text: 'a', mode: '120000' };
  test.each<[string, string, Files, Files, string]>([
    ['a file exists', 'exists: [a]', {}, { a: '' }, 'pass'],
    ['a file is missing', 'exists: [a]', {}, { b: '' }, 'fail'],
    ['one of two is missing', 'exists: [a, b]', {}, { b: '' }, 'fail'],
    ['a pattern', "exists: ['d/*.md']", {}, { 'd/a.md': '' }, 'pass'],
    ['a pattern without file', "exists: ['d/*.md']", {}, { 'd/a/b.md': '' }, 'fail'],
    ['a folder by its slash', 'exists: [d/]', {}, { 'd/a/b.md': '' }, 'pass'],
    ['a folder is no file', 'exists: [d]', {}, { 'd/a': '' }, 'fail'],
    ['a link is no file', 'exists: [a]', {}, { a: link }, 'fail'],
    ['a file is absent', 'absent: [a]', {}, { b: '' }, 'pass'],
    ['a file is not absent', 'absent: [a]', {}, { a: '' }, 'a:'],
    ['a link is not absent', 'absent: [a]', {}, { a: link }, 'a:'],
    ['a folder is not absent', 'absent: [d]', {}, { 'd/a': '' }, 'd/a:'],
    ['a beginning is another name', 'absent: [d]', {}, { da: '' }, 'pass'],
    ['a pattern is not absent', "absent: ['d/**']", {}, { 'd/a': '', 'd/b/c': '' }, 'd/a: d/b/c:'],
    ['unchanged', 'unchanged: [a]', { a: 'x' }, { a: 'x', b: 'y' }, 'pass'],
    ['modified', 'unchanged: [a]', { a: 'x' }, { a: 'y' }, 'a:'],
    ['white space alone', 'unchanged: [a]', { a: 'x\n' }, { a: 'x\r\n' }, 'a:'],
    ['a mode alone', 'unchanged: [a]', { a: 'x' }, { a: { text: 'x', mode: '100755' } }, 'a:'],
    ['removed', 'unchanged: [a]', { a: 'x' }, {}, 'fail'],
    ['added', "unchanged: ['d/**']", {}, { 'd/a': 'x' }, 'd/a:'],
    ['renamed from', 'unchanged: [a]', { a: 'x' }, { b: 'x' }, 'b:'],
    ['renamed to', 'unchanged: [b]', { a: 'x' }, { b: 'x' }, 'b:'],
    ['never there', 'unchanged: [c]', { a: 'x' }, { a: 'y' }, 'pass'],
  ])('%s', async (_name, condition, before, after, expected) => {
    expect(places(await patterns(condition, after, before))).toBe(expected);
  });
});

describe('max-lines', () => {
  const tested = 'fn a() {}\nfn b() {}\n#[cfg(test)]\nmod tests {\n\n    // x\n}\n';
  test.each<[string, string, Files, string]>([
    ['as many', "max-lines: 2, in: ['*']", { a: '1\n2\n' }, 'pass'],
    ['as many without end of line', "max-lines: 2, in: ['*']", { a: '1\n2' }, 'pass'],
    ['one more', "max-lines: 2, in: ['*']", { a: '1\n2\n3' }, 'a:2'],
    ['blank lines count', "max-lines: 2, in: ['*']", { a: '\n\n\n' }, 'a:2'],
    ['an empty file', "max-lines: 0, in: ['*']", { a: '' }, 'pass'],
    ['each file', "max-lines: 1, in: ['*']", { a: '1', b: '1\n2', c: '1\n2' }, 'b:1 c:1'],
    ['with tests', "max-lines: 6, in: ['core/**']", { [LIB]: tested }, `${LIB}:6`],
    ['without tests', "max-lines: 2, in: ['core/**'], tests: exclude", { [LIB]: tested }, 'pass'],
    ['without tests, more', "max-lines: 1, in: ['core/**'], tests: exclude", { [LIB]: tested }, `${LIB}:1`],
    ['lines that are not blank', "max-lines: 2, in: ['*'], lines: non-blank", { a: '1\n\n \t\n2\n' }, 'pass'],
    ['one more that is not blank', "max-lines: 1, in: ['*'], lines: non-blank", { a: '1\n\n2\n' }, 'a:1'],
    ['a comment is not blank', "max-lines: 0, in: ['*'], lines: non-blank", { 'a.rs': '// 1' }, 'a.rs:1'],
    [
      'lines of code',
      "max-lines: 2, in: ['*'], lines: code",
      { 'a.rs': '//! x\n\n/* y\n z */\nfn a() {}\nconst B: &str = "//";\n' },
      'pass',
    ],
    ['one more line of code', "max-lines: 1, in: ['*'], lines: code", { 'a.rs': 'fn a() {\n}' }, 'a.rs:1'],
    [
      'lines of code without tests',
      "max-lines: 2, in: ['core/**'], lines: code, tests: exclude",
      { [LIB]: tested },
      'pass',
    ],
    [
      'a file of tests',
      "max-lines: 0, in: ['core/**'], tests: exclude",
      { 'core/tests/a.rs': 'fn a() {}\nfn b() {}' },
      'pass',
    ],
  ])('%s', async (_name, condition, after, expected) => {
    expect(places(await patterns(condition, after))).toBe(expected);
  });
});

describe('where a condition holds', () => {
  const steps = (value: string) => `exists: [a], steps: ${value}`;
  test.each([
    [steps('[close]'), ['close']],
    [steps('[freeze, change]'), ['freeze', 'change']],
    [steps("['2']"), ['change']],
    [steps('[1, 3]'), ['freeze', 'close']],
    ['exists: [a]', ['freeze', 'change', 'close']],
  ])('%s', async (condition, kinds) => {
    const asked = await Promise.all(
      (['freeze', 'change', 'close'] as const).map(async (kind) => {
        const { gates } = await judged({ branch: BRANCHES[kind], program: withPatterns([condition]) });
        return gates.some((one) => one.gate === 'patterns') ? [kind] : [];
      }),
    );
    expect(asked.flat()).toEqual(kinds);
  });

  test('program, wave and step add up', async () => {
    const program = withPatterns(['exists: [a]'])
      .replace('    rules:', '    patterns: [{ exists: [b] }]\n    rules:')
      .replaceAll('allow:', 'patterns: [{ exists: [c] }], allow:');
    const result = await gate('patterns', { branch: BRANCHES.close, program });
    expect(result.reasons.map(({ message }) => message[1])).toEqual(['a', 'b', 'c']);
  });
});

test('a wave may close by conditions alone', async () => {
  const program = withPatterns(['absent: [old.rs]']).replace(/rules: .*/u, 'rules: []');
  const { gates, conclusion } = await judged({ branch: BRANCHES.close, program });
  expect(gates.map((one) => one.gate)).not.toContain('closure');
  expect(conclusion).toBe('success');
});

test('only what differs is read to compare', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`core/src/m${n}.rs`, `fn f${n}() { a.unwrap() }`]),
  );
  const repository = repositoryOf(files, { ...files, 'core/src/m7.rs': 'fn f() {}' });
  const program = withPatterns(["no-increase: unwrap, in: ['core/**']"]).replace(/rules: .*/u, 'rules: []');
  await gate('patterns', { branch: BRANCHES.freeze, program, repository, analyzer });
  expect(repository.fetched.size).toBe(2);
});

test.each([
  ['an item', 'fn: f', 1],
  ['a call, whose name another file may give', "call: 'std::fs::read'", 3],
])('for %s the crate is read as far as it matters', async (_name, pattern, fetched) => {
  const files = {
    'core/Cargo.toml': '',
    [LIB]: 'mod a;\nmod b;',
    'core/src/a.rs': 'fn f() {}',
    'core/src/b.rs': '',
  };
  const repository = repositoryOf(files, files);
  const program = withPatterns([`count: 1, pattern: { ${pattern} }, in: [core/src/a.rs]`]);
  await gate('patterns', { branch: BRANCHES.freeze, program, repository, analyzer });
  expect(repository.fetched.size).toBe(fetched);
});

test('each place is annotated on the check run', async () => {
  const program = withPatterns(["must-not-match: curl, in: ['*'], why: It is not pinned."]);
  const evaluation = await judged({ branch: BRANCHES.freeze, program, after: { 'a.sh': 'x\ncurl\ncurl' } });
  const annotations = annotationsOf(evaluation, new Map()).filter(({ title }) =>
    title.startsWith('patterns'),
  );
  expect(annotations.map(({ path, startLine, level }) => [path, startLine, level])).toEqual([
    ['a.sh', 2, 'failure'],
    ['a.sh', 3, 'failure'],
  ]);
  expect(annotations[0]?.message).toMatch(/It is not pinned\./u);
});

test('a failure is known again after its line moved', async () => {
  const identities = async (text: string) =>
    (await patterns("must-not-match: curl, in: ['*']", { 'a.sh': text })).reasons.map(
      ({ identity }) => identity,
    );
  expect(await identities('curl x')).toEqual(await identities('\n\n  curl x'));
  expect(await identities('curl x')).not.toEqual(await identities('curl y'));
});

test('hits that cannot be counted fail what counts them, and are told', async () => {
  const after = { 'a.txt': 'a'.repeat(5_000_000) };
  const result = await patterns("count: { at-least: 1 }, pattern: 'a', in: ['*']", after);
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(
    /`a\.txt` has more hits on its long lines than can be counted, from line 1 on/u,
  );
});

test('hostile text is searched in time', async () => {
  const begun = performance.now();
  const after = {
    'a.txt': 'a'.repeat(500_000),
    'b.txt': 'a\n'.repeat(200_000),
    'core/c.rs': `/*${'/*'.repeat(100_000)}`,
    'core/d.rs': `${'r#"'.repeat(50_000)}`,
  };
  for (const pattern of ['(a+)+$b', 'a.*b|a', '(a|a)*c', '(.*)(.*)(.*)x']) {
    await patterns(`must-not-match: '${pattern}', in: ['**']`, after);
  }
  expect(performance.now() - begun).toBeLessThan(15_000);
});
