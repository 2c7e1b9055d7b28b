import { describe, expect, test } from '@jest/globals';
import { readCode } from '../../src/rust/code-text.js';
import { Extent } from '../../src/rust/extent.js';
import { itemBodies } from '../../src/rust/item-bodies.js';
import { parseFile, parsePartly } from '../../src/rust/parse.js';
import type { SyntaxTree } from '../../src/rust/syntax.js';
import { encode, readCases } from '../rules/case-file.js';

const bodiesOf = (text: string) => {
  const bytes = Buffer.from(text);
  return itemBodies(bytes)?.map(({ start, end }) => bytes.subarray(start, end).toString());
};

describe('bodies of items', () => {
  test.each([
    ['fn a() { b }', [' b ']],
    ['pub(crate) const unsafe extern "C" fn a<T: Fn(u8)>() -> [u8; 4] where T: X, { b }', [' b ']],
    ['#[a("{", b = [1])] /* { */ async fn r#fn() { b }', [' b ']],
    ['impl<T> A for B<T> { fn a(&self) { b } const C: D = { e }; fn f() { g } }', [' b ', ' g ']],
    ['trait A { fn a(); fn b() { c } }', [' c ']],
    ['unsafe extern "C" { fn a(); } fn b() { c }', [' c ']],
    ['mod a { mod b { fn c() { d } } }', [' d ']],
    ['struct A { b: C } enum D { E { f: G } } union H { i: J }', [' b: C ', ' E { f: G } ', ' i: J ']],
    ['struct A(B); struct C; fn d() { e }', [' e ']],
    ['use a::{b, c}; static A: B = C { d: 1 }; fn e() { f }', [' f ']],
    ['macro_rules! a { () => { fn b() { c } } } fn d() { e }', [' e ']],
    ['a! { fn b() { c } } fn d() { e }', [' e ']],
    ['fn a(b: [u8; { 1 }]) { c }', [' c ']],
    ['fn a() { "}" ; \'}\' ; r#"}"# ; /* } */ { b } }', [' "}" ; \'}\' ; r#"}"# ; /* } */ { b } ']],
    ["fn a<'b>(c: &'b str) { 'd: loop {} }", [" 'd: loop {} "]],
    ['#!/usr/bin/env run\nfn a() {}\nfn b() { c }', [' c ']],
  ])('%s', (text, bodies) => expect(bodiesOf(text)).toEqual(bodies));

  test.each(['fn a() {', 'fn a() }', 'fn a() { "b }', 'fn a() { ( }'])(
    'of what does not balance: %s',
    (text) => expect(bodiesOf(text)).toBeUndefined(),
  );

  test('with what they are called, and whether only tests build them', () => {
    const text = 'fn a() {} #[cfg(test)] mod b { struct C {} fn d() {} } #[cfg(test)] impl E { fn f() {} }';
    expect(itemBodies(Buffer.from(text))!.map(({ name, inTest }) => [name, inTest])).toEqual([
      ['a', false],
      [null, true],
      ['d', true],
      ['f', true],
    ]);
  });
});

