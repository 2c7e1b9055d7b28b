import type { AutoMerge } from '../../src/snapshot/facts.js';
import { BRANCHES, type Given, gate, programWith, words } from './pull-request.js';

const on = (method: AutoMerge['method'], by: string | null = 'ada'): AutoMerge => ({ method, by });

function given(autoMerge: AutoMerge | null, more: Partial<Given> = {}): Given {
  return { branch: BRANCHES.freeze, facts: { autoMerge: async () => autoMerge }, ...more };
}

const waiting = programWith().replace('waves:', 'validation: { checks: [{ check: clippy }] }\nwaves:');
const checks = { checks: async () => ({ checks: [], since: '2026-02-18T11:59:00Z' }) };

test('off passes, and says how to turn it on', async () => {
  const result = await gate('auto-merge', given(on(null, null)));
  expect(result.verdict).toBe('pass');
  expect(words(result)).toContain('`/w8 automerge`');
});

test('on by the program’s method while all is met passes', async () => {
  const result = await gate('auto-merge', given(on('squash')));
  expect(result.verdict).toBe('pass');
  expect(words(result)).toContain('by `ada`');
});

test.each(['merge', 'rebase'] as const)('on by %s fails: the program says squash', async (method) => {
  const result = await gate('auto-merge', given(on(method)));
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/merges by squash only/);
});

test.each([
  ['merge', 'merge', 'pass'],
  ['merge', 'squash', 'fail'],
  ['any', 'rebase', 'pass'],
] as const)('a program that says %s, on by %s: %s', async (wanted, method, verdict) => {
  const program = programWith().replace('waves:', `auto-merge: ${wanted}\nwaves:`);
  expect((await gate('auto-merge', given(on(method), { program }))).verdict).toBe(verdict);
});

test('on while another gate fails was turned on early', async () => {
  const result = await gate('auto-merge', given(on('squash'), { after: { 'core/src/a.rs': 'x' } }));
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/turned on early.*`freeze` is not met/s);
});

test('on while another gate waits was turned on early', async () => {
  const facts = { autoMerge: async () => on('squash'), ...checks };
  const result = await gate('auto-merge', given(on('squash'), { facts, program: waiting }));
  expect(result.verdict).toBe('fail');
  expect(words(result)).toMatch(/`validation` is not met/);
});

test('off while another gate waits passes', async () => {
  const facts = { autoMerge: async () => on(null), ...checks };
  expect((await gate('auto-merge', given(null, { facts, program: waiting }))).verdict).toBe('pass');
});

test('a clone does not know: skip, and says why', async () => {
  const result = await gate('auto-merge', given(null));
  expect(result.verdict).toBe('skip');
  expect(words(result)).toMatch(/--history/);
});
