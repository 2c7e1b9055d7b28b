import { placedModules } from '../../src/rust/module-paths.js';
import { attributedNames } from '../../src/rust/path-attributes.js';
import { unmarkedModules } from '../../src/rust/unmarked-modules.js';

describe('the modules that a place says', () => {
  test.each([
    ['crates/a/src/lib.rs', ''],
    ['crates/a/src/main.rs', ''],
    ['src/a.rs', 'a'],
    ['src/a/mod.rs', 'a'],
    ['src/a/b.rs', 'a::b'],
    ['crates/src/x/src/a/b/mod.rs', 'a::b'],
    ['src/tests.rs', 'tests'],
    ['src/tests/mod.rs', 'tests'],
    ['src/tests/a.rs', 'tests::a'],
    ['src/a/tests/b.rs', 'a::tests::b'],
    ['src/bin/tool.rs', ''],
    ['src/bin/tool/main.rs', ''],
    ['src/bin/tool/args.rs', 'args'],
    ['tests/smoke.rs', ''],
    ['tests/common/mod.rs', 'common'],
    ['crates/a/tests/smoke/main.rs', 'smoke::main'],
    ['benches/fast.rs', ''],
    ['build.rs', ''],
    ['loose/a.rs', ''],
  ])('%s: %s', (path, modules) => {
    expect(placedModules(path).join('::')).toBe(modules);
  });
});

describe('the names that `path` attributes say, without parsing', () => {
  test.each([
    ['#[path = "a/b.rs"] mod c;', ['b.rs']],
    ['#[ path /* "x.rs" */ = // ]\n "b.rs" ] pub mod c; // #[path = "d.rs"]', ['b.rs']],
    ['#[path = r#"b.rs"#] mod c; const D: &str = r##"#[path = "e.rs"]"##;', ['b.rs']],
    ['#[path = "ü.rs"] mod c; mod d { #[path = "../e.rs"] mod f; }', ['ü.rs', 'e.rs']],
    ['mod a;', []],
  ])('%s', (text, names) => expect([...(attributedNames(Buffer.from(text)) ?? ['?'])]).toEqual(names));

  test.each(['#[path = "a\\\\b.rs"] mod c;', '#[path = "a/.."] mod c;', '#[path = "b.rs'])(
    'are not known: %s',
    (text) => expect(attributedNames(Buffer.from(text))).toBeNull(),
  );
});

describe('the modules that are built where their file is', () => {
  test.each([
    ['mod a; pub mod b; pub(crate) mod r#c;', ['a', 'b', 'c']],
    ['#![allow(x)] #![deny(y)] mod a;', ['a']],
    ['use a::{b, c}; fn d() { e[0] } mod f;', ['f']],
    ['#[cfg(test)] mod a; mod b;', ['b']],
    ['#[allow(x)] mod a;', []],
    ['x! { mod a; } y!(mod b;); mod c { mod d; }', []],
    ['#![cfg(test)] mod a;', []],
    ['struct A; mod b;', ['b']],
    ['unsafe mod a; mod b', []],
  ])('%s', (text, names) => expect([...unmarkedModules(text)]).toEqual(names));
});
