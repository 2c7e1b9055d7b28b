import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { type Case, document, failing, readExample, SCRIPT, type Texts, WORKFLOW } from './cases.js';

const analyzer = createInProcessAnalyzer();
afterAll(() => analyzer.close());

const JUDGE = 'crates/assay-core/src/judge';
const STRICT = 'crates/assay-evidence/src/json_strict';
const JUDGE_FACADE = `${JUDGE}/mod.rs`;
const STRICT_FACADE = `${STRICT}/mod.rs`;
const judgeInner = (name: string): string => `${JUDGE}/judge_internal/${name}.rs`;
const strictInner = (name: string): string => `${STRICT}/json_strict_internal/${name}.rs`;
const paper = (kind: string, name = 'wave7c-step3-judge-json-strict'): string =>
  `docs/contributing/SPLIT-${kind}-${name}.md`;
const SCRIPT_PATH = 'scripts/ci/review-wave7c-step3.sh';

const JUDGE_TESTS = [
  'contract_two_of_three_majority',
  'contract_sprt_early_stop',
  'contract_abstain_mapping',
  'contract_determinism_parallel_replay',
];
const STRICT_TESTS = [
  'test_rejects_top_level_duplicate',
  'test_rejects_unicode_escape_duplicate',
  'test_signature_duplicate_key_attack',
  'test_dos_nesting_depth_limit',
  'test_string_length_over_limit_rejected',
  'test_reads_numbers',
];
const testsIn = (names: readonly string[]): string =>
  names
    .map((name) => `#[test]\nfn ${name}() {\n    assert_eq!("${name}".len(), ${name.length});\n}\n`)
    .join('\n');
const inline = (names: readonly string[]): string => `#[cfg(test)]\nmod tests {\n${testsIn(names)}}\n`;

const JUDGE_CODE = `mod judge_internal;

pub struct JudgeService;

impl JudgeService {
    pub fn new() -> Self {
        Self
    }

    pub async fn evaluate(&self) {
        judge_internal::run::evaluate_impl(self).await
    }
}
`;
const STRICT_CODE = `mod json_strict_internal;

pub fn from_str_strict(s: &str) {
    json_strict_internal::run::from_str_strict_impl(s)
}

pub fn validate_json_strict(s: &str) {
    json_strict_internal::run::validate_json_strict_impl(s)
}
`;
const modules = (names: readonly string[]): string =>
  `${names.map((name) => `pub(crate) mod ${name};\n`).join('')}#[cfg(test)]\nmod tests;\n`;

const BEFORE: Texts = {
  'Cargo.lock': 'version = 4\n',
  'crates/assay-core/Cargo.toml': '[package]\nname = "assay-core"\nversion = "0.1.0"\n',
  'crates/assay-core/src/lib.rs': 'pub mod judge;\n',
  'crates/assay-evidence/Cargo.toml': '[package]\nname = "assay-evidence"\nversion = "0.1.0"\n',
  'crates/assay-evidence/src/lib.rs': 'pub mod json_strict;\n',
  [JUDGE_FACADE]: JUDGE_CODE + inline(JUDGE_TESTS),
  [judgeInner('mod')]: modules(['cache', 'client', 'prompt', 'run']),
  [judgeInner('cache')]:
    'pub(crate) fn inject_result_impl() {}\npub(crate) fn generate_cache_key_impl() {}\n',
  [judgeInner('client')]: 'pub(crate) async fn call_judge_impl() {}\n',
  [judgeInner('prompt')]:
    'pub(crate) const SYSTEM_PROMPT: &str = "x";\npub(crate) fn build_prompt_impl() {}\n',
  [judgeInner('run')]: 'pub(crate) async fn evaluate_impl(s: &S) {\n    s.config.triggers_rerun(1);\n}\n',
  [judgeInner('tests')]: '//! Later.\n',
  [STRICT_FACADE]: STRICT_CODE + inline(STRICT_TESTS),
  [strictInner('mod')]: modules(['decode', 'limits', 'run', 'validate']),
  [strictInner('decode')]: 'pub(crate) fn parse_json_string_impl() {}\n',
  [strictInner('limits')]: 'pub(crate) use crate::json_strict::errors::MAX;\n',
  [strictInner('run')]:
    'pub(crate) fn from_str_strict_impl() {}\npub(crate) fn validate_json_strict_impl() {}\n',
  [strictInner('validate')]: `impl JsonValidator {
    fn validate_value(&self) {}
    fn validate_object(&self) -> &str { "expected ',' or '}'" }
    fn validate_array(&self) -> &str { "expected ',' or ']'" }
}
`,
  [strictInner('tests')]: '//! Later.\n',
  [WORKFLOW]: 'on: push\n',
  [paper('MOVE-MAP', 'wave7c-step2-x')]: document('Another move-map'),
};

const closure = {
  program: readExample('facade-closure.yml'),
  branch: 'codex/wave7c-step3-closure',
  before: BEFORE,
  after: {
    ...BEFORE,
    [JUDGE_FACADE]: JUDGE_CODE,
    [STRICT_FACADE]: STRICT_CODE,
    [judgeInner('tests')]: testsIn(JUDGE_TESTS),
    [strictInner('tests')]: testsIn(STRICT_TESTS),
    [paper('CHECKLIST')]: document('Checklist'),
    [paper('MOVE-MAP')]: document('Wave7C Step3 move-map'),
    [paper('REVIEW-PACK')]: document('Review pack'),
    [SCRIPT_PATH]: SCRIPT,
  },
  analyzer,
};

