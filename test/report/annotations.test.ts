import { annotationsDigest, annotationsOf } from '../../src/report/annotations.js';
import { bytes } from '../../src/report/blocks.js';
import { evaluation, finding, gate, RULES } from './subjects.js';

const closure = (...findings: ReturnType<typeof finding>[]) =>
  evaluation({ gates: [gate({ gate: 'closure', verdict: 'fail', findings })] });

describe('annotations', () => {
  test('say what, why and what instead, at the place', () => {
    expect(annotationsOf(closure(finding()), RULES)).toEqual([
      {
        path: 'crates/runner/src/run.rs',
        startLine: 12,
        endLine: 12,
        startColumn: 9,
        endColumn: 39,
        level: 'failure',
        title: 'closure: Blocking I/O in async code',
        message: [
          '`std::fs::read_to_string` blocks in the async function `run_once`',
          'Why: It holds a worker thread of the runtime, and other tasks wait.',
          'Instead: Use `tokio::fs`, or `tokio::task::spawn_blocking`.',
        ].join('\n\n'),
      },
    ]);
  });

  test('have columns only where start and end line are equal', () => {
    const [one] = annotationsOf(closure(finding({ endLine: 14 })), RULES);
    expect(one).toMatchObject({ startLine: 12, endLine: 14 });
    expect(one).not.toHaveProperty('startColumn');
    expect(one).not.toHaveProperty('endColumn');
  });

  test('end on the last line that the finding has a part of', () => {
    const [one] = annotationsOf(closure(finding({ endLine: 13, endColumn: 1 })), RULES);
    expect(one).toMatchObject({ startLine: 12, endLine: 12 });
  });

  test.each([
    ['fail', 'error', 'failure'],
    ['pass', 'error', 'notice'],
    ['fail', 'warning', 'warning'],
    ['pass', 'warning', 'warning'],
  ] as const)('of a gate that says %s, at level %s, are a %s', (verdict, level, expected) => {
    const subject = evaluation({ gates: [gate({ verdict, findings: [finding({ level })] })] });
    expect(annotationsOf(subject, RULES)[0]?.level).toBe(expected);
  });

  test('say where a finding stood that only moved', () => {
    const movedFrom = { path: 'src/old.rs', line: 7 };
    const [one] = annotationsOf(closure(finding({ status: 'moved', movedFrom })), RULES);
    expect(one?.message).toContain(' (moved from src/old.rs:7)\n');
  });

  test('are one for a finding that two gates report, by the gate that fails', () => {
    const drift = gate({ gate: 'drift', findings: [finding({ status: 'existing' })] });
    const subject = evaluation({
      gates: [drift, gate({ gate: 'closure', verdict: 'fail', findings: [finding()] })],
    });
    expect(annotationsOf(subject, RULES).map(({ title, level }) => [title, level])).toEqual([
      ['closure: Blocking I/O in async code', 'failure'],
    ]);
  });

  test('show reasons that have a place, unless a finding is there', () => {
    const reasons = [
      { message: 'outside the scope', path: 'README.md', next: 'move it' },
      { message: 'twice', path: 'crates/runner/src/run.rs', line: 12 },
    ];
    const subject = evaluation({ gates: [gate({ verdict: 'fail', reasons, findings: [finding()] })] });
    expect(annotationsOf(subject, RULES).map(({ path, startLine }) => `${path}:${startLine}`)).toEqual([
      'README.md:1',
      'crates/runner/src/run.rs:12',
    ]);
  });

  test('show problems at head, not those of the program on the default branch', () => {
    const problems = [
      { message: 'could not be parsed', path: 'src/a.rs', line: 3 },
      { message: 'unknown key', path: '.github/wavegate.yml', line: 5 },
    ];
    expect(
      annotationsOf(evaluation({ problems }), RULES, new Set(['.github/wavegate.yml'])).map(
        ({ path }) => path,
      ),
    ).toEqual(['src/a.rs']);
  });

  test('keep to the sizes that GitHub takes', () => {
    const rules = new Map([
      ['blocking-io-in-async', { ...RULES.get('blocking-io-in-async')!, title: '🦀'.repeat(300) }],
    ]);
    const [one] = annotationsOf(closure(finding({ message: 'é'.repeat(40_000) })), rules);
    expect(one!.title).toBe(`closure: ${'🦀'.repeat(60)}…`);
    expect(bytes(one!.message)).toBeLessThanOrEqual(64 * 1024);
    expect(one!.message.endsWith('é')).toBe(true);
  });

  test('have a digest that tells equal from different', () => {
    const one = annotationsOf(closure(finding()), RULES);
    expect(annotationsDigest(annotationsOf(closure(finding()), RULES))).toBe(annotationsDigest(one));
    const moved = annotationsOf(closure(finding({ line: 13, endLine: 13 })), RULES);
    expect(annotationsDigest(moved)).not.toBe(annotationsDigest(one));
  });
});
