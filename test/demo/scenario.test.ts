import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTable } from '../../src/demo/scenario.js';

const ONE = `
  - name: one
    shows: something
    branch: topic
    title: a title
    commits: [{ message: a commit, changes: [] }]
    expect: { conclusion: neutral, gates: {} }
`;

describe('the table of scenarios', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wavegate-scenarios-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (text: string) => {
    const file = join(folder, 'table.yml');
    writeFileSync(file, text);
    return () => loadTable(file);
  };

  test('the one of the demo meets every gate both ways, and every conclusion', () => {
    const expected = loadTable().scenarios.flatMap((each) => [
      each.expect,
      ...each.acts.flatMap((act) => act.expect ?? []),
    ]);
    const seen = new Set(
      expected.flatMap(({ gates }) => Object.entries(gates).map((entry) => entry.join(' '))),
    );
    for (const gate of ['branch', 'scope', 'freeze', 'artifacts', 'drift', 'closure']) {
      expect(seen).toContain(`${gate} pass`);
      expect(seen).toContain(`${gate} fail`);
    }
    expect(new Set(expected.map(({ conclusion }) => conclusion))).toEqual(
      new Set(['success', 'failure', 'neutral']),
    );
  });

  test('a mistake names its place and the word that was meant', () => {
    const table = `version: 1\nscenarios:${ONE.replace('shows:', 'show:')}`;
    expect(load(table)).toThrow(/table\.yml:\d+:\d+: .*show/s);
  });

  test('two scenarios of one name are refused', () => {
    expect(load(`version: 1\nscenarios:${ONE}${ONE}`)).toThrow('two scenarios have the name one');
  });
});