describe('how much of a file is asked for', () => {
  const left = (text: string, word: string, withTests = false) => {
    const extent = new Extent(Buffer.from(text), 0);
    extent.include((code) => new RegExp(`\\b${word}\\b`).test(code), withTests, text);
    return extent.leftOut().map(({ code }) => code.trim());
  };

  test('a body with what is looked for, and one with items', () => {
    const text = 'fn a() { x() } fn b() { y() } fn c() { fn d() {} } struct E { f: G }';
    expect(left(text, 'x')).toEqual(['y()', 'f: G']);
  });

  test('not in tests, unless they count', () => {
    const text = '#[cfg(test)] mod t { fn a() { x() } }';
    expect(left(text, 'x')).toEqual(['x()']);
    expect(left(text, 'x', true)).toEqual([]);
  });

  test('uses of a function that is handed over by name', () => {
    const text = 'fn a() { x() } fn b() { once(a) } fn c() { y(); a; } fn d() { z() }';
    expect(left(text, 'x')).toEqual(['z()']);
    expect(left(text.replace('once(a)', 'a;'), 'x')).toEqual(['a;', 'y(); a;', 'z()']);
  });

  test('callers in the file, and theirs', () => {
    const text = 'fn a() { x() } fn b() { a() } fn c() { b(1) } fn d() { c } #[cfg(test)] fn e() { a() }';
    expect(left(text, 'x')).toEqual(['c', 'a()']);
    expect(left(text, 'x', true)).toEqual(['c']);
  });

  test.each([
    ['fn a() { x() } fn b() { y() } mod m { fn c() { x() } }', ['a', 'c']],
    ['fn a() { /* no */ "text"; x(\'c\') } fn b() { z() }', ['a']],
    ['fn b() { y() }', []],
    ['static S: u8 = x(); fn a() { x() }', null],
    ['fn a() { x() } m! { x() }', null],
    ['struct A { b: [u8; x()] }', null],
    ['fn a() { fn b() { x() } b() }', null],
    ['fn a() { impl B { fn c() { x() } } B::c() }', null],
    ['fn a() { m! { fn b() { x() } } b() }', null],
  ])('the functions whose bodies have it: %s', (text, names) => {
    const bytes = Buffer.from(text);
    const found = new Extent(bytes).functionsWith((code) => /\bx\(/.test(code), readCode(bytes).all);
    expect(found === null ? null : [...found]).toEqual(names);
  });

  test('all, where little would be left out', () => {
    const text = 'fn a() { x(); y(); z() } fn b() { y() }';
    const extent = new Extent(Buffer.from(text));
    expect(extent.include((code) => code.includes('x'), false, text)).toBe(true);
    expect(extent.leftOut()).toEqual([]);
    expect(extent.include((code) => code.includes('y'), false, text)).toBe(false);
  });

  test('it grows, and says so', () => {
    const extent = new Extent(Buffer.from('fn a() { x() } fn b() { y() }'), 0);
    const ask = (word: string) => extent.include((code) => code.includes(word), false, '');
    expect([ask('x'), ask('x'), ask('y'), ask('z'), extent.includeAll()]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

/** The tree's nodes outside some ranges of the text. */
function outside(tree: SyntaxTree, ranges: readonly { start: number; end: number }[]): string[] {
  const nodes: string[] = [];
  for (let node = 0; node < tree.size; ) {
    const at = tree.start(node);
    const isIn = ranges.some(({ start, end }) => at >= start && at < end);
    if (!isIn) nodes.push(`${tree.kind(node)} ${tree.fieldName(node)} ${at} ${tree.end(node)}`);
    node = isIn ? tree.subtreeEnd(node) : node + 1;
  }
  return nodes;
}

test('a file parsed without bodies has the same nodes outside of them, at the same offsets', () => {
  let compared = 0;
  for (const { sections, crlf, bom, broken } of readCases()) {
    for (const section of broken ? [] : sections) {
      const { path, bytes } = encode(section, { crlf, bom });
      const leftOut = new Extent(bytes, 0).leftOut();
      const partly = leftOut.length === 0 ? null : parsePartly(bytes, leftOut);
      if (partly === null) continue;
      const whole = parseFile(path, bytes);
      const mark = bom ? 3 : 0;
      const offset = (byte: number) => Buffer.from(bytes).toString('utf8', mark, byte).length;
      const ranges = leftOut.map(({ start, end }) => ({ start: offset(start), end: offset(end) }));
      expect({ path, nodes: outside(partly.tree, ranges) }).toEqual({
        path,
        nodes: outside(whole.tree, ranges),
      });
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

test('what is no clean Rust without bodies is parsed as a whole', () => {
  const bytes = Buffer.from('fn a( { b }\nfn c() { d() }');
  expect(parsePartly(bytes, [{ start: 21, end: 26 }])).toBeNull();
  expect(parsePartly(Buffer.from([0xff]), [])).toBeNull();
});
