const CRATE = 'crates/assay-adapter-ucp/src';
const FACADE = `${CRATE}/lib.rs`;
const inner = (name) => `${CRATE}/adapter_impl/${name}.rs`;
const SCRIPT = 'scripts/ci/review-wave8b-step2.sh';
const MOVE_MAP = 'docs/contributing/SPLIT-MOVE-MAP-wave8b-step2-ucp.md';
const ANCHOR = 'strict_order_fixture_maps_expected_event';

/** A case that adds a line of Rust to a file. */
const adding = (name, right, path, rust) => ({
  name,
  right,
  change: (room) => room.append(path, `\n${rust}\n`),
});

export const split = {
  title: 'Mechanical split: wave8b step 2',
  program: 'adapter-split.yml',
  script: SCRIPT,
  branch: 'codex/wave8b-step2',
  base: '4a9c1e7fd9647b420fd735b5f8f47ad985866c52',
  head: 'c4ca1ac7a2fe2f14f4692f75f203131f93f70b62',
  cases: [
    { name: 'a document more', right: 'fail', change: (room) => room.write('docs/notes.md', '# Notes\n') },
    {
      name: 'a workflow edited',
      right: 'fail',
      change: (room) => room.append('.github/workflows/ci.yml', '\n# later\n'),
    },
    adding('the crate’s manifest edited', 'fail', 'crates/assay-adapter-ucp/Cargo.toml', '# later'),
    adding(
      'the crate of another wave edited',
      'fail',
      'crates/assay-adapter-a2a/src/lib.rs',
      'fn later() {}',
    ),
    adding('a function back in the facade', 'fail', FACADE, 'fn parse_packet() {}'),
    adding(
      'a function back in the facade, generic',
      'fail',
      FACADE,
      "fn parse_packet<'a>(_packet: &'a [u8]) {}",
    ),
    adding(
      'the name of a moved function in a comment',
      'pass',
      FACADE,
      '// fn parse_packet( stands in parse.rs',
    ),
    adding(
      'the name of a moved function in a string',
      'pass',
      inner('convert'),
      'pub(super) const HINT: &str = "fn parse_packet(…) says more";',
    ),
    adding(
      'a second source, with the right file in a comment behind it',
      'fail',
      inner('convert'),
      'fn parse_packet() {} // as adapter_impl/parse.rs',
    ),
    {
      name: 'a module under another name',
      right: 'fail',
      change(room) {
        room.move(inner('parse'), inner('wire'));
        room.replace(inner('mod'), 'mod parse;', '#[path = "wire.rs"]\nmod parse;');
      },
    },
    {
      name: 'a module moved out of `adapter_impl`',
      right: 'fail',
      change(room) {
        room.move(inner('payload'), `${CRATE}/payload.rs`);
        room.replace(inner('mod'), 'mod payload;', '#[path = "../payload.rs"]\nmod payload;');
      },
    },
    adding('one more `unwrap(`', 'fail', inner('convert'), 'fn later(x: Option<u8>) -> u8 { x.unwrap() }'),
    {
      name: 'one more `unwrap(`, and one less in a test',
      right: 'fail',
      change(room) {
        room.append(inner('convert'), '\nfn later(x: Option<u8>) -> u8 { x.unwrap() }\n');
        room.replace(inner('tests'), '.unwrap()', '.unwrap_or_default()');
      },
    },
    adding('one more `unwrap(` in a comment', 'pass', inner('convert'), '// no .unwrap() here'),
    adding(
      'one more `unwrap(` in a string',
      'pass',
      inner('convert'),
      'pub(super) const HINT: &str = ".unwrap()";',
    ),
    adding(
      'one more `unwrap(` in a test',
      'pass',
      inner('tests'),
      '#[test]\nfn adapter_id_is_stable() { assert_eq!(ADAPTER_ID.split(\'-\').last().unwrap(), "ucp"); }',
    ),
    adding(
      '`Option::unwrap` handed on by its name',
      'fail',
      inner('convert'),
      'fn later(x: Vec<Option<u8>>) -> Vec<u8> { x.into_iter().map(Option::unwrap).collect() }',
    ),
    adding('`println!`', 'fail', inner('convert'), 'fn later() { println!("x"); }'),
    adding(
      '`println!` behind an alias',
      'fail',
      inner('convert'),
      'use std::println as say;\nfn later() { say!("x"); }',
    ),
    adding('the word `unsafe` in a comment', 'pass', inner('convert'), '// nothing unsafe here'),
    {
      name: 'a `pub(super)` widened',
      right: 'fail',
      change: (room) =>
        room.replace(inner('parse'), 'pub(super) fn parse_packet', 'pub(crate) fn parse_packet'),
    },
    {
      name: 'a required test under another name',
      right: 'fail',
      change: (room) => room.replace(inner('tests'), `fn ${ANCHOR}`, 'fn strict_order'),
    },
    {
      name: 'a required test ignored',
      right: 'fail',
      change: (room) => room.replace(inner('tests'), `fn ${ANCHOR}`, `#[ignore]\nfn ${ANCHOR}`),
    },
    {
      name: 'a test that is not required dropped in the move',
      right: 'fail',
      change: (room) => room.replace(inner('tests'), /#\[test\]\nfn malformed_json_[\s\S]*?\n\}\n/u, ''),
    },
    adding(
      'a test in another file',
      'fail',
      inner('payload'),
      '#[cfg(test)]\nmod checks {\n    #[test]\n    fn strict_payload() {}\n}',
    ),
    { name: 'the move map deleted', right: 'fail', change: (room) => room.delete(MOVE_MAP) },
    {
      name: 'a production change beside, and the script made to pass',
      right: 'fail',
      change(room) {
        room.append('crates/assay-adapter-a2a/Cargo.toml', '# later\n');
        room.replace(SCRIPT, '\n', '\nexit 0\n');
      },
    },
    {
      name: 'another wave’s document renamed to this wave’s',
      right: 'fail',
      change: (room) =>
        room.move('docs/contributing/SPLIT-MOVE-MAP-wave7c-step3-judge-json-strict.md', MOVE_MAP),
    },
    {
      name: 'a symbolic link among the modules',
      right: 'fail',
      change: (room) => room.link(inner('shared'), '../../../assay-adapter-a2a/src/lib.rs'),
    },
    {
      name: 'a module whose name is not ASCII',
      right: 'pass',
      change(room) {
        room.write(inner('größe'), '//! Sizes.\n');
        room.replace(inner('mod'), 'mod payload;', '#[path = "größe.rs"]\nmod groesse;\nmod payload;');
      },
    },
    adding('one more public item in the facade', 'fail', FACADE, 'pub const LATER: u8 = 1;'),
    {
      name: 'the facade with Windows line ends',
      right: 'pass',
      change: (room) => room.replace(FACADE, /\n/gu, '\r\n'),
    },
    {
      ...adding(
        'a function back in the facade, made by a macro',
        'fail',
        FACADE,
        'macro_rules! made { ($name:ident) => { fn $name() {} } }\nmade!(parse_packet);',
      ),
      said: 'pass',
    },
    {
      name: 'a required test emptied',
      right: 'fail',
      said: 'pass',
      change: (room) =>
        room.replace(inner('tests'), new RegExp(`(fn ${ANCHOR}\\(\\) \\{)[\\s\\S]*?\\n\\}\\n`, 'u'), '$1}\n'),
    },
    {
      name: 'a constant changed in the move',
      right: 'fail',
      said: 'pass',
      change: (room) => room.replace(inner('mod'), '1_700_300_000', '1_700_300_001'),
    },
  ],
};
