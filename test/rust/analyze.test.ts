import { describe, expect, test } from '@jest/globals';
import { analyze } from '../../src/analysis/analyze.js';
import type { SourceFile } from '../../src/analysis/analyzer.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';
import type { RuleDefinition } from '../../src/rules/definition.js';

const shipped = assemblePrograms([], loadShipped()).rules;

function rule(id: string, change: Partial<RuleDefinition> = {}): RuleDefinition {
  const found = shipped.get(id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return { ...found, ...change };
}

function files(texts: Readonly<Record<string, string | Uint8Array>>): SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
  }));
}

async function findings(texts: Readonly<Record<string, string | Uint8Array>>, judged: RuleDefinition) {
  const [report] = await analyze({
    files: files(texts),
    runs: [{ rule: judged, paths: Object.keys(texts) }],
  });
  return report!;
}

const READS = 'async fn load(p: &str) -> String {\n    std::fs::read_to_string(p).unwrap()\n}\n';
const blocking = rule('blocking-io-in-async');

describe('a fingerprint', () => {
  const printOf = async (texts: Record<string, string>) =>
    (await findings(texts, blocking)).findings.map(({ fingerprint }) => fingerprint);

  test.each([
    ['edits above', { 'src/a.rs': `use std::io;\n// more\nfn other() {}\n\n${READS}` }],
    ['a move to another file', { 'src/deep/b.rs': READS }],
    ['other indentation', { 'src/a.rs': READS.replace('(p)', '(\n        p, // the path\n    )') }],
  ])('survives %s', async (_what, texts: Record<string, string>) => {
    expect(await printOf(texts)).toEqual(await printOf({ 'src/a.rs': READS }));
  });

  test.each([
    ['another function', READS.replace('load', 'store')],
    ['another expression', READS.replace('(p)', '(q)')],
  ])('tells %s apart', async (_what, text) => {
    expect(await printOf({ 'src/a.rs': text })).not.toEqual(await printOf({ 'src/a.rs': READS }));
  });

  test('tells equal expressions of one function apart', async () => {
    const twice = READS.replace(';', '').replace(
      '.unwrap()\n',
      '.unwrap();\n    std::fs::read_to_string(p).unwrap()\n',
    );
    expect(new Set(await printOf({ 'src/a.rs': twice })).size).toBe(2);
  });
});

test('a report is the same whatever the order of the files, with the prefilter and without', async () => {
  const texts = {
    'src/b.rs': `use crate::a::r;\nasync fn f() { r("x").ok(); }\n${READS}`,
    'src/a.rs': 'pub use std::fs::read as r;\nfn sync() { r("x").ok(); }',
    'src/lib.rs': 'mod a; mod b; mod c;',
    'src/c.rs': 'fn nothing() -> u8 { 1 }',
    'src/broken.rs': 'fn f( {',
  };
  const paths = Object.keys(texts);
  const runs = [...shipped.values()].map((judged) => ({ rule: judged, paths }));
  const given = files(texts);
  const forward = await analyze({ files: given, runs });
  const backward = await analyze({ files: [...given].reverse(), runs });
  const whole = await analyze({ files: given, runs }, () => {}, { prefilter: false });
  expect(backward).toEqual(forward);
  expect(whole).toEqual(forward);
  const found = forward
    .flatMap((report) => report.findings)
    .map(({ path, line, rule: id }) => `${path}:${line} ${id}`);
  expect(found).toEqual(['src/b.rs:2 blocking-io-in-async', 'src/b.rs:4 blocking-io-in-async']);
});

describe('a file judged by some of its bodies', () => {
  test('is told with the errors of the others', async () => {
    const report = await findings({ 'src/a.rs': `${READS}fn other() {\n    let = ;\n}\n` }, blocking);
    expect(report.findings.map(({ line }) => line)).toEqual([2]);
    expect(report.errors.map(({ path, line }) => `${path}:${line}`)).toEqual(['src/a.rs:5']);
  });

  test.each([
    ['another body', 'async fn other() { tokio::task::yield_now().await }', true],
    ['a comment', '// tokio::fs::read', false],
    ['a string', 'const S: &str = "tokio::fs";', false],
    ['another crate’s module', 'use other::tokio::spawn;', false],
  ])('suggests what awaits where %s names the runtime', async (_where, text, suggested) => {
    const report = await findings({ 'src/a.rs': `${READS}${text}\n` }, blocking);
    expect(report.findings.map(({ suggestion }) => suggestion !== undefined)).toEqual([suggested]);
  });
});

test('files that cannot hold a finding are not parsed', async () => {
  const report = await findings(
    { 'src/a.rs': READS, 'src/b.rs': 'fn f() {}', 'src/c.rs': 'async fn g() {}' },
    blocking,
  );
  expect([report.files, report.parsed]).toEqual([3, 1]);
});

test.each([
  ['a module renamed', 'pub use std::fs as files;', 'pub use self::files::read_to_string as slurp;'],
  [
    'a module renamed with its functions',
    'pub use std::fs::{self as files};',
    'pub use self::files::{read_to_string as slurp};',
  ],
  ['a function renamed twice', 'pub use std::fs::read_to_string as first;', 'pub use self::first as slurp;'],
])('a file that has none of the words itself is found by what others rename: %s', async (_, ...renamings) => {
  const texts = {
    'src/lib.rs': 'mod exports;\nmod load;\n',
    'src/exports.rs': renamings.join('\n'),
    'src/load.rs': 'async fn load(p: &str) {\n    crate::exports::slurp(p).ok();\n}\n',
  };
  expect((await findings(texts, blocking)).findings).toMatchObject([{ path: 'src/load.rs', line: 2 }]);
});

