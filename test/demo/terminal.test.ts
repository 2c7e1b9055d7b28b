import { stripVTControlCharacters } from 'node:util';
import type { Scenario } from '../../src/demo/scenario.js';
import type { Moment, Performance } from '../../src/demo/stage.js';
import { Terminal } from '../../src/demo/terminal.js';
import type { PullRequestView } from '../../src/demo/view.js';

const LONG = 'a/very/long/path/'.repeat(12);
const HOSTILE = `\u001b[2J\u001b]0;owned\u0007\u202e${LONG}`;

const SCENARIO: Scenario = {
  name: 'one',
  shows: 'Something that takes more than one line to say, since it is told at length and with many words.',
  branch: HOSTILE,
  title: HOSTILE,
  body: '',
  by: 'outsider',
  checks: {},
  protected: [],
  commits: [{ message: HOSTILE, changes: [] }],
  expect: { conclusion: 'failure', state: 'open', gates: {}, findings: [], comments: [] },
  acts: [],
};

const SUMMARY = `| Gate | Verdict | Why | What to do next |\n| --- | --- | --- | --- |\n| \`scope\` | ❌&nbsp;fail | ${LONG} | Take it out. |`;

const comment = { id: 1, author: 'wavegate', body: `**${LONG}**`, at: '', reactions: ['eyes'] };

function view(): PullRequestView {
  const at = { path: HOSTILE, startLine: 1, endLine: 1, startColumn: 1, level: 'failure' };
  const annotations = [{ ...at, title: 'drift: a rule', message: `${HOSTILE}\nmore` }];
  const run = { id: 1, name: 'wavegate', status: 'completed', conclusion: 'failure', title: HOSTILE };
  return {
    checkRuns: [{ ...run, summary: SUMMARY, text: '', annotations }],
    threads: [{ path: HOSTILE, line: 3, resolved: false, comments: [comment] }],
  } as unknown as PullRequestView;
}

function moment(parts: Partial<Moment> = {}): Moment {
  const outcome = {
    conclusion: 'failure',
    state: 'open' as const,
    gates: { scope: 'fail' },
    findings: [],
    comments: [],
  };
  return { act: null, view: view(), outcome, comment: null, replies: [], mistakes: [], ...parts };
}

function print(moments: readonly Moment[], colour = false): string {
  let text = '';
  const terminal = new Terminal((part) => {
    text += part;
  }, colour);
  const performance: Performance = { scenario: SCENARIO, number: 7, moments };
  terminal.performance(performance);
  terminal.ending(1, ['one'], { checked: 2, violations: [LONG] });
  return text;
}

const ACTS: readonly Moment[] = [
  moment(),
  moment({ act: { comment: HOSTILE, reactions: [] }, comment, replies: [{ ...comment, body: HOSTILE }] }),
  moment({ act: { push: { message: HOSTILE, changes: [] } }, mistakes: [HOSTILE] }),
  moment({ act: { land: 1 } }),
];

test('no line is wider than 80 columns, but for what is not as expected', () => {
  const lines = print(ACTS).split('\n');
  expect(lines.filter((line) => Array.from(line).length > 80 && !line.includes('NOT AS EXPECTED'))).toEqual(
    [],
  );
});

test('text of a pull request cannot steer the terminal', () => {
  expect(print(ACTS).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('colour changes no word', () => {
  const coloured = print(ACTS, true);
  expect(coloured).not.toBe(print(ACTS));
  expect(stripVTControlCharacters(coloured)).toBe(print(ACTS));
});

test('it says what to do next, why where nothing else does, and what did not change once', () => {
  const text = print([moment(), moment({ act: { land: 1 } })]);
  expect(text).toContain('→ scope:\n        a/very/long');
  expect(text).toContain('Take it out.');
  expect(text.match(/review|“/g)).toHaveLength(1);
  expect(text).toContain('failure, as before');
});

test('mistakes and the counts of the contract are told', () => {
  const text = print([moment({ mistakes: ['gate scope: expected pass, seen fail'] })]);
  expect(text).toContain('NOT AS EXPECTED  gate scope: expected pass, seen fail');
  expect(text).toContain('1 scenario of 1 not as expected: one');
  expect(text).toContain("2 requests checked against GitHub's contract, 1 violation");
});