const judging = (rust: string): Record<string, string> => ({ [JUDGE_FACADE]: `${JUDGE_CODE}${rust}\n` });
const strict = (rust: string): Record<string, string> => ({ [STRICT_FACADE]: `${STRICT_CODE}${rust}\n` });

const cases: readonly Case[] = [
  ['nothing more', {}, []],
  ['an extra file', { 'docs/notes.md': 'x' }, ['scope']],
  ['a workflow', { [WORKFLOW]: 'on: pull_request\n' }, ['scope']],
  ['a lock file', { 'Cargo.lock': 'version = 3\n' }, ['scope']],
  ['tests back in the facade', strict(inline([])), ['patterns']],
  ['under another name', strict('#[cfg(all(test, unix))]\nmod checks {}'), ['patterns']],
  ['a test without a module', judging('#[tokio::test]\nasync fn later() {}'), ['patterns']],
  ['`cfg(test)` in a comment', strict('// #[cfg(test)] stands elsewhere'), []],
  ['a helper', strict('fn later() {}'), ['patterns']],
  ['a helper that is seen in the crate', strict('pub(crate) fn later() {}'), ['patterns']],
  ['a helper that is async', judging('async fn later() {}'), ['patterns']],
  ['a helper in a comment', judging('// fn later() {}'), []],
  [
    'a function of the facade gone',
    { [STRICT_FACADE]: STRICT_CODE.replace(/pub fn from[\s\S]*?\n\}\n/u, '') },
    ['patterns'],
  ],
  ['the forbidden call', judging('const A: fn(&str) = serde_json::from_str;'), ['patterns']],
  ['behind an alias', judging('use serde_json as json;\nconst A: fn(&str) = json::from_str;'), ['patterns']],
  [
    'under another name',
    judging('use serde_json::from_str as read;\nconst A: fn(&str) = read;'),
    ['patterns'],
  ],
  ['in a comment', judging('// serde_json::from_str'), []],
  ['in a string', judging('const A: &str = "serde_json::from_str";'), []],
  [
    'in a test elsewhere',
    {
      [judgeInner('tests')]:
        `${testsIn(JUDGE_TESTS)}#[test]\nfn reads() { serde_json::from_str::<u8>("1"); }\n`,
    },
    [],
  ],
  ['a name of the inside', strict('type A = JsonValidator;'), ['patterns']],
  ['in a comment', strict('// JsonValidator'), []],
  [
    'handing on in a comment',
    {
      [STRICT_FACADE]: STRICT_CODE.replace(
        '    json_strict_internal::run::v',
        '    // json_strict_internal::run::v',
      ),
    },
    ['patterns'],
  ],
  [
    'a second source',
    { [judgeInner('tests')]: `${testsIn(JUDGE_TESTS)}fn build_prompt_impl() {}\n` },
    ['patterns'],
  ],
  [
    'a source gone',
    { [judgeInner('prompt')]: 'pub(crate) fn build_prompt_impl() {}\n' },
    ['scope', 'patterns'],
  ],
  [
    'the words of an error',
    { [strictInner('validate')]: BEFORE[strictInner('validate')]!.replace("',' or '}'", "','") },
    ['scope', 'patterns'],
  ],
  ['a required test gone', { [strictInner('tests')]: testsIn(STRICT_TESTS.slice(1)) }, ['tests']],
  ['another test gone', { [strictInner('tests')]: testsIn(STRICT_TESTS.slice(0, -1)) }, ['tests']],
  [
    'a required test under another name',
    { [judgeInner('tests')]: testsIn(JUDGE_TESTS).replace('contract_sprt', 'sprt') },
    ['tests'],
  ],
  [
    'a test ignored',
    { [judgeInner('tests')]: testsIn(JUDGE_TESTS).replace('#[test]', '#[test]\n#[ignore]') },
    ['tests'],
  ],
  [
    'the tests left where they were',
    { [strictInner('tests')]: '//! Later.\n', [STRICT_FACADE]: BEFORE[STRICT_FACADE]! },
    ['patterns', 'tests'],
  ],
  ['a document gone', { [paper('MOVE-MAP')]: null }, ['artifacts']],
  ['an empty document', { [paper('MOVE-MAP')]: '' }, ['artifacts']],
  ['a script that does not run', { [SCRIPT_PATH]: '#!/bin/sh\n' }, ['artifacts']],
  [
    'a rename from elsewhere',
    { [paper('MOVE-MAP', 'wave7c-step2-x')]: null, [paper('MOVE-MAP')]: document('Another move-map') },
    ['scope'],
  ],
  ['a link', { [strictInner('tests')]: { text: 'run.rs', mode: '120000' } }, ['patterns', 'tests']],
  ['Windows line ends', { [STRICT_FACADE]: STRICT_CODE.replaceAll('\n', '\r\n') }, []],
];

test.each(cases)('a closure: %s', async (_name, change, fails) => {
  expect(await failing(closure, change)).toEqual(fails);
});
