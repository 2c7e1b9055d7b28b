const CRATE = 'crates/assay-adapter-acp/src';
const FACADE = `${CRATE}/lib.rs`;
const TESTS = `${CRATE}/tests/mod.rs`;
const inner = (name) => `${CRATE}/adapter_impl/${name}.rs`;
const SURVIVOR = 'malformed_json_fails_in_all_modes';

const adding = (name, right, path, rust) => ({
  name,
  right,
  change: (room) => room.append(path, `\n${rust}\n`),
});

export const measuredSplit = {
  title: 'Mechanical split with a measured facade: wave14 acp step 2',
  program: 'facade-split.yml',
  script: 'scripts/ci/review-acp-step2.sh',
  branch: 'codex/wave14-acp-step2-mechanical',
  base: '5c304660fdcce51f0fcd5b85d47b6256a7bc1f3b',
  head: '75eabebd298603dacdf9e88001809c9afde6630f',
  cases: [
    { name: 'a document more', right: 'fail', change: (room) => room.write('docs/notes.md', '# Notes\n') },
    adding('a workflow edited', 'fail', '.github/workflows/ci.yml', '# later'),
    adding(
      '`match` in the facade',
      'fail',
      FACADE,
      'fn later(x: u8) -> u8 {\n    match x {\n        n => n,\n    }\n}',
    ),
    adding(
      '`match` in the facade, not first on its line',
      'fail',
      FACADE,
      'fn later(x: u8) -> u8 { let y = match x { n => n }; y }',
    ),
    adding('`match` in a comment of the facade', 'pass', FACADE, '/*\n  match what comes\n*/'),
    adding(
      'two more calls on one line, in a comment',
      'pass',
      FACADE,
      '/* adapter_impl::convert_impl( and adapter_impl::convert_impl( */',
    ),
    {
      name: 'two calls on one line',
      right: 'fail',
      change: (room) =>
        room.replace(
          FACADE,
          'adapter_impl::convert_impl(input, options, attachments)',
          'adapter_impl::convert_impl(input, options, attachments).or(adapter_impl::convert_impl(input, options, attachments))',
        ),
    },
    adding('a facade of 300 lines', 'fail', FACADE, '// x\n'.repeat(300)),
    adding('an item that is `pub`', 'fail', inner('mapping'), 'pub fn later() {}'),
    adding(
      'an item that is `pub`, with `pub(crate)` in a comment',
      'fail',
      inner('mapping'),
      'pub fn later() {} // not pub(crate)',
    ),
    {
      name: 'an item that is `pub`, in a folder below',
      right: 'fail',
      change(room) {
        room.write(`${CRATE}/adapter_impl/mapping/deep.rs`, 'pub fn later() {}\n');
        room.append(inner('mapping'), '\nmod deep;\n');
      },
    },
    adding('`pub fn` in a string', 'pass', inner('mapping'), 'pub(crate) const HINT: &str = "\n  pub fn f";'),
    {
      name: 'a test renamed',
      right: 'fail',
      change: (room) => room.replace(TESTS, SURVIVOR, 'malformed_json_fails'),
    },
    {
      name: 'a test without its attribute',
      right: 'fail',
      change: (room) => room.replace(TESTS, `#[test]\nfn ${SURVIVOR}`, `#[allow(dead_code)]\nfn ${SURVIVOR}`),
    },
    {
      name: 'a test ignored',
      right: 'fail',
      change: (room) => room.replace(TESTS, `fn ${SURVIVOR}`, `#[ignore]\nfn ${SURVIVOR}`),
    },
    {
      name: 'a test commented out',
      right: 'fail',
      change: (room) =>
        room.replace(TESTS, new RegExp(`#\\[test\\]\\nfn ${SURVIVOR}[\\s\\S]*?\\n\\}\\n`, 'u'), '/*\n$&*/\n'),
    },
    {
      name: 'the checklist empty',
      right: 'fail',
      change: (room) => room.write('docs/contributing/SPLIT-CHECKLIST-acp-step2.md', ''),
    },
    {
      name: 'a file of the crate moved into the step’s paths',
      right: 'fail',
      change: (room) => room.move('crates/assay-adapter-acp/Cargo.toml', `${CRATE}/adapter_impl/Cargo.toml`),
    },
  ],
};
