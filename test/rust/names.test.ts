import { describe, expect, test } from '@jest/globals';
import type { Crate } from '../../src/rust/crate.js';
import type { Name } from '../../src/rust/name.js';
import { crateOf, nodeAt } from './support.js';

const PATH = 'X::target';

/** What `X::target`, written somewhere in the file, means. */
function meaning(crate: Crate, path: string, source = PATH): string {
  const { parsed, names } = crate.open(path);
  return describeName(names.resolve(nodeAt(parsed.tree, source, 'scoped_identifier')), crate);
}

function describeName(name: Name, crate: Crate): string {
  switch (name.kind) {
    case 'external':
      return `${name.paths.join(' | ')}${name.open ? ' (open)' : ''}`;
    case 'item': {
      const { tree } = crate.open(name.path).parsed;
      return `${name.path}: ${tree.source(tree.field(name.node, 'name'))}${name.rest.map((r) => `::${r}`).join('')}`;
    }
    default:
      return name.kind;
  }
}

describe('in one file', () => {
  test.each([
    ['a use', 'use a::X; fn f() { X::target(); }', 'a::X::target'],
    ['an alias', 'use a::Y as X; fn f() { X::target(); }', 'a::Y::target'],
    ['a nested group', 'use a::{b::{self as X, c}, d}; fn f() { X::target(); }', 'a::b::target'],
    ['an extern crate', 'extern crate regex as X; fn f() { X::target(); }', 'regex::target'],
    ['a type alias', 'type X = a::b::C<u8>; fn f() { X::target(); }', 'a::b::C::target'],
    ['a chain of uses', 'use std::fs; use fs::File as X; fn f() { X::target(); }', 'std::fs::File::target'],
    ['a use in the block', 'use a::X; fn f() { X::target(); use b::X; }', 'b::X::target'],
    ['a local item', 'use a::X; fn f() { X::target(); struct X; }', 'src/lib.rs: X::target'],
    ['a generic', 'use a::X; fn f<X>() { X::target(); }', 'unknown'],
    ['an outer use is not seen in a module', 'use a::X; mod m { fn f() { X::target(); } }', 'X::target'],
    ['but through super', 'use a::X; mod m { use super::X; fn f() { X::target(); } }', 'a::X::target'],
    [
      'and through a glob of super',
      'use a::X; mod m { use super::*; fn f() { X::target(); } }',
      'a::X::target',
    ],
    [
      'a private use is not re-exported',
      'mod p { use a::X; } use p::*; fn f() { X::target(); }',
      'X::target',
    ],
    ['a public use is', 'mod p { pub use a::X; } use p::*; fn f() { X::target(); }', 'a::X::target'],
    ['a known glob', 'use std::*; fn f() { X::target(); }', 'X::target | std::X::target'],
    ['an unknown glob', 'use crate::p::*; fn f() { X::target(); }', 'X::target (open)'],
    ['a macro item', 'm! { use a::X; } fn f() { X::target(); }', 'a::X::target'],
    ['a fragment', 'macro_rules! m { ($X:ident) => { $X::target() } }', 'unknown', '$X::target'],
    ['a raw name', 'use a::r#X; fn f() { X::target(); }', 'a::X::target'],
    ['a qualified type', 'use a::Y; fn f() { <Y>::target(); }', 'a::Y::target', '<Y>::target'],
    [
      'a qualified trait',
      'use a::{T, Y}; fn f() { <Y as T>::target(); }',
      'a::T::target',
      '<Y as T>::target',
    ],
    ['Self', 'use a::Y; impl T for Y { fn f() { Self::target(); } }', 'a::Y::target', 'Self::target'],
    ['a global path', 'mod a {} fn f() { ::a::target(); }', 'a::target', '::a::target'],
    [
      'production before tests',
      '#[cfg(test)] use b::X; #[cfg(not(test))] use a::X; fn f() { X::target(); }',
      'a::X::target',
    ],
    ['a use of itself', 'use X; fn f() { X::target(); }', 'X::target'],
    [
      'globs in a circle',
      'mod a { pub use super::b::*; } mod b { pub use super::a::*; } use a::*; fn f() { X::target(); }',
      'X::target',
    ],
  ])('%s', (_what, text, expected, source = PATH) => {
    expect(meaning(crateOf({ 'src/lib.rs': text }), 'src/lib.rs', source)).toBe(expected);
  });

  test.each([
    ['a let before', 'use a::g; fn f() { let g = 1; (g); }', 'local'],
    ['a let after', 'use a::g; fn f() { (g); let g = 1; }', 'a::g'],
    ['its own initialiser', 'use a::g; fn f() { let g = (g); }', 'a::g'],
    ['a parameter', 'use a::g; fn f(g: u8) { (g); }', 'local'],
    ['a match arm', 'use a::g; fn f() { match x { Some(g) => (g), _ => 1 } }', 'local'],
    ['an else of if let', 'use a::g; fn f() { if let Some(g) = x {} else { (g) } }', 'a::g'],
    ['a closure', 'use a::g; fn f() { |g| (g) }', 'local'],
    ['a constant in a pattern', 'use a::G as g; fn f() { match x { G => (g), _ => 1 } }', 'a::G'],
  ])('a bare name: %s', (_what, text, expected) => {
    const crate = crateOf({ 'src/lib.rs': text });
    const { parsed, names } = crate.open('src/lib.rs');
    const use = parsed.tree.firstChild(nodeAt(parsed.tree, '(g)', 'parenthesized_expression'));
    expect(describeName(names.resolve(parsed.tree.nextSibling(use)), crate)).toBe(expected);
  });
});

