import type { Log, Run } from 'sarif';
import { loadRules } from '../../src/cli/rules.js';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import { checkSarif } from '../../src/report/check-sarif.js';
import { scanSarif } from '../../src/report/sarif.js';
import type { RuleDefinition } from '../../src/rules/definition.js';
import type { Finding } from '../../src/rust/finding.js';

const RULES = loadRules(undefined, '.');
const RULE = RULES.get('blocking-io-in-async')!;
const WARNING = RULES.get('indirect-blocking-io-in-async')!;

const FINDING: Finding = {
  rule: RULE.rule,
  path: 'src/lib.rs',
  line: 2,
  column: 5,
  endLine: 2,
  endColumn: 9,
  message: 'reads',
  function: 'Runner::load',
  confidence: 'certain',
  fingerprint: 'abc',
};

function scanned(
  findings: readonly Finding[],
  { lines = {}, rules = [RULE, WARNING] }: { lines?: Record<number, string>; rules?: RuleDefinition[] } = {},
): Run {
  const report = { findings, errors: [], files: 1, parsed: 1 };
  const text = scanSarif(report, rules, (_, line) => lines[line], {
    version: '1.2.3',
    category: 'wavegate/scan',
  });
  return runOf(text);
}

function runOf(text: string): Run {
  const log = JSON.parse(text) as Log;
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  return log.runs[0]!;
}

const placeOf = (run: Run) => run.results![0]!.locations![0]!.physicalLocation!;

describe('a scan', () => {
  test('a result names its rule, its place, its function, and what makes it the same tomorrow', () => {
    const run = scanned([FINDING], { lines: { 2: '    read()' } });
    expect(run.results).toMatchObject([
      {
        ruleId: RULE.rule,
        ruleIndex: 0,
        level: 'error',
        message: { text: 'reads' },
        locations: [{ logicalLocations: [{ fullyQualifiedName: 'Runner::load', kind: 'function' }] }],
        partialFingerprints: { 'wavegateFinding/v1': 'abc' },
      },
    ]);
    expect(placeOf(run)).toEqual({
      artifactLocation: { uri: 'src/lib.rs', uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 },
    });
  });

  test('rules bring help, in text and in Markdown, and their level', () => {
    const { driver } = scanned([]).tool;
    expect(driver).toMatchObject({ name: 'Wavegate', semanticVersion: '1.2.3' });
    expect(driver.rules!.map(({ id, defaultConfiguration }) => [id, defaultConfiguration?.level])).toEqual([
      [RULE.rule, 'error'],
      [WARNING.rule, 'warning'],
    ]);
    for (const { help, shortDescription, fullDescription } of driver.rules!) {
      expect(help?.markdown).toContain('```rust');
      expect([help?.text, shortDescription?.text, fullDescription?.text].every(Boolean)).toBe(true);
    }
  });

  test('a rule that warns gives warnings', () => {
    expect(scanned([{ ...FINDING, rule: WARNING.rule }]).results![0]).toMatchObject({
      level: 'warning',
      ruleIndex: 1,
    });
  });

  test.each([
    ['letters of two bytes', '  ß é read()', 9, 15, 7, 13],
    ['beyond the basic plane', '/*𝄞*/ read()', 10, 16, 8, 14],
    ['ASCII', 'abc', 2, 3, 2, 3],
  ])('columns count UTF-16 units: %s', (_, line, column, endColumn, start, end) => {
    const run = scanned([{ ...FINDING, column, endColumn }], { lines: { 2: line } });
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(placeOf(run).region).toMatchObject({ startColumn: start, endColumn: end });
  });

  test('columns are left out where the line is not at hand: none is better than a wrong one', () => {
    expect(placeOf(scanned([FINDING])).region).toEqual({ startLine: 2, endLine: 2 });
  });

  test.each([
    ['src/a b#c?.rs', 'src/a%20b%23c%3F.rs'],
    ['src/100%.rs', 'src/100%25.rs'],
    ['a:b/ü.rs', 'a%3Ab/%C3%BC.rs'],
    ['src/[id].rs', 'src/%5Bid%5D.rs'],
  ])('%s is a relative reference', (path, uri) => {
    const { artifactLocation } = placeOf(scanned([{ ...FINDING, path }]));
    expect(artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%' });
    expect(decodeURIComponent(new URL(uri, 'file:///root/').pathname)).toBe(`/root/${path}`);
  });

  test('a file outside of the root is named in full', () => {
    const { artifactLocation } = placeOf(scanned([{ ...FINDING, path: '/elsewhere/a b.rs' }]));
    expect(artifactLocation).toEqual({ uri: 'file:///elsewhere/a%20b.rs' });
  });

  test('a mechanical fix replaces whole lines', () => {
    const suggestion = { startLine: 2, endLine: 3, text: 'fixed();' };
    const [result] = scanned([{ ...FINDING, suggestion }]).results!;
    expect(result!.fixes![0]!.artifactChanges[0]!.replacements).toEqual([
      {
        deletedRegion: { startLine: 2, startColumn: 1, endLine: 3 },
        insertedContent: { text: 'fixed();' },
      },
    ]);
  });

  test('what could not be judged makes the run one that failed', () => {
    const errors = [{ path: 'src/bad.rs', line: 7, message: 'no Rust' }];
    const report = { findings: [], errors, files: 1, parsed: 1 };
    const run = runOf(scanSarif(report, [RULE], () => undefined, { version: '1.0.0', category: 'c' }));
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'Could not be judged: no Rust' },
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'src/bad.rs' }, region: { startLine: 7 } } },
            ],
          },
        ],
      },
    ]);
    expect(scanned([]).invocations![0]!.executionSuccessful).toBe(true);
    expect(scanned([]).results).toEqual([]);
  });
});

