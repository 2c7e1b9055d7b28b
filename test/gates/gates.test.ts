import { existsSync } from 'node:fs';
import { GATES } from '../../src/gates/gates.js';
import { BRANCHES, gate, judged, programWith } from './pull-request.js';

test('gates have names of their own', () => {
  expect(new Set(GATES.map(({ id }) => id)).size).toBe(GATES.length);
});

test.each(GATES.map(({ id }) => id))('%s has a file and a test of its name', (id) => {
  expect(existsSync(new URL(`../../src/gates/${id}.ts`, import.meta.url))).toBe(true);
  expect(existsSync(new URL(`./${id}.test.ts`, import.meta.url))).toBe(true);
});

test.each([
  ['freeze', ['branch', 'order', 'promotion', 'scope', 'freeze', 'artifacts', 'ratchet', 'auto-merge']],
  ['change', ['branch', 'order', 'promotion', 'scope', 'artifacts', 'drift', 'ratchet', 'auto-merge']],
  ['close', ['branch', 'order', 'promotion', 'scope', 'artifacts', 'closure', 'ratchet', 'auto-merge']],
] as const)('a %s meets its gates, in the order of the list', async (kind, expected) => {
  const { gates } = await judged({ branch: BRANCHES[kind] });
  expect(gates.map((one) => one.gate)).toEqual(expected);
});

test.each(GATES.map(({ id, steps }) => ({ id, branch: BRANCHES[steps[0]!] })))(
  '$id gives a reason for whatever it says',
  async ({ id, branch }) => {
    const program = programWith({ tests: "[{ what: A, names: [a], in: ['core/**'] }]" })
      .replace('waves:', 'patterns: [{ exists: [a] }]\nwaves:')
      .replace('waves:', 'validation: { checks: [{ check: clippy }] }\nwaves:')
      .replace('kind: change,', 'kind: change, budget: { files: 9 },')
      .replace('kind: freeze,', 'kind: freeze, inventory: docs/inventory.md,');
    // One gate is asked only where program files change.
    const files = id === 'program-files' ? { '.github/wavegate.yml': program } : {};
    const results = [
      await gate(id, { branch, program, after: files }),
      await gate(id, { branch, program, after: { ...files, 'core/src/engine/a.rs': 'HIT a' } }),
    ];
    for (const { reasons } of results) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const { message } of reasons) expect(message).toMatch(/\S\.?$/u);
    }
  },
);

test('the same pull request is judged the same', async () => {
  const given = {
    branch: BRANCHES.close,
    after: { 'core/src/engine/a.rs': 'HIT a\nHIT b', 'core/src/b.rs': 'HIT c' },
  };
  expect(await judged(given)).toEqual(await judged(given));
});
