import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { type Case, document, failing, readExample, SCRIPT, type Texts, WORKFLOW } from './cases.js';

const analyzer = createInProcessAnalyzer();
afterAll(() => analyzer.close());

const CRATE = 'crates/assay-adapter-acp';
const FACADE = `${CRATE}/src/lib.rs`;
const TESTS = `${CRATE}/src/tests/mod.rs`;
const MAPPING = `${CRATE}/src/adapter_impl/mapping.rs`;
const paper = (kind: string): string => `docs/contributing/SPLIT-${kind}-acp-step2.md`;

const NAMES = [
  'strict_happy_fixture_emits_deterministic_event',
  'strict_checkout_fixture_preserves_attributes_without_lossiness',
  'strict_attribute_order_normalizes_payload_but_keeps_raw_byte_hash_boundary',
  'strict_missing_required_field_fails_with_measurement_error',
  'lenient_invalid_event_type_emits_generic_event_and_lossiness',
  'malformed_json_fails_in_all_modes',
  'oversized_payload_fails_measurement_contract',
  'invalid_utf8_payload_fails_measurement_contract',
  'excessive_json_depth_fails_measurement_contract',
  'excessive_array_length_fails_measurement_contract',
];
const LOOSE = 'strict_unknown_top_level_fields_account_for_lossiness';
const PROPERTY = `proptest! {\n    #[test]\n    fn ${LOOSE}(n in 0..9) {\n        assert!(n < 9);\n    }\n}\n`;
const RUNNING =
  NAMES.map((name) => `#[test]\nfn ${name}() {\n    assert_eq!("${name}".len(), ${name.length});\n}\n`).join(
    '\n',
  ) + PROPERTY;

const CALL = 'adapter_impl::convert_impl(self)';
const CODE = `mod adapter_impl;\n\n#[cfg(test)]\nmod tests;\n\npub struct AcpAdapter;\n\nimpl AcpAdapter {\n    pub fn convert(&self) -> u8 {\n        ${CALL}\n    }\n}\n`;

const BEFORE: Texts = {
  [`${CRATE}/Cargo.toml`]: '[package]\nname = "assay-adapter-acp"\nversion = "0.1.0"\n',
  [FACADE]: `pub struct AcpAdapter;\n\n#[cfg(test)]\nmod tests {\n${RUNNING}}\n`,
  [WORKFLOW]: 'on: push\n',
};
const split = {
  program: readExample('facade-split.yml'),
  branch: 'codex/wave14-acp-step2',
  before: BEFORE,
  after: {
    ...BEFORE,
    [FACADE]: CODE,
    [`${CRATE}/src/adapter_impl/mod.rs`]: 'mod mapping;\n\npub(crate) use mapping::convert_impl;\n',
    [MAPPING]: 'pub(crate) fn convert_impl() -> u8 {\n    match 1 {\n        n => n,\n    }\n}\n',
    [TESTS]: RUNNING,
    [paper('CHECKLIST')]: document('ACP checklist'),
    [paper('MOVE-MAP')]: document('ACP move map'),
    [paper('REVIEW-PACK')]: document('ACP review pack'),
    'scripts/ci/review-acp-step2.sh': SCRIPT,
  },
  analyzer,
};
const facade = (rust: string): Record<string, string> => ({ [FACADE]: `${CODE}${rust}\n` });
const mapping = (rust: string): Record<string, string> => ({ [MAPPING]: `${split.after[MAPPING]}${rust}\n` });

const cases: readonly Case[] = [
  ['nothing more', {}, []],
  ['an extra file', { 'docs/notes.md': 'x' }, ['scope']],
  ['a workflow', { [WORKFLOW]: 'on: pull_request\n' }, ['scope']],
  ['a manifest', { [`${CRATE}/Cargo.toml`]: '[package]\n' }, ['scope']],
  ['220 lines', facade('// x\n'.repeat(211)), []],
  ['221 lines', facade('// x\n'.repeat(212)), ['patterns']],
  ['blank lines', facade('\n'.repeat(300)), []],
  ['two calls on a line', { [FACADE]: CODE.replace(CALL, `${CALL} + ${CALL}`) }, ['patterns']],
  ['a call in a comment', facade(`/* ${CALL} */`), []],
  ['a call in a string', facade(`const A: &str = "${CALL}";`), []],
  ['no call', { [FACADE]: CODE.replace(CALL, '1') }, ['patterns']],
  ['`match` at the beginning of a line', facade('fn a() {\n    match 1 { n => n }\n}'), ['patterns']],
  ['`match` elsewhere on a line', facade('fn a() -> u8 { let b = match 1 { n => n }; b }'), ['patterns']],
  ['`matches!`', facade('fn a() -> bool { matches!(1, 1) }'), []],
  ['`match` in a comment', facade('/*\nmatch it\n*/'), []],
  ['tests inline', { [FACADE]: CODE.replace('mod tests;', 'mod tests {}') }, ['patterns', 'tests']],
  ['`pub`', mapping('pub fn a() {}'), ['patterns']],
  ['`pub(super)`', mapping('pub(super) fn a() {}'), ['patterns']],
  ['`pub(crate)`', mapping('pub(crate) fn a() {}'), []],
  ['`pub` with the right word in a comment', mapping('pub fn a() {} // pub(crate)'), ['patterns']],
  ['`pub` in a folder below', { [`${CRATE}/src/adapter_impl/a/b.rs`]: 'pub fn a() {}\n' }, ['patterns']],
  ['`pub` in a string', mapping('const A: &str = "\npub fn";'), []],
  [
    'a test renamed',
    { [TESTS]: RUNNING.replace('malformed_json_fails_in_all_modes', 'malformed') },
    ['patterns'],
  ],
  ['a test without attribute', { [TESTS]: RUNNING.replace('#[test]\n', '') }, ['tests']],
  ['a test ignored', { [TESTS]: RUNNING.replace('#[test]\n', '#[test]\n#[ignore]\n') }, ['tests']],
  [
    'a test commented out',
    { [TESTS]: RUNNING.replace(PROPERTY, `/* ${PROPERTY} */`) },
    ['patterns', 'tests'],
  ],
  ['a test in a macro gone', { [TESTS]: RUNNING.replace(PROPERTY, '') }, ['patterns', 'tests']],
  ['the checklist empty', { [paper('CHECKLIST')]: '' }, ['artifacts']],
  ['a link', { [`${CRATE}/src/adapter_impl/a.rs`]: { text: 'mapping.rs', mode: '120000' } }, ['patterns']],
  ['the tests in another file', { [TESTS]: null, [`${CRATE}/src/tests.rs`]: RUNNING }, ['scope', 'patterns']],
];

test.each(cases)('a measured split: %s', async (_name, change, fails) => {
  expect(await failing(split, change)).toEqual(fails);
});
