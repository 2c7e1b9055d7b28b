import fc from 'fast-check';
import { linePattern, linesOf, READ_AGAIN } from '../../src/text/line-pattern.js';
import { patternMistake } from '../../src/text/pattern-mistake.js';
import { literalOf, spansLines } from '../../src/text/pattern-source.js';

/** Pieces of which patterns are put together that this engine and JavaScript's read alike. */
const pieces = [
  'foo',
  'ba?r',
  'a',
  'b+',
  '\\w',
  '\\d',
  '[a-c]',
  '[^b]',
  '\\s',
  '(?:foo|ab)',
  '.',
  '\\.',
  '^',
  '$',
];
const patterns = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
  .map((all) => all.join(''));
const texts = fc.array(fc.constantFrom('foo', 'bar', 'a', 'b', 'c', ' ', '\n', '.', '1', '日'), {
  maxLength: 40,
});

test('law: hits are those of each line by itself', () => {
  fc.assert(
    fc.property(patterns, texts, (source, pieces) => {
      fc.pre(patternMistake(source) === null);
      const text = pieces.join('');
      const expected = linesOf(text).flatMap((line, index) =>
        [...line.matchAll(new RegExp(source, 'gu'))].map(() => index + 1),
      );
      expect(linePattern(source).hits(text)).toEqual({ lines: expected, complete: true });
    }),
  );
});

test('law: the literal of a pattern is in all that it matches', () => {
  fc.assert(
    fc.property(patterns, texts, (source, pieces) => {
      const literal = literalOf(source);
      for (const [match] of pieces.join('').matchAll(new RegExp(source, 'gmu')))
        expect(match).toContain(literal);
    }),
  );
});

test.each([
  ['unwrap\\(', 'unwrap'],
  ['\\bunsafe\\b', 'unsafe'],
  ['std::fs::read_to_string', 'read_to_string'],
  ['^fn (\\w+)_step', '_step'],
  ['abcd?', 'abc'],
  ['abc{2}', ''],
  ['abc+d', 'abc'],
  ['(abc)?', ''],
  ['abc|abd', ''],
  ['(?i)abc', ''],
  ['[abc]def', 'def'],
  ['[[:alpha:]abc]', ''],
  ['\\p{Greek}', ''],
  ['\\x41bcd', ''],
  ['\\Qabc?\\E', ''],
])('what %s has in a row is %j', (source, literal) => {
  expect(literalOf(source)).toBe(literal);
});

test.each([
  ['a\\nb', true],
  ['a\\\\nb', false],
  ['\\Aa', true],
  ['a\\z', true],
  ['(?s)a.b', true],
  ['(?is)a.b', true],
  ['(?-m)^a', true],
  ['(?i)a', false],
  ['(?:s)', false],
  ['^a$', false],
  ['a\\sb', false],
])('%s is looked for in the whole text: %s', (source, whole) => {
  expect(spansLines(source)).toBe(whole);
});

test('a pattern over lines is told at the line where it begins', () => {
  expect(linePattern('b\\nc').hits('a\nb\nc\n\nb\nc').lines).toEqual([2, 5]);
});

test.each(['a.*b|a', '(?s)a.*b|a'])(
  'of what %s would cost too much, it is said that not all is told',
  (source) => {
    const hits = linePattern(source).hits('a'.repeat(Math.ceil(Math.sqrt(READ_AGAIN)) * 2));
    expect(hits.complete).toBe(false);
    expect(hits.lines.length).toBeGreaterThan(0);
  },
);

test('a long text of ordinary lines is told in whole', () => {
  const text = 'let a = b.unwrap().unwrap(); // and so on, as lines of code are\n'.repeat(20_000);
  expect(linePattern('unwrap\\(').hits(text)).toMatchObject({ complete: true, lines: { length: 40_000 } });
});
