import { gateTable } from '../../src/demo/gate-table.js';
import { differences, outcomeOf } from '../../src/demo/outcome.js';
import type { CheckRunView, PullRequestView } from '../../src/demo/view.js';

const RUN: CheckRunView = {
  id: 1,
  name: 'wavegate',
  status: 'completed',
  conclusion: 'failure',
  title: '',
  summary: [
    '**1 gate fails.**',
    '',
    '| Gate | Verdict | Why | What to do next |',
    '| --- | --- | --- | --- |',
    '| `scope` | ❌&nbsp;fail | `a` \\| ✅ pass `<b>` | Go\u200b. |',
    '| `auto-merge` | ✅&nbsp;pass | | |',
  ].join('\n'),
  text: '',
  annotations: [],
};

function viewOf(run: CheckRunView | null): PullRequestView {
  const comment = { id: 1, author: 'a', body: '', at: '', reactions: [] };
  const threads = [
    { path: 'a.rs', line: 3, resolved: false, comments: [comment] },
    { path: 'a.rs', line: 9, resolved: true, comments: [comment] },
  ];
  return { state: 'open', checkRuns: run === null ? [] : [run], threads } as unknown as PullRequestView;
}

describe('what is seen', () => {
  test('verdicts come from the rows of the table, not from what stands in their cells', () => {
    expect(outcomeOf(viewOf(RUN)).gates).toEqual({ scope: 'fail', 'auto-merge': 'pass' });
    expect(gateTable(RUN)[0]).toEqual({
      gate: 'scope',
      verdict: 'fail',
      why: 'a | ✅ pass <b>',
      next: 'Go.',
    });
  });

  test('findings are told from reasons by their rule', () => {
    const at = { startLine: 4, endLine: 4, startColumn: 1, level: 'failure', message: '' };
    const annotations = [
      { ...at, path: 'b.rs', title: 'scope: fails here' },
      { ...at, path: 'a.rs', title: 'closure: no rule has this title' },
    ];
    expect(outcomeOf(viewOf({ ...RUN, annotations })).findings).toEqual([]);
  });

  test('resolved threads are not seen, a missing check run is', () => {
    expect(outcomeOf(viewOf(null))).toEqual({
      conclusion: 'no check run',
      state: 'open',
      gates: {},
      findings: [],
      comments: ['a.rs:3'],
    });
  });
});

describe('what differs', () => {
  const seen = {
    conclusion: 'failure',
    state: 'open' as const,
    gates: { scope: 'fail', drift: 'pass', tests: 'skip' },
    findings: ['r a:1', 'r a:1'],
    comments: [],
  };
  const same = { ...seen, gates: { scope: 'fail' as const }, conclusion: 'failure' as const };

  test('nothing', () => expect(differences(same, seen)).toEqual([]));

  test.each([
    [{ conclusion: 'success' as const }, 'conclusion: expected success, seen failure'],
    [{ gates: { scope: 'pass' as const } }, 'gate scope: expected pass, seen fail'],
    [{ state: 'merged' as const }, 'state: expected merged, seen open'],
    [{ gates: {} }, 'gate scope: expected pass or skip, seen fail'],
    [{ gates: { ...same.gates, tests: 'pass' as const } }, 'gate tests: expected pass, seen skip'],
    [{ gates: { ...same.gates, order: 'pass' as const } }, 'gate order: expected pass, seen absent'],
    [{ findings: ['r a:1'] }, 'seen but not expected in findings: r a:1'],
    [{ findings: [...same.findings, 'r b:2'] }, 'expected but not seen in findings: r b:2'],
    [{ comments: ['a:1'] }, 'expected but not seen in comments: a:1'],
  ])('%j', (parts, line) => {
    expect(differences({ ...same, ...parts }, seen)).toEqual([line]);
  });
});
