import fc from 'fast-check';
import { MASK, maskedCode } from '../../src/rust/masked-code.js';

/** The code that is left, with `~` for what stands in quotes. */
function masked(text: string): string {
  return Buffer.from(maskedCode(Buffer.from(text)).bytes)
    .toString()
    .replaceAll(String.fromCharCode(MASK), '~');
}

test.each([
  ['a // b\nc', 'a     \nc'],
  ['a /* b /* c */ d */ e', 'a                   e'],
  ['a / b', 'a / b'],
  ['f("a b")', 'f("~~~")'],
  ['f("a\\"b")', 'f("~~~~")'],
  ['f("a\nb")', 'f("~\n~")'],
  ['r"a\\"', 'r"~~"'],
  ['r##"a"# b"##', 'r##"~~~~~"##'],
  ['b"a" c"b" br#"c"#', 'b"~" c"~" br#"~"#'],
  ["f('a', '\\'', '\\u{1F600}')", "f('~', '~~', '~~~~~~~~~')"],
  ["fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"],
  ["'a: loop { break 'a; }", "'a: loop { break 'a; }"],
  ['"// a" // b', '"~~~~"     '],
  ['/* " */ "a"', '        "~"'],
  ['""', '""'],
])('%j is %j', (text, expected) => {
  expect(masked(text)).toBe(expected);
  expect(maskedCode(Buffer.from(text)).unclosedLine).toBeNull();
});

test.each([
  ['a\n"b', 2],
  ['a\n\n/* b', 3],
  ['r#"a"', 1],
])('%j has no end from line %d on', (text, line) => {
  expect(maskedCode(Buffer.from(text)).unclosedLine).toBe(line);
});

test('law: length and lines stay, and what is code is left as it is', () => {
  const pieces = ['a', '"', "'", '/', '//', '/*', '*/', '\\', '\n', 'r#"', '"#', 'é', ' ', "'a"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (all) => {
      const bytes = Buffer.from(all.join(''));
      const { bytes: after } = maskedCode(bytes);
      expect(after.length).toBe(bytes.length);
      for (const [at, byte] of bytes.entries()) {
        if (byte === 0x0a) expect(after[at]).toBe(0x0a);
        else expect([byte, 0x20, MASK]).toContain(after[at]);
      }
    }),
  );
});
