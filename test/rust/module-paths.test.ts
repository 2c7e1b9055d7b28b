import { placedModules } from '../../src/rust/module-paths.js';

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
