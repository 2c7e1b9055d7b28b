import { describe, expect, test } from '@jest/globals';
import { cfgNeedsTest, parseMeta } from '../../src/rust/attributes.js';
import { isTestCode, isTestPath } from '../../src/rust/test-code.js';

describe('a cfg predicate needs test', () => {
  test.each([
    ['test', true],
    ['not(test)', false],
    ['all(test, unix)', true],
    ['any(test, feature = "mock")', false],
    ['any(all(test, a), all(test, b))', true],
    ['not(not(test))', true],
    ['not(any(not(test), unix))', true],
    ['not(all(not(test), unix))', false],
    ['all()', false],
    ['any()', true],
    ['feature = "test"', false],
    ['test = "x"', false],
    ['all(/* why */ test, // really\n unix)', true],
    ['false', true],
  ])('%s: %s', (source, expected) => {
    expect(cfgNeedsTest(parseMeta(source))).toBe(expected);
  });
});

describe('an attribute marks test code', () => {
  test.each([
    ['test', true],
    ['tokio::test', true],
    ['tokio::test(flavor = "multi_thread", worker_threads = 2)', true],
    ['test_case(1, "a, b" ; "name")', true],
    ['rstest', true],
    ['bench', true],
    ['cfg(test)', true],
    ['cfg_attr(not(miri), test)', true],
    ['cfg_attr(test, derive(Debug))', false],
    ['cfg_attr(unix, cfg(test))', false],
    ['cfg_attr(all(), cfg(test))', true],
    ['cfg(all(any(test, a), not(a)))', true],
    ['cfg(all(any(test, a), not(b)))', false],
    ['parameterized(n = { 1, 2 })', true],
    ['tested', false],
    ['doc = "test"', false],
    ['allow(test)', false],
    ['cfg()', false],
  ])('%s: %s', (source, expected) => {
    expect(isTestCode([parseMeta(source)])).toBe(expected);
  });
});

test.each([
  ['tests/a.rs', true],
  ['crates/x/tests/deep/a.rs', true],
  ['benches/a.rs', true],
  ['src/tests.rs', false],
  ['src/contests/a.rs', false],
  ['mytests/a.rs', false],
])('the file %s is test code by its place: %s', (path, expected) => {
  expect(isTestPath(path)).toBe(expected);
});

test('reads a path attribute', () => {
  expect(parseMeta('path = "a/b.rs"')).toEqual({ path: 'path', list: [], value: 'a/b.rs' });
});