test('a file that only tests build is parsed for rules that search tests too', async () => {
  const texts = { 'tests/it.rs': READS };
  expect(await findings(texts, blocking)).toMatchObject({ findings: [], parsed: 0 });
  const everywhere = rule('blocking-io-in-async', { tests: 'include' });
  expect(await findings(texts, everywhere)).toMatchObject({ findings: [{ line: 2 }], parsed: 1 });
});

describe('what cannot be judged is an error of its file, and the others are judged', () => {
  test.each([
    ['a broken file', `${READS}fn g( {`, /could not be parsed/],
    ['a broken file without a word of the rule', 'fn g( {', /could not be parsed/],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(`${READS}// `), Buffer.from([0xff])]), /UTF-8/],
    ['no text at all', Buffer.alloc(100_000, 0xfe), /no text/],
  ])('%s', async (_what, content, message) => {
    const report = await findings({ 'src/a.rs': READS, 'src/b.rs': content }, blocking);
    expect(report.errors.map(({ path }) => path)).toContain('src/b.rs');
    expect(report.errors[0]!.message).toMatch(message);
    expect(report.findings.map(({ path }) => path)).toContain('src/a.rs');
  });
});

test('a rule needs data alone: no Command::output in async code', async () => {
  const command = rule('blocking-io-in-async', {
    rule: 'command-output-in-async',
    options: { chains: [{ start: ['std::process::Command::new'], methods: ['output', 'status'] }] },
  });
  const text = [
    'use std::process::Command;',
    'async fn f() {',
    '    Command::new("git").arg("x").output().ok();',
    '    Command::new("git").spawn().ok();',
    '    tokio::process::Command::new("git").output().await.ok();',
    '}',
    'fn g() { Command::new("git").output().ok(); }',
  ].join('\n');
  const { findings: found } = await findings({ 'src/a.rs': text }, command);
  expect(found.map(({ line, column, message }) => [line, column, message])).toEqual([
    [3, 5, '`std::process::Command::new().output` blocks the executor in async `f`'],
  ]);
});

test('every suggestion, applied, parses and ends its finding', async () => {
  const text = [
    'use std::{fs, thread};',
    'use tokio::task;',
    'async fn f(p: &str) -> std::io::Result<()> {',
    '    let x = fs::read_to_string(',
    '        p,',
    '    )?;',
    '    if fs::exists(p)? { thread::sleep(D); }',
    '    async move { fs::write("a", x).ok(); }.await;',
    '    let y = || fs::read(p);',
    '    let z = fs::File::open(p)?;',
    '    Ok(())',
    '}',
  ].join('\r\n');
  const { findings: found } = await findings({ 'src/a.rs': text }, blocking);
  expect(found.map(({ line, suggestion }) => [line, suggestion !== undefined])).toEqual([
    [4, true],
    [7, true],
    [7, true],
    [8, true],
    [9, false],
    [10, false],
  ]);
  for (const { fingerprint, suggestion } of found) {
    if (suggestion === undefined) continue;
    const lines = text.split('\r\n');
    lines.splice(
      suggestion.startLine - 1,
      suggestion.endLine - suggestion.startLine + 1,
      ...suggestion.text.split('\n'),
    );
    const after = await findings({ 'src/a.rs': lines.join('\r\n') }, blocking);
    expect(after.errors).toEqual([]);
    expect(after.findings).toHaveLength(found.length - 1);
    expect(after.findings.map((finding) => finding.fingerprint)).not.toContain(fingerprint);
  }
});

describe('hostile input ends, in time', () => {
  const head = 'use std::fs; use regex::Regex; async fn f() { ';
  test.each([
    ['parentheses', `${head}fs::read(${'('.repeat(200_000)}1${')'.repeat(200_000)}); }`, 1],
    ['open parentheses', `${head}fs::read(${'('.repeat(200_000)}`, 1],
    ['blocks', `${head}${'{fs::read(1);'.repeat(5_000)}${'}'.repeat(5_000)}}`, 5_000],
    ['closures', `${head}${'g(||fs::read('.repeat(2_000)}${'))'.repeat(2_000)}}`, 2_000],
    ['findings', `${head}${'fs::read(1);\n'.repeat(20_000)} }`, 20_000],
    ['findings on one line', `${head}${'/*é*/ fs::read(1); '.repeat(20_000)} }`, 20_000],
    ['an array', `${head}let x = [${'1,'.repeat(100_000)}]; fs::read(1); }`, 1],
    ['attributes', `${'#[a]'.repeat(20_000)}${head}fs::read(1); }`, 1],
    [
      'imports in a circle',
      `${Array.from({ length: 200 }, (_, i) => `pub mod m${i} { pub use super::m${(i + 1) % 200}::*; pub use super::m${(i + 7) % 200}::*; }`).join('')}use m0::*; ${head}fs::read(1); }`,
      1,
    ],
  ])('%s', async (_what, text, expected) => {
    const runs = ['blocking-io-in-async', 'regex-compile-in-hot-path', 'indirect-blocking-io-in-async'];
    const reports = await analyze({
      files: files({ 'src/lib.rs': text }),
      runs: runs.map((id) => ({ rule: rule(id), paths: ['src/lib.rs'] })),
    });
    expect(reports[0]!.findings).toHaveLength(expected);
  });
});