const EVALUATION: Evaluation = {
  program: 'w8',
  wave: 'a',
  step: '3',
  label: 'w8a step 3',
  conclusion: 'failure',
  reportOnly: false,
  problems: [],
  proposal: null,
  branch: 'codex/w8a-step3-x',
  headSha: 'a'.repeat(40),
  gates: [
    {
      gate: 'scope',
      verdict: 'fail',
      reasons: [{ message: 'It is not allowed', path: 'x.md', next: 'Take it out.' }],
      findings: [],
    },
    { gate: 'order', verdict: 'wait', reasons: [{ message: 'Step 2 is open.' }], findings: [] },
    {
      gate: 'closure',
      verdict: 'fail',
      reasons: [{ message: 'a hit', path: 'src/lib.rs', line: 2 }],
      findings: [
        { ...FINDING, status: 'introduced', level: 'error' },
        { ...FINDING, line: 9, status: 'existing', level: 'warning' },
        { ...FINDING, line: 12, status: 'moved', level: 'error', waivedBy: 'octo' },
      ],
    },
  ],
};

const checked = (evaluation: Evaluation = EVALUATION): Run =>
  runOf(checkSarif(evaluation, RULES, () => undefined, '1.0.0'));

describe('a check', () => {
  test('findings once, with their status; a gate has results of its own', () => {
    const results = checked().results!;
    expect(results.map(({ ruleId, level, baselineState }) => [ruleId, level, baselineState])).toEqual([
      [RULE.rule, 'error', 'new'],
      [RULE.rule, 'warning', 'unchanged'],
      [RULE.rule, 'error', 'updated'],
      ['gate/scope', 'error', undefined],
    ]);
    expect(results[2]!.suppressions).toMatchObject([{ kind: 'external', justification: 'Waived by octo.' }]);
    expect(results[3]!.message.text).toContain('Take it out.');
  });

  test('every result has a place and a rule that is described', () => {
    const { results = [], tool } = checked();
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(locations).toHaveLength(1);
      expect(tool.driver.rules![ruleIndex!]!.id).toBe(ruleId);
    }
  });

  test('a reason without a place is a notification, and no failure of the run', () => {
    const [invocation] = checked().invocations!;
    expect(invocation!.executionSuccessful).toBe(true);
    expect(invocation!.toolExecutionNotifications).toMatchObject([
      { level: 'note', message: { text: 'order: Step 2 is open.' }, associatedRule: { id: 'gate/order' } },
    ]);
  });

  test('a problem is a failure of the run', () => {
    const problems = [
      { message: 'The repository could not be read.', path: '.github/wavegate.yml', line: 3, column: 5 },
    ];
    const [invocation] = checked({ ...EVALUATION, gates: [], problems }).invocations!;
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', locations: [{ physicalLocation: { region: { startLine: 3, startColumn: 5 } } }] },
      ],
    });
  });

  test('the conclusion and the verdicts go with it', () => {
    expect(checked().properties).toMatchObject({
      conclusion: 'failure',
      headline: expect.stringContaining('w8a step 3'),
      gates: [{ gate: 'scope', verdict: 'fail' }, { gate: 'order', verdict: 'wait' }, { gate: 'closure' }],
    });
  });
});
