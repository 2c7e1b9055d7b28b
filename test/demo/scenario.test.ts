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

  test('the one of the demo meets every conclusion', () => {
    const expected = loadTable().scenarios.flatMap((each) => [
      each.expect,
      ...each.acts.flatMap((act) => act.expect ?? []),
    ]);
    expect(new Set(expected.map(({ conclusion }) => conclusion))).toEqual(
      new Set(['success', 'failure', 'neutral', 'in_progress']),
    );
  });

  const HISTORY = ['w-step1', 'w-step2'].map(
    (step) => `\n  - { step: ${step}, branch: b, title: t, commits: [{ message: m, changes: [] }] }`,
  );

  test.each([
    ['a step that is none', ['w-step3'], 'one is given w-step3, which is no step of the history'],
    ['less than before', ['w-step2', 'w-step1'], 'two is given less than a scenario before it'],
  ])('what a scenario is given can be wrong: %s', (_name, given, words) => {
    const scenarios = given.map((step, index) =>
      ONE.replace('name: one', `name: ${index === 0 ? 'one' : 'two'}\n    given: ${step}`),
    );
    const table = `version: 1\nhistory:${HISTORY.join('')}\nscenarios:${scenarios.join('')}`;
    expect(load(table)).toThrow(words);
  });

  test('a mistake names its place and the word that was meant', () => {
    const table = `version: 1\nscenarios:${ONE.replace('shows:', 'show:')}`;
    expect(load(table)).toThrow(/table\.yml:\d+:\d+: .*show/s);
  });

  test('two scenarios of one name are refused', () => {
    expect(load(`version: 1\nscenarios:${ONE}${ONE}`)).toThrow('two scenarios have the name one');
  });
});
