import { describe, expect, test } from '@jest/globals';
import { readCode } from '../../src/rust/code-text.js';
import { crateOf } from './support.js';

const codeOf = (text: string) => readCode(Buffer.from(text));

describe('code is read without comments and what strings hold', () => {
  test.each([
    ['a/* b /* c */ d */e', 'a e'],
    ['a // b\nc', 'a  \nc'],
    ['/// b\nfn c() {}', ' \nfn c() {}'],
    ['f("a // b", r#"c " d"#, b"e\\"f", c"g")', 'f("", r#"", b"", c"")'],
    ["g('a', '\\'', '\"', b'x', '\\u{7B}')", 'g( ,  ,  , b ,  )'],
    ["fn f<'a>(x: &'a str, y: &'static str) {}", "fn f<'a>(x: &'a str, y: &'static str) {}"],
    ['r#type::r#fn(r"")', 'r#type::r#fn(r"")'],
    ['#!/usr/bin/env run\nfn main() {}', '#!/usr/bin/env run\nfn main() {}'],
    ["'outer: loop { break 'outer; }", "'outer: loop { break 'outer; }"],
    ['é::f("é")', 'Ã©::f("")'],
    ['m! { // {\n "}" }', 'm! {  \n "" }'],
  ])('%j', (text, all) => expect(codeOf(text)).toMatchObject({ balanced: true, all }));

  test.each(['f(', 'f)', '{ ( }', '"a', '/* a', 'r#"a"'])('what does not end is told: %j', (text) =>
    expect(codeOf(text).balanced).toBe(false),
  );
});

describe('modules that only tests build are left out', () => {
  const head = 'fn a() {}';
  test.each([
    [`${head} #[cfg(test)] mod tests { fn b() { { c() } } } fn d() {}`, 'b'],
    [`${head} # [ cfg ( test ) ]\n#[allow(dead_code)]\npub(crate) mod tests { fn b() {} }`, 'b'],
    [`${head} #[cfg(test)] mod tests { /* } */ fn b() { '}' } }`, 'b'],
  ])('%j', (text, left) => {
    const { all, production } = codeOf(text);
    expect(all).toContain(left);
    expect(production).not.toMatch(new RegExp(`\\b${left}\\b`));
    expect(production).toContain(head);
  });

  test.each([
    '#[cfg(not(test))] mod a { fn b() {} }',
    '#[cfg(any(test, unix))] mod a { fn b() {} }',
    '// #[cfg(test)]\nmod a { fn b() {} }',
    '/* #[cfg(test)] */ mod a { fn b() {} }',
    'const A: &str = "#[cfg(test)]"; mod a { fn b() {} }',
    '#[cfg(test)] use x::y; mod a { fn b() {} }',
    '#[cfg(test)] fn b() {}',
    'm! { #[cfg(test)] mod a { fn b() {} } }',
    '#[cfg(test)] mod a { fn b() {}',
  ])('and nothing else: %j', (text) => expect(codeOf(text).production).toMatch(/\bb\b/));
});

describe('a file that only tests build is known without parsing', () => {
  const parent = (text: string) => crateOf({ 'src/lib.rs': text, 'src/a.rs': 'fn f() {}' });
  test.each([
    ['#[cfg(test)] mod a;', true],
    ['#[cfg(test)]\n#[allow(dead_code)]\npub(crate) mod a;', true],
    ['#[cfg(test)] // why\nmod a;', true],
    ['mod a;', false],
    ['', false],
    ['#[cfg(test)] mod a; mod a;', false],
    ['#[cfg(any(test, unix))] mod a;', false],
    ['#[cfg(test)] mod tests { mod a; }', false],
    ['mod b { #[cfg(test)] mod a; }', false],
    ['#[cfg(test)] mod a; #[path = "a.rs"] mod c;', false],
    ['// #[cfg(test)]\nmod a;', false],
  ])('%j: %s', (text, isTest) => {
    const crate = parent(text);
    expect(crate.isPlainlyTest('src/a.rs')).toBe(isTest);
    if (isTest) expect(crate.isTestFile('src/a.rs')).toBe(true);
  });

  test('by its place, and by a module of a file that is one itself', () => {
    const crate = crateOf({
      'tests/a.rs': '',
      'src/lib.rs': '#[cfg(test)] mod tests;',
      'src/tests.rs': 'mod inner;',
      'src/tests/inner.rs': '',
    });
    expect(
      ['tests/a.rs', 'src/tests.rs', 'src/tests/inner.rs', 'src/lib.rs'].map((path) =>
        crate.isPlainlyTest(path),
      ),
    ).toEqual([true, true, true, false]);
  });
});