describe('across files', () => {
  test.each([
    [
      'mod.rs',
      { 'src/lib.rs': 'mod p; use p::*; fn f() { X::target(); }', 'src/p/mod.rs': 'pub use a::X;' },
      'a::X::target',
    ],
    [
      'name.rs',
      {
        'src/lib.rs': 'mod p; fn f() { p::q::X::target(); }',
        'src/p.rs': 'pub mod q;',
        'src/p/q.rs': 'pub use a::X;',
      },
      'a::X::target',
    ],
    [
      'a path attribute',
      {
        'src/lib.rs': '#[path = "odd.rs"] mod p; use p::X; fn f() { X::target(); }',
        'src/odd.rs': 'pub use a::X;',
      },
      'a::X::target',
    ],
    [
      'from a child',
      { 'src/lib.rs': 'mod c; pub use a::X;', 'src/c.rs': 'use crate::X; fn f() { X::target(); }' },
      'a::X::target',
      'src/c.rs',
    ],
    [
      'a glob of the parent',
      { 'src/lib.rs': 'mod c; use a::X;', 'src/c.rs': 'use super::*; fn f() { X::target(); }' },
      'a::X::target',
      'src/c.rs',
    ],
    [
      'an item elsewhere',
      { 'src/lib.rs': 'mod p; use p::X; fn f() { X::target(); }', 'src/p.rs': 'pub struct X;' },
      'src/p.rs: X::target',
    ],
    ['a file that is not at hand', { 'src/lib.rs': 'mod p; use p::X; fn f() { X::target(); }' }, 'unknown'],
  ] as [string, Record<string, string>, string, string?][])(
    '%s',
    (_what, files, expected, path = 'src/lib.rs') => {
      const crate = crateOf(files);
      const { tree } = crate.open(path).parsed;
      const call = [...tree.nodes('call_expression')][0]!;
      const name = crate.open(path).names.resolve(tree.field(call, 'function'));
      expect(describeName(name, crate)).toBe(expected);
    },
  );

  test('a file is test code when all that declare it are', () => {
    const crate = crateOf({
      'src/lib.rs': '#[cfg(test)] mod only; mod both; #[cfg(test)] mod deep { mod inner; }',
      'src/main.rs': '#[cfg(test)] mod both;',
      'src/only.rs': 'mod child;',
      'src/only/child.rs': '',
      'src/both.rs': '',
      'src/deep/inner.rs': '',
    });
    const tests = ['src/only.rs', 'src/only/child.rs', 'src/both.rs', 'src/deep/inner.rs', 'src/lib.rs'];
    expect(tests.map((path) => crate.isTestFile(path))).toEqual([true, true, false, true, false]);
  });
});
