import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeSource } from '../../src/rust/decode.js';
import { delimitersBalance } from '../../src/rust/delimiters.js';
import { bridgeGrammarGaps } from '../../src/rust/grammar-gaps.js';
import { LineIndex } from '../../src/rust/lines.js';
import { tokenize } from '../../src/rust/tokens.js';
import { fileOf } from './support.js';

test('columns count UTF-8 bytes, a byte order mark and carriage returns not in the way', () => {
  const { text } = decodeSource(Buffer.from('\uFEFFé a\r\n\u{1F600}b\n'));
  const lines = new LineIndex(text);
  expect(text.startsWith('é')).toBe(true);
  expect([lines.line(text.indexOf('a')), lines.column(text.indexOf('a'))]).toEqual([1, 4]);
  expect([lines.line(text.indexOf('b')), lines.column(text.indexOf('b'))]).toEqual([2, 5]);
  expect(lines.lineText(1)).toBe('é a');
});

test('lines and columns agree with counting, in any order of asking', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'é', '\u{1F600}', '\n', '\r\n')), fc.nat(), (parts, seed) => {
      const text = parts.join('');
      const lines = new LineIndex(text);
      for (const step of [0, 1, 2]) {
        const offset = text.length === 0 ? 0 : (seed * (step + 1)) % text.length;
        const before = text.slice(0, offset);
        expect(lines.line(offset)).toBe(before.split('\n').length);
        if (!/[\uD800-\uDBFF]$/.test(before)) {
          expect(lines.column(offset)).toBe(
            Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1)) + 1,
          );
        }
      }
    }),
  );
});

test('invalid UTF-8 is read with its line named', () => {
  const bytes = Buffer.concat([
    Buffer.from('fn a() {}\n// '),
    Buffer.from([0xff]),
    Buffer.from('\nfn b() {}'),
  ]);
  expect(decodeSource(bytes)).toEqual({
    text: 'fn a() {}\n// \uFFFD\nfn b() {}',
    invalidLine: 2,
    replaced: [{ offset: 13, bytes: 1 }],
  });
});

test('columns count the bytes of the file where these are no UTF-8', () => {
  const pieces = [
    '61',
    '0a',
    'c3a9',
    'f09f9880',
    'efbfbd',
    'efbbbf',
    'ff',
    'c3',
    'e0',
    'e697',
    'eda080',
    'f09f98',
    'f490',
    '80',
  ];
  const drawn = fc.array(fc.constantFrom(...pieces), { maxLength: 30 });
  fc.assert(
    fc.property(drawn, (parts) => {
      const bytes = Buffer.from(parts.join(''), 'hex');
      const mark = bytes.subarray(0, 3).equals(Buffer.from('efbbbf', 'hex')) ? 3 : 0;
      const { text, replaced } = decodeSource(bytes);
      const lines = new LineIndex(text, replaced);
      for (const [at, byte] of bytes.entries()) {
        if (byte !== 0x61) continue;
        const line = Math.max(bytes.lastIndexOf(0x0a, at) + 1, mark);
        const offset = new TextDecoder().decode(bytes.subarray(0, at)).length;
        expect([text[offset], lines.column(offset)]).toEqual(['a', at - line + 1]);
      }
    }),
    { numRuns: 1_000 },
  );
});

describe('delimiters balance', () => {
  test.each([
    ['fn f() { g([1]); }', true],
    ['fn f() {', false],
    ['fn f() }', false],
    ['fn f() { ( } )', false],
    ['"("', true],
    ['"\\"("', true],
    ['r#"(" "#', true],
    ['br"("', true],
    ["'(' '\\'' '\\u{28}' b'{'", true],
    ["fn f<'a>(x: &'a str) {}", true],
    ['// (\n/* ( /* [ */ */', true],
    ['/* (', false],
    ['"never ends', false],
    ["'é' (", false],
  ])('%s: %s', (text, expected) => {
    expect(delimitersBalance(Buffer.from(text))).toBe(expected);
  });
});

test('tokens cover a text in order, with partners that point at each other', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          '(',
          ')',
          '{',
          '}',
          '"',
          "'",
          'r#"',
          '/*',
          '*/',
          '//',
          '\n',
          'a',
          ' ',
          '=>',
          '\\',
        ),
      }),
      (text) => {
        const tokens = tokenize(text, 7);
        let end = 7;
        for (const [at, token] of tokens.entries()) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.text).toBe(text.slice(token.start - 7, token.end - 7));
          end = token.end;
          if (token.partner !== -1) expect(tokens[token.partner]!.partner).toBe(at);
        }
      },
    ),
  );
});

describe('Rust that the grammar does not know is no error', () => {
  test.each([
    'fn f(raw: u8) { g(&raw, &raw.x, &raw const raw, &raw mut raw); }',
    'unsafe extern "C" { pub safe fn f(); safe static X: u8; }',
    'fn f() { S { a, .. } = v; }',
    'fn f() { S::<-1, 2>::new(); }',
    'fn f(#[a] #[b("x")] x: u8) {}',
    'fn f() { let S { #[cfg(unix)] a, .. } = s; }',
    'fn f() { char::<_, E>(1)(2); }',
    "type T = Box<dyn Send + for<'a> H<'a>>;",
    'macro_rules! m { ($a:tt ~= $b:tt) => {}; }',
  ])('%s', (text) => {
    expect(fileOf(text).parsed.errors).toEqual([]);
    expect(bridgeGrammarGaps(text)).toHaveLength(text.length);
  });
});

describe('broken Rust is named', () => {
  test.each([
    ['fn f() { let x = ; }', 1],
    ['fn f() {}\nfn g( {\n}\nfn h() {}', 2],
    ['fn f() {\n', 1],
    ['<<<<<<< HEAD\nfn f() {}\n=======\n>>>>>>> b\n', 1],
  ])('%j', (text, line) => {
    const { errors } = fileOf(text).parsed;
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]!.line).toBeLessThanOrEqual(line);
  });

  test.each([
    ['fn f() {}\nfn g() { m![ ( ] ) }\n', 2],
    ['fn f() {}\nfn g() { select! { _ = async { x(a; } => {} } }\n', 2],
    ['macro_rules! m {\n    ($a:expr) => { ( ] ) };\n}\n', 2],
  ])('also where the grammar takes any delimiter for another, within a macro: %j', (text, line) => {
    expect(fileOf(text).parsed.errors).toMatchObject([{ line, message: expect.stringContaining('no end') }]);
  });

  test('one by one up to a limit, then with a count', () => {
    const { errors } = fileOf('fn f() { let x = ; }\n'.repeat(50)).parsed;
    expect(errors).toHaveLength(21);
    expect(errors.at(-1)!.message).toMatch(/and 30 more/);
  });
});
