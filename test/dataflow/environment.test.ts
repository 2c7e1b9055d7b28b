import { describe, expect, test } from '@jest/globals';
import { Environment } from '../../src/dataflow/environment.js';

/** Values are sets of letters; what meets is known as either. */
const join = (a: string | undefined, b: string | undefined) =>
  [...new Set((a ?? '') + (b ?? ''))].sort().join('');
const environment = () => new Environment<string>(join);

describe('scopes', () => {
  test('a shadowed local comes back when the scope ends', () => {
    const locals = environment();
    locals.declare('p', 'a');
    const mark = locals.openScope();
    locals.declare('p', 'b');
    expect(locals.lookup('p')?.value).toBe('b');
    locals.closeScope(mark);
    expect(locals.lookup('p')?.value).toBe('a');
  });

  test('a local ends with its scope', () => {
    const locals = environment();
    const mark = locals.openScope();
    locals.declare('p', 'a');
    locals.closeScope(mark);
    expect(locals.lookup('p')).toBeUndefined();
  });

  test('a nested function sees no local around it, and gives them back', () => {
    const locals = environment();
    locals.declare('p', 'a');
    locals.enterFunction();
    expect(locals.lookup('p')).toBeUndefined();
    locals.leaveFunction();
    expect(locals.lookup('p')?.value).toBe('a');
  });
});

describe('assignments', () => {
  test('replace what was known, and tell two readings apart', () => {
    const locals = environment();
    locals.declare('p', 'a');
    const local = locals.lookup('p')!;
    const before = local.version;
    locals.assign(local, 'b');
    expect([local.value, local.version > before]).toEqual(['b', true]);
  });

  test('of a branch hold only perhaps after it', () => {
    const locals = environment();
    locals.declare('p', 'a');
    locals.openBranch();
    locals.assign(locals.lookup('p')!, 'b');
    expect(locals.lookup('p')?.value).toBe('b');
    locals.closeBranch();
    expect(locals.lookup('p')?.value).toBe('ab');
  });

  test('of a branch in a branch hold only perhaps after both', () => {
    const locals = environment();
    locals.declare('p', 'a');
    locals.openBranch();
    locals.openBranch();
    locals.assign(locals.lookup('p')!, 'b');
    locals.closeBranch();
    locals.assign(locals.lookup('p')!, 'c');
    locals.closeBranch();
    expect(locals.lookup('p')?.value).toBe('ac');
  });

  test('to a local of the branch itself are certain', () => {
    const locals = environment();
    locals.openBranch();
    locals.declare('p', 'a');
    locals.assign(locals.lookup('p')!, 'b');
    locals.closeBranch();
    expect(locals.lookup('p')?.value).toBe('b');
  });
});
