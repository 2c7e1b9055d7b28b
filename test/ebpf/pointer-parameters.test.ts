import { describe, expect, test } from '@jest/globals';
import { takesPointers } from '../../src/ebpf/pointer-parameters.js';

describe('functions and closures that take raw pointers', () => {
  test.each([
    'fn a(p: *mut u64) {}',
    'fn a<T: Fn(u8) -> u8>(b: &T, p: * mut T) -> u8 {}',
    'unsafe extern "C" fn a(p: Option<*mut u64>) -> [u8; 4] {}',
    'fn $name(p: *mut u64) {}',
    'let f = |p: *mut u64| 0;',
    'type P = *mut u64; fn a(p: P) {}',
    'type Q = Option<P>; type P = *mut u64; fn a(p: &Q) {}',
    'fn a(Pair { b }: Pair, p: *mut u64) {}',
  ])('%s', (text) => expect(takesPointers(text)).toBe(true));

  test.each([
    'fn a(p: *const u64) {}',
    'fn a(p: *mut Self) {}',
    'fn a(&mut self) -> *mut T {}',
    'struct A { f: Option<unsafe extern "C" fn(p: *mut u64)> }',
    'extern "C" { fn a(p: *mut u64); }',
    'type P = *mut u64; struct A { p: P }',
    'fn a(p: u64) { let q: *mut u64 = b; }',
  ])('not %s', (text) => expect(takesPointers(text)).toBe(false));
});
