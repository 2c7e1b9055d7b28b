import fc from 'fast-check';
import { globMistake, isLiteral, matcher } from '../../src/program/globs.js';

test.each([
  ['**', 'a/.b/c', true],
  ['*', 'a/b', false],
  ['*', '.a', true],
  ['a/**', 'a', false],
  ['a/', 'a/b/c', true],
  ['a/', 'ab/c', false],
  ['a/**/c', 'a/c', true],
  ['a/**/c', 'a/b/b/c', true],
  ['a/?.rs', 'a/b.rs', true],
  ['a/?.rs', 'a/bc.rs', false],
  ['a/[id].rs', 'a/[id].rs', true],
  ['a/[id].rs', 'a/d.rs', true],
  ['a/\u00e9.md', 'a/\u00e9.md', true],
  ['#a', '#a', true],
  ['a/{b,c}.rs', 'a/c.rs', true],
  ['a/{b.rs,b/**}', 'a/b/c/d.rs', true],
  ['a/{b.rs,b/**}', 'a/b.rs', true],
  ['A.md', 'a.md', false],
  ['SPLIT-*-wave8b-*.md', 'SPLIT-REVIEW-PACK-wave8b-step1-policy-hotpath.md', true],
  ['SPLIT-*-wave8b-*.md', 'SPLIT-REVIEW-PACK-wave8c-step1-async-io.md', false],
])('%s matches %s: %s', (glob, path, expected) => {
  expect(matcher([glob])(path)).toBe(expected);
});

test.each([
  ['a/b.rs', true],
  ['a/größe.rs', true],
  ['a/', false],
  ['a/*', false],
  ['a/{b,c}', false],
  ['a/[id].rs', false],
])('%s names one path: %s', (glob, expected) => {
  expect(isLiteral(glob)).toBe(expected);
});

test.each(['a', 'a/b', '**', 'a/**', 'a/', '*.rs', '{a,b}/c', '[id].rs', '.github/x.yml', 'a b', 'é'])(
  '%s can work',
  (glob) => {
    expect(globMistake(glob)).toBeNull();
  },
);

test.each(['/a', './a', '../a', 'a/../b', 'a\\b', '!a', ' a', 'a ', 'a//b', '{a', 'a'.repeat(70_000)])(
  '%.20s cannot work',
  (glob) => {
    expect(globMistake(glob)).toMatch(/\.$/u);
  },
);

test('law: a path matches the glob that is the path itself, whatever signs it has', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (path) => {
      expect(matcher([path])(path)).toBe(true);
    }),
  );
});

test('law: what a list matches is what one of its globs matches', () => {
  const globs = fc.constantFrom('a/**', '*.rs', 'a/b.rs', '**/c', 'd/', '{a,b}');
  const paths = fc.constantFrom('a', 'b', 'a/b.rs', 'x.rs', 'c', 'x/c', 'd/e', 'd', '.x');
  fc.assert(
    fc.property(fc.array(globs), paths, (list, path) => {
      expect(matcher(list)(path)).toBe(list.some((glob) => matcher([glob])(path)));
    }),
  );
});
