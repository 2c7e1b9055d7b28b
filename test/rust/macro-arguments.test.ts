import { describe, expect, test } from '@jest/globals';
import { calledPaths, fileOf } from './support.js';

describe('calls are found in the arguments of', () => {
  test.each([
    ['a list', 'm!(a(1), b(2))', ['a', 'b']],
    ['named arguments', 'm!("{x}", x = a(1))', ['a']],
    ['a repeat', 'vec![a(1); b(2)]', ['a', 'b']],
    ['statements', 'm! { let x = a(1); b(x); }', ['a', 'b']],
    ['items', 'm! { fn f() { a(1) } }', ['a']],
    ['JSON', 'json!({ "k": a(1), "l": [1, { "m": b(2) }] })', ['a', 'b']],
    ['pairs', 'm! { "k" => a(1), "l" => b(2) }', ['a', 'b']],
    ['sigils', 'info!(%x, y = ?a(1), "z")', ['a']],
    ['a pattern', 'matches!(a(1), Some(x) if b(x))', ['a', 'b']],
    [
      'select arms',
      'select! { biased; Some(x) = a(1), if b(2) => c(x), else => { d(4) } }',
      ['a', 'b', 'c', 'd'],
    ],
    ['macros in macros', 'm!(n!(o!(a(1))))', ['a']],
    ['what is no Rust', 'm!(struct 7 a(1) + => @ { x y b(2) })', ['a', 'b']],
    ['lazy statics', 'lazy_static! { static ref X: u8 = a(1); }', ['a']],
    ['thread locals without semicolon', 'thread_local! { static X: u8 = a(1) }', ['a']],
  ])('%s', (_what, call, expected) => {
    const { parsed } = fileOf(`fn f() { ${call}; }`);
    expect(calledPaths(parsed.tree).sort()).toEqual(expected);
    expect(parsed.errors).toEqual([]);
  });

  test.each(['stringify', 'concat', 'quote', 'quote::quote', 'quote_spanned', 'syn::parse_quote'])(
    'but not of %s!',
    (name) => {
      expect(calledPaths(fileOf(`fn f() { ${name}!(a(1)); }`).parsed.tree)).toEqual([]);
    },
  );

  test('the body of a macro_rules!, fragments and repetitions included', () => {
    const { tree } = fileOf(
      'macro_rules! m { ($x:expr, $($y:expr),*) => { a($x); $( b($y); )* [$(c($y)),*] } }',
    ).parsed;
    expect(calledPaths(tree)).toEqual(['a', 'b', 'c']);
    expect([...tree.nodes('identifier')].map((node) => tree.source(node))).toContain('$x');
  });
});

test('nodes of arguments have their places in the file', () => {
  const text = 'fn f() { json!({ "é": a(1), "b": [select!(x = b(2) => c(3))] }) }';
  const { tree, lines } = fileOf(text).parsed;
  for (const call of tree.nodes('call_expression')) {
    const source = tree.source(call);
    expect(text.slice(tree.start(call), tree.end(call))).toBe(source);
    expect(source).toMatch(/^[abc]\(\d\)$/);
  }
  const first = [...tree.nodes('call_expression')][0]!;
  expect(lines.column(tree.start(first))).toBe(Buffer.byteLength(text.slice(0, text.indexOf('a(1)'))) + 1);
});

test('arguments that are nested too deeply are named', () => {
  const { errors } = fileOf(`fn f() { ${'m!(x y '.repeat(200)}a(1)${')'.repeat(200)}; }`).parsed;
  expect(errors.map(({ message }) => message).join()).toMatch(/nested too deeply/);
});
