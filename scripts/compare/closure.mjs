const JUDGE = 'crates/assay-core/src/judge';
const JSON_STRICT = 'crates/assay-evidence/src/json_strict';
const JUDGE_FACADE = `${JUDGE}/mod.rs`;
const JSON_FACADE = `${JSON_STRICT}/mod.rs`;
const JUDGE_TESTS = `${JUDGE}/judge_internal/tests.rs`;
const JSON_TESTS = `${JSON_STRICT}/json_strict_internal/tests.rs`;
const SCRIPT = 'scripts/ci/review-wave7c-step3.sh';
const MOVE_MAP = 'docs/contributing/SPLIT-MOVE-MAP-wave7c-step3-judge-json-strict.md';
const ANCHOR = 'test_rejects_top_level_duplicate';

const adding = (name, right, path, rust) => ({
  name,
  right,
  change: (room) => room.append(path, `\n${rust}\n`),
});

export const closure = {
  title: 'Closure: wave7c step 3',
  program: 'facade-closure.yml',
  script: SCRIPT,
  branch: 'codex/wave7c-step3-judge-json-strict-closure',
  base: '7958f097e9bf70139941b56f5e46d7d4547bf888',
  head: 'e0324df7aba374e1c62f6d2a700dc8334d221830',
  cases: [
    { name: 'a document more', right: 'fail', change: (room) => room.write('docs/notes.md', '# Notes\n') },
    adding('a workflow edited', 'fail', '.github/workflows/ci.yml', '# later'),
    adding('`Cargo.lock` edited', 'fail', 'Cargo.lock', '# later'),
    adding('a module of tests back in a facade', 'fail', JSON_FACADE, '#[cfg(test)]\nmod tests {}'),
    adding(
      'tests back in a facade, under another name and `cfg`',
      'fail',
      JSON_FACADE,
      '#[rustfmt::skip] #[cfg(all(test, unix))] mod checks { #[test] fn a() {} }',
    ),
    adding('a helper back in a facade', 'fail', JSON_FACADE, 'fn helper() {}'),
    adding('a helper back in a facade, `pub(crate)`', 'fail', JSON_FACADE, 'pub(crate) fn helper() {}'),
    adding('a helper back in a facade, `async`', 'fail', JUDGE_FACADE, 'async fn helper() {}'),
    adding(
      'a helper’s name in a comment of a facade',
      'pass',
      JSON_FACADE,
      '// JsonValidator stands in validate.rs',
    ),
    adding(
      'a helper’s name in a string of a facade',
      'pass',
      JUDGE_FACADE,
      'pub(crate) const HINT: &str = "call_judge_impl says more";',
    ),
    {
      name: 'the forbidden call in a facade',
      right: 'fail',
      change: (room) =>
        room.replace(
          JUDGE_FACADE,
          'judge_internal::run',
          'let _: Option<u8> = serde_json::from_str("1").ok();\n        judge_internal::run',
        ),
    },
    {
      name: 'the forbidden call in a facade, behind an alias',
      right: 'fail',
      change(room) {
        room.replace(
          JUDGE_FACADE,
          'judge_internal::run',
          'let _: Option<u8> = json::from_str("1").ok();\n        judge_internal::run',
        );
        room.replace(JUDGE_FACADE, 'use std::sync::Arc;', 'use serde_json as json;\nuse std::sync::Arc;');
      },
    },
    {
      name: 'a facade that no longer hands on, but in a comment',
      right: 'fail',
      change: (room) =>
        room.replace(
          JSON_FACADE,
          'json_strict_internal::run::validate_json_strict_impl(s)',
          '// json_strict_internal::run::validate_json_strict_impl(s)\n    Ok(drop(s))',
        ),
    },
    adding('a second source of a part', 'fail', JUDGE_TESTS, 'pub(crate) fn build_prompt_impl() {}'),
    adding(
      'a second source of a part, with the right file in a comment behind it',
      'fail',
      JUDGE_TESTS,
      'fn build_prompt_impl() {} // as judge_internal/prompt.rs',
    ),
    {
      name: 'a required test under another name',
      right: 'fail',
      change: (room) => room.replace(JSON_TESTS, `fn ${ANCHOR}`, 'fn test_rejects_duplicate'),
    },
    {
      name: 'a required test ignored',
      right: 'fail',
      change: (room) => room.replace(JSON_TESTS, `fn ${ANCHOR}`, `#[ignore]\nfn ${ANCHOR}`),
    },
    {
      name: 'a required test commented out',
      right: 'fail',
      change: (room) =>
        room.replace(
          JSON_TESTS,
          new RegExp(`#\\[test\\]\\nfn ${ANCHOR}[\\s\\S]*?\\n\\}\\n`, 'u'),
          '/*\n$&*/\n',
        ),
    },
    {
      name: 'a test that is not required dropped in the move',
      right: 'fail',
      change: (room) =>
        room.replace(JSON_TESTS, /#\[test\]\nfn test_keys_over_limit_rejected[\s\S]*?\n\}\n/u, ''),
    },
    adding(
      'one more test beside the others, with `serde_json::from_str`',
      'pass',
      JUDGE_TESTS,
      '#[test]\nfn contract_reads_json() {\n    let _: Option<u8> = serde_json::from_str("1").ok();\n}',
    ),
    {
      name: 'the words of an error changed',
      right: 'fail',
      change: (room) =>
        room.replace(
          `${JSON_STRICT}/json_strict_internal/validate.rs`,
          "expected ',' or '}'",
          "expected ','",
        ),
    },
    { name: 'the move map deleted', right: 'fail', change: (room) => room.delete(MOVE_MAP) },
    { name: 'the move map empty', right: 'fail', change: (room) => room.write(MOVE_MAP, '') },
    { name: 'the script not executable', right: 'fail', change: (room) => room.mode(SCRIPT, 0o644) },
    {
      name: 'another wave’s document renamed to this wave’s',
      right: 'fail',
      change: (room) =>
        room.move('docs/contributing/SPLIT-MOVE-MAP-wave7c-step2-judge-json-strict.md', MOVE_MAP),
    },
    {
      name: 'a module’s tests moved to another file',
      right: 'fail',
      change(room) {
        room.move(JUDGE_TESTS, `${JUDGE}/judge_internal/checks.rs`);
        room.replace(`${JUDGE}/judge_internal/mod.rs`, 'mod tests;', 'mod checks;');
      },
    },
    {
      name: 'the tests a symbolic link',
      right: 'fail',
      change(room) {
        room.move(JSON_TESTS, 'docs/contributing/SPLIT-REVIEW-PACK-wave7c-step3-judge-json-strict.md');
        room.link(
          JSON_TESTS,
          '../../../../../docs/contributing/SPLIT-REVIEW-PACK-wave7c-step3-judge-json-strict.md',
        );
      },
    },
    {
      name: 'a facade with Windows line ends',
      right: 'pass',
      change: (room) => room.replace(JSON_FACADE, /\n/gu, '\r\n'),
    },
    {
      name: 'a required test emptied in the move',
      right: 'fail',
      said: 'pass',
      change: (room) =>
        room.replace(JSON_TESTS, new RegExp(`(fn ${ANCHOR}\\(\\) \\{)[\\s\\S]*?\\n\\}\\n`, 'u'), '$1}\n'),
    },
  ],
};
