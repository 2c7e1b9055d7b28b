import { placedModules } from '../../src/rust/module-paths.js';
import { attributedNames } from '../../src/rust/path-attributes.js';

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
