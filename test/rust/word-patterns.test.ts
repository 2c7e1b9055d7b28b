import { describe, expect, test } from '@jest/globals';
import { Renamings } from '../../src/rust/renamings.js';
import { callsFree, callsOwned, namesFunction } from '../../src/rust/word-patterns.js';

const FUNCTIONS = ['std::fs::read', 'std::fs::File::open', 'regex::Regex::new'];

/** Whether the file's test for naming one of the functions passes, other files of the crate at hand. */
const names = (text: string, ...others: string[]) => {
  const texts = new Map([text, ...others].map((code, i) => [`src/${i}.rs`, code]));
  return namesFunction(new Renamings(texts).naming(FUNCTIONS)).file(text);
};

describe('a file that can name a function is searched', () => {
  test.each([
    'fs::read(x)',
    'std :: fs ::\n read(x)',
    'fs::r#read(x)',
    'use std::fs as disk; disk::read(x)',
    'use std::fs::{self as disk}; disk::read(x)',
    'use std::fs::*; read(x)',
    'use std::fs::{metadata, read}; read(x)',
    'use std::fs::read as slurp; slurp(x)',
    'File::open(x)',
    'type F = std::fs::File; F::open(x)',
    "type R<'a> = &'a regex::Regex; R::new(x)",
    '<regex::Regex>::new(x)',
    "regex::Regex::<'a>::new(x)",
    'impl Make for Regex { fn f() { Self::new(x) } }',
    'use regex::Regex as Pattern; let f = Pattern::new;',
  ])('%s', (text) => expect(names(text)).toBe(true));

  test.each([
    ['crate::disk::read(x)', 'pub use std::fs as disk;'],
    ['prelude::read(x)', 'pub use std::fs::read;'],
    ['use crate::prelude::*; slurp(x)', 'pub use std::fs::read as slurp;'],
    ['use crate::prelude::*; read(x)', 'pub use std::fs::*;'],
    ['crate::Pattern::new(x)', 'pub type Pattern = regex::Regex;'],
  ])('%s, where another file has %s', (text, other) => {
    expect(names(text, other)).toBe(true);
    expect(names(text)).toBe(false);
  });

  test.each([
    'self.fs.read(x)',
    'fs: u8, read: u8',
    'tokio::net::read(x)',
    'regex.new(x)',
    'struct Regex; fn new() {}',
    'type A = Result<u8, fs::Error>; fn a() -> A {}',
    'Vec::<u8>::new()',
    'extern "C" { fn f(fs: *mut u8); } fn read() {}',
  ])('and others are not: %s', (text) => expect(names(text)).toBe(false));
});

describe('a file that can call a free function of the crate is searched', () => {
  const calls = (text: string) => callsFree(['load'], ['fetch']).file(text);
  test.each(['load(x)', 'a::load', '.map(load)', '0..load()', 'r#load()', 'fetch()', 'fn load() { load() }'])(
    '%s',
    (text) => expect(calls(text)).toBe(true),
  );
  test.each(['x.load(y)', 'x\n .load(y)', 'x. r#load(y)', 'fn load() {}', 'fn r#load() {}', 'reload(x)'])(
    'and others are not: %s',
    (text) => expect(calls(text)).toBe(false),
  );
});

describe('a file that can call a method or function of a type of the crate is searched', () => {
  const calls = (text: string) => callsOwned(['Store', 'Alias'], ['load'], ['fetch']).file(text);
  test.each([
    'Store::load(x)',
    'Alias :: load',
    'impl Store { fn a(&self) { self.load() } }',
    'impl Store { fn a(&self) { self\n  .load() } }',
    'impl Store { fn a() { Self::load() } }',
    '<Store as Trait>::load(x)',
    'Store::<u8>::load(x)',
    'Store::fetch(x)',
  ])('%s', (text) => expect(calls(text)).toBe(true));
  test.each(['x.load(Store)', 'fn load(a: Store) {}', 'Other::load(Store)', 'self.load()'])(
    'and others are not: %s',
    (text) => expect(calls(text)).toBe(false),
  );
});

test('an import from a type is noticed', () => {
  const renamings = new Renamings(
    new Map([
      ['a.rs', 'use crate::Store::{load, keep};'],
      ['b.rs', 'Store; load'],
    ]),
  );
  expect(renamings.importsFrom('Store', ['load'])).toBe(true);
  expect(renamings.importsFrom('Store', ['load'], (path) => path === 'b.rs')).toBe(false);
});
