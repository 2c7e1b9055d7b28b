import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import {
  type Case,
  document,
  evaluated,
  failing,
  readExample,
  SCRIPT,
  type Texts,
  WORKFLOW,
} from './cases.js';

const analyzer = createInProcessAnalyzer();
afterAll(() => analyzer.close());

const CRATE = 'crates/assay-adapter-ucp';
const FACADE = `${CRATE}/src/lib.rs`;
const FIXTURE = 'scripts/ci/fixtures/adr026/ucp/v2026-01-23/order.json';
const inner = (name: string): string => `${CRATE}/src/adapter_impl/${name}.rs`;
const paper = (kind: string, step: number): string =>
  `docs/contributing/SPLIT-${kind}-wave8b-step${step}-ucp.md`;
const script = (step: number): string => `scripts/ci/review-wave8b-step${step}.sh`;

const TESTS = [
  'protocol_metadata_uses_frozen_release_tag',
  'strict_order_fixture_maps_expected_event',
  'strict_missing_order_id_fails_with_measurement_error',
  'lenient_missing_order_id_substitutes_unknown_order',
  'excessive_json_depth_fails_measurement_contract',
  'small_packets_pass',
];
const testsIn = (names: readonly string[]): string =>
  names
    .map((name) => `#[test]\nfn ${name}() {\n    assert!("${name}".parse::<u8>().is_err());\n}\n`)
    .join('\n');

const ADAPTER = 'pub struct UcpAdapter;\nimpl ProtocolAdapter for UcpAdapter {}\n';
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  parse: ['parse_packet', 'validate_protocol'],
  version: ['observed_version', 'validate_supported_version'],
  fields: ['string_field', 'nested_string_field', 'timestamp_field', 'default_time'],
  mapping: ['map_event_type', 'primary_id_for_event', 'count_unmapped_top_level_fields'],
  payload: ['build_payload', 'normalized_object_field', 'normalize_json'],
};
const functions = (names: readonly string[], visibility: string): string =>
  names.map((name) => `${visibility}fn ${name}() {}\n`).join('');

const BEFORE: Texts = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  [`${CRATE}/Cargo.toml`]: '[package]\nname = "assay-adapter-ucp"\nversion = "0.1.0"\n',
  'crates/assay-adapter-a2a/src/lib.rs': 'pub fn other() {}\n',
  [FACADE]: `${ADAPTER}fn convert(x: Option<u8>) -> u8 {\n    x.unwrap()\n}\n${functions(Object.values(SOURCES).flat(), '')}#[cfg(test)]\nmod tests {\n${testsIn(TESTS)}}\n`,
  [FIXTURE]: '{}\n',
  [WORKFLOW]: 'on: push\n',
  [paper('CHECKLIST', 0)]: document('Another checklist'),
};

describe('a freeze', () => {
  const freeze = {
    program: readExample('adapter-split.yml'),
    branch: 'codex/wave8b-step1',
    before: BEFORE,
    after: {
      ...BEFORE,
      [paper('CHECKLIST', 1)]: document('Split checklist'),
      [paper('REVIEW-PACK', 1)]: document('Review pack'),
      [script(1)]: SCRIPT,
    },
    analyzer,
  };

  const cases: readonly Case[] = [
    ['nothing more', {}, []],
    ['an extra file', { 'docs/notes.md': 'x' }, ['scope']],
    ['a workflow', { [WORKFLOW]: 'on: pull_request\n' }, ['scope', 'freeze']],
    ['a comment in production code', { [FACADE]: `${BEFORE[FACADE]!}// x\n` }, ['scope', 'freeze']],
    ['a mode', { [FACADE]: { text: BEFORE[FACADE]!, mode: '100755' } }, ['scope', 'freeze']],
    ['a submodule', { vendored: { mode: '160000' } }, ['scope', 'freeze']],
    ['a fixture gone', { [FIXTURE]: null }, ['scope', 'freeze', 'patterns']],
    ['a document gone', { [paper('CHECKLIST', 1)]: null }, ['artifacts']],
    ['an empty document', { [paper('CHECKLIST', 1)]: ' \n' }, ['artifacts']],
    ['no such heading', { [paper('REVIEW-PACK', 1)]: document('Notes') }, ['artifacts']],
    ['a link', { [paper('CHECKLIST', 1)]: { text: 'x', mode: '120000' } }, ['artifacts']],
    ['a script that does not run', { [script(1)]: '#!/bin/sh\n' }, ['artifacts']],
    [
      'a rename from elsewhere',
      { [paper('CHECKLIST', 0)]: null, [paper('CHECKLIST', 1)]: document('Another checklist') },
      ['scope'],
    ],
    ['a name that is almost right', { [paper('CHECKLIST', 1).replace('.md', 'xmd')]: 'x' }, ['scope']],
    ['a name that is not ASCII', { 'docs/größe.md': 'x' }, ['scope']],
    ['Windows line ends', { [paper('CHECKLIST', 1)]: '# Split checklist\r\n\r\nx\r\n' }, []],
  ];

  test.each(cases)('%s', async (_name, change, fails) => {
    expect(await failing(freeze, change)).toEqual(fails);
  });
});

const MODULES = ['convert', ...Object.keys(SOURCES)];
const CONVERT = 'pub(super) fn convert(x: Option<u8>) -> u8 {\n    x.unwrap()\n}\n';
const SPLIT: Texts = {
  ...BEFORE,
  [FACADE]: `mod adapter_impl;\n\n${ADAPTER}`,
  [inner('mod')]: `${MODULES.map((name) => `mod ${name};\n`).join('')}#[cfg(test)]\nmod tests;\n`,
  [inner('convert')]: CONVERT,
  ...Object.fromEntries(
    Object.entries(SOURCES).map(([name, of]) => [inner(name), functions(of, 'pub(super) ')]),
  ),
  [inner('tests')]: testsIn(TESTS),
};

describe('a split', () => {
  const split = {
    program: readExample('adapter-split.yml'),
    branch: 'codex/wave8b-step2',
    before: BEFORE,
    after: {
      ...SPLIT,
      [paper('CHECKLIST', 2)]: document('Split checklist'),
      [paper('MOVE-MAP', 2)]: document('Split move map'),
      [paper('REVIEW-PACK', 2)]: document('Review pack'),
      [script(2)]: SCRIPT,
    },
    analyzer,
  };
  const facade = (rust: string): { [FACADE]: string } => ({ [FACADE]: `${SPLIT[FACADE]!}${rust}\n` });
  const converting = (rust: string): Record<string, string> => ({
    [inner('convert')]: `${CONVERT}${rust}\n`,
  });
  const tests = (names: readonly string[], more = ''): Record<string, string> => ({
    [inner('tests')]: testsIn(names) + more,
  });

  const cases: readonly Case[] = [
    ['nothing more', {}, []],
    ['another crate', { 'crates/assay-adapter-a2a/src/lib.rs': 'fn later() {}\n' }, ['scope']],
    ['a manifest', { [`${CRATE}/Cargo.toml`]: '[package]\n' }, ['scope']],
    ['a workflow', { [WORKFLOW]: 'on: pull_request\n' }, ['scope']],
    ['a function back in the facade', facade('fn parse_packet() {}'), ['patterns']],
    ['it is generic', facade("fn parse_packet<'a>(x: &'a [u8]) {}"), ['patterns']],
    ['it is async and indented', facade('    pub(crate) async fn parse_packet() {}'), ['patterns']],
    ['it is in a comment', facade('// fn parse_packet() {}'), []],
    ['it is in a string', converting('const A: &str = "fn parse_packet() {}";'), []],
    ['it is elsewhere too', converting('fn parse_packet() {} // as adapter_impl/parse.rs'), ['patterns']],
    ['it is gone', { [inner('parse')]: 'pub(super) fn validate_protocol() {}\n' }, ['patterns']],
    ['one more unwrap', converting('fn a(x: Option<u8>) -> u8 { x.unwrap() }'), ['drift']],
    [
      'one more expect over lines',
      converting('fn a(x: Option<u8>) -> u8 {\n x\n  .expect("x")\n}'),
      ['drift'],
    ],
    ['it is named', converting('fn a(x: [Option<u8>; 1]) -> [u8; 1] { x.map(Option::unwrap) }'), ['drift']],
    ['it is in a comment', converting('// never .unwrap()'), []],
    ['it is in a string', converting('const A: &str = ".unwrap()";'), []],
    ['it is in a test', tests(TESTS, '#[test]\nfn one_more() { "1".parse::<u8>().unwrap(); }\n'), []],
    ['`unwrap_or`', converting('fn a(x: Option<u8>) -> u8 { x.unwrap_or(1) }'), []],
    ['print', converting('fn a() { eprintln!("x") }'), ['drift']],
    ['print by another name', converting('use std::println as say;\nfn a() { say!("x") }'), ['drift']],
    ['unsafe', converting('unsafe fn a() {}'), ['drift']],
    ['unsafe in a comment', converting('// not unsafe'), []],
    ['panic', converting('fn a() { panic!("x") }'), ['drift']],
    ['should_panic', tests(TESTS, '#[test]\n#[should_panic]\nfn one_more() { f(); }\n'), []],
    ['wider', { [inner('convert')]: CONVERT.replace('super', 'crate') }, ['patterns']],
    ['wider in another way', converting('pub(in crate) fn a() {}'), ['patterns']],
    ['public in the facade', facade('pub use adapter_impl::convert;'), ['patterns']],
    ['a required test gone', tests(TESTS.slice(1)), ['tests']],
    ['another test gone', tests(TESTS.slice(0, -1)), ['tests']],
    [
      'a test ignored',
      { [inner('tests')]: testsIn(TESTS).replace('#[test]', '#[test]\n#[ignore]') },
      ['tests'],
    ],
    ['a test commented out', { [inner('tests')]: `/* ${testsIn(TESTS)} */` }, ['tests']],
    ['a test elsewhere', converting('#[cfg(test)]\nmod a {\n    #[test]\n    fn b() {}\n}'), ['patterns']],
    [
      'the tests as a file that no `mod` declares',
      { [inner('mod')]: MODULES.map((name) => `mod ${name};\n`).join('') },
      ['tests'],
    ],
    ['the move map gone', { [paper('MOVE-MAP', 2)]: null }, ['artifacts']],
    ['a link', { [inner('shared')]: { text: 'parse.rs', mode: '120000' } }, ['patterns', 'drift']],
    [
      'a file beside',
      { [inner('convert')]: null, [`${CRATE}/src/convert.rs`]: CONVERT },
      ['scope', 'patterns'],
    ],
    [
      'the facade renamed',
      { [FACADE]: null, [`${CRATE}/src/main.rs`]: SPLIT[FACADE]! },
      ['scope', 'patterns'],
    ],
    ['a module that is not ASCII', { [inner('größe')]: '//! Sizes.\n' }, []],
    ['Windows line ends', { [FACADE]: SPLIT[FACADE]!.replaceAll('\n', '\r\n') }, []],
  ];

  test.each(cases)('%s', async (_name, change, fails) => {
    expect(await failing(split, change)).toEqual(fails);
  });

  test('the reasons alone tell what to do', async () => {
    const { gates } = await evaluated(split, {
      ...facade('fn parse_packet() {}'),
      ...converting('fn a(x: Option<u8>) -> u8 { x.unwrap() }'),
    });
    const reasons = gates.filter(({ verdict }) => verdict === 'fail').flatMap((result) => result.reasons);
    expect(reasons).toMatchObject([
      {
        message: `\`fn parse_packet\` may stand in \`${inner('parse')}\` alone and stands at \`${FACADE}:5\`.`,
        next: `Move it to \`${inner('parse')}\`, or take it out.`,
        path: FACADE,
        line: 5,
      },
      {
        message: `\`(\\.|::)(unwrap|expect)\\b\` stands 1 time more in \`${CRATE}/src/**\` than at the merge base; new is \`${inner('convert')}:4\` (\`fn a(x: Option<u8>) -> u8 { x.unwrap() }\`). A split brings no new way to panic.`,
        next: 'Take it out, or one of the others in return.',
        path: inner('convert'),
        line: 4,
      },
    ]);
  });
});
