import fc from 'fast-check';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import type { GateResult, JudgedFinding } from '../../src/gates/gate.js';
import { checkJson, scanJson } from '../../src/report/json.js';
import { columnsOf, inert, inertLine, Page } from '../../src/report/page.js';
import { scanText } from '../../src/report/scan-text.js';
import { checkText } from '../../src/report/text.js';

const PLAIN = { width: 80, colour: false };

const FINDING: JudgedFinding = {
  rule: 'blocking-io-in-async',
  path: 'src/lib.rs',
  line: 2,
  column: 5,
  endLine: 2,
  endColumn: 27,
  message: '`std::fs::read_to_string` blocks the executor in async `load`',
  function: 'load',
  confidence: 'certain',
  fingerprint: 'f1',
  status: 'introduced',
  level: 'error',
};

function evaluation(gates: GateResult[], changes: Partial<Evaluation> = {}): Evaluation {
  return {
    program: 'tidy',
    wave: 'io',
    step: '2',
    label: 'tidy-io step 2',
    conclusion: gates.some(({ verdict }) => verdict === 'fail') ? 'failure' : 'success',
    gates,
    reportOnly: false,
    problems: [],
    proposal: null,
    branch: 'work/tidy-io-step2-x',
    headSha: 'a'.repeat(40),
    ...changes,
  } as Evaluation;
}

describe('the text of a check', () => {
  test('lists gates with marks, and what to do where one fails', () => {
    const text = checkText(
      evaluation([
        { gate: 'branch', verdict: 'pass', reasons: [{ message: 'The name is right.' }], findings: [] },
        {
          gate: 'scope',
          verdict: 'fail',
          reasons: [{ message: 'It is not in the allowlist.', path: 'a.txt', next: 'Take it out.' }],
          findings: [],
        },
        { gate: 'validation', verdict: 'wait', reasons: [], findings: [] },
        { gate: 'order', verdict: 'skip', reasons: [{ message: 'It needs GitHub.' }], findings: [] },
      ]),
      PLAIN,
    );
    expect(text.split('\n').slice(1)).toEqual([
      '',
      '✓ branch      The name is right.',
      '✗ scope       a.txt: It is not in the allowlist.',
      '              → Take it out.',
      '… validation  wait',
      '– order       It needs GitHub.',
      '',
    ]);
  });

  test('says a finding once, under its file, with the advice after the last', () => {
    const findings = [FINDING, { ...FINDING, line: 10, status: 'existing' as const }];
    const reasons = findings.map(({ path, line, message }) => ({ message, path, line, next: 'Fix it.' }));
    const text = checkText(evaluation([{ gate: 'drift', verdict: 'fail', reasons, findings }]), PLAIN);
    expect(text.split('\n').slice(2)).toEqual([
      '✗ drift  2 findings, 1 of them new',
      '         src/lib.rs',
      '           2:5   new `std::fs::read_to_string` blocks the executor in async',
      '                     `load` [blocking-io-in-async]',
      '           10:5  `std::fs::read_to_string` blocks the executor in async `load`',
      '                 [blocking-io-in-async]',
      '         → Fix it.',
      '',
    ]);
  });

  test.each([
    [['introduced', 'introduced'], '2 new findings'],
    [['moved'], '1 moved finding'],
    [['moved', 'existing'], '2 findings, 1 of them moved'],
    [['introduced', 'moved', 'existing'], '3 findings, 1 of them new, 1 moved'],
  ] as const)('counts %j', (statuses, says) => {
    const movedFrom = { path: 'src/old.rs', line: 9 };
    const findings = statuses.map((status, n) => ({
      ...FINDING,
      line: n + 1,
      status,
      ...(status === 'moved' && { movedFrom }),
    }));
    const text = checkText(evaluation([{ gate: 'closure', verdict: 'fail', reasons: [], findings }]), PLAIN);
    expect(text).toContain(`closure  ${says}\n`);
    expect(text.includes('was at src/old.rs:9')).toBe(statuses.some((status) => status === 'moved'));
  });

  test('marks what fails nothing', () => {
    const findings = [{ ...FINDING, level: 'warning' as const }];
    const text = checkText(evaluation([{ gate: 'drift', verdict: 'pass', reasons: [], findings }]), PLAIN);
    expect(text).toContain('2:5  new warning `std::fs');
  });

  test('says an advice that several reasons share once', () => {
    const reasons = ['a', 'b', 'c'].map((message) => ({ message, next: 'Take it out.' }));
    const text = checkText(evaluation([{ gate: 'scope', verdict: 'fail', reasons, findings: [] }]), PLAIN);
    expect(text.match(/Take it out/g)).toHaveLength(1);
  });

  test('puts problems first, at their place', () => {
    const problems = [
      { message: 'No such key.', path: '.github/wavegate.yml', line: 3, column: 5, next: 'Correct it.' },
    ];
    const text = checkText(evaluation([], { problems, conclusion: 'failure' }), PLAIN);
    expect(text).toContain('could not be judged');
    expect(text).toContain('error: .github/wavegate.yml:3:5: No such key.\n  → Correct it.');
  });

  test('lets nothing from outside act on the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const gate: GateResult = {
          gate: 'scope',
          verdict: 'fail',
          reasons: [{ message: words, path: words, next: words }],
          findings: [{ ...FINDING, path: words, message: words }],
        };
        const problems = [{ message: words, path: words, next: words }];
        expect(checkText(evaluation([gate], { branch: words, label: words, problems }), PLAIN)).not.toMatch(
          CONTROL,
        );
      }),
    );
  });

  test('keeps to the width, words that are longer apart', () => {
    const words = fc
      .array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(words, fc.integer({ min: 50, max: 120 }), (message, width) => {
        const reasons = [{ message, next: message }];
        const text = checkText(evaluation([{ gate: 'scope', verdict: 'fail', reasons, findings: [] }]), {
          width,
          colour: false,
        });
        for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

/** Everything that a terminal would act on, but for the line feeds between lines. */
const CONTROL = /(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe('the text of a scan', () => {
  const LINE = '    std::fs::read_to_string("a").unwrap()';

  test('shows the place, the message and the line with the expression marked', () => {
    const text = scanText({ findings: [FINDING], errors: [], files: 3, parsed: 1 }, () => LINE, PLAIN);
    expect(text.split('\n')).toEqual([
      'src/lib.rs:2:5: blocking-io-in-async  in load',
      '  `std::fs::read_to_string` blocks the executor in async `load`',
      '  2 | std::fs::read_to_string("a").unwrap()',
      '    | ^^^^^^^^^^^^^^^^^^^^^^',
      '',
      '1 finding (1 blocking-io-in-async) in 3 files',
      '',
    ]);
  });

  test('marks the expression where it lies far to the right, after characters of several bytes', () => {
    const before = `${'é'.repeat(30)}${'x'.repeat(100)} `;
    const finding = {
      ...FINDING,
      column: Buffer.byteLength(before) + 1,
      endColumn: Buffer.byteLength(before) + 5,
    };
    const text = scanText(
      { findings: [finding], errors: [], files: 1, parsed: 1 },
      () => `${before}here${'y'.repeat(200)}`,
      PLAIN,
    );
    const [, , source, marks] = text.split('\n');
    expect(source!.length).toBeLessThanOrEqual(80);
    expect(source!.slice(marks!.indexOf('^'), marks!.lastIndexOf('^') + 1)).toBe('here');
  });

  test('names what was not judged', () => {
    const errors = [{ path: 'b.rs', line: 7, message: 'could not be parsed' }];
    const text = scanText({ findings: [], errors, files: 1, parsed: 1 }, () => undefined, PLAIN);
    expect(text).toBe(
      'b.rs:7: not judged\n  could not be parsed\n\nno findings, 1 place not judged in 1 file\n',
    );
  });
});

describe('the JSON', () => {
  test('of a check has reasons as strings, the step as a number, and problems only when there are any', () => {
    const gate: GateResult = {
      gate: 'scope',
      verdict: 'fail',
      reasons: [{ message: 'Not allowed.', path: 'a.txt', line: 3, next: 'Take it out.' }],
      findings: [FINDING],
    };
    const json = JSON.parse(checkJson(evaluation([gate]))) as Record<string, unknown>;
    expect(json).toEqual({
      program: 'tidy',
      wave: 'io',
      step: 2,
      conclusion: 'failure',
      gates: [
        {
          gate: 'scope',
          verdict: 'fail',
          reasons: ['a.txt:3: Not allowed. Take it out.'],
          findings: [FINDING],
        },
      ],
    });
    const problem = { message: 'Wrong.' };
    expect(JSON.parse(checkJson(evaluation([], { problems: [problem] })))).toMatchObject({
      problems: [problem],
    });
  });

  test('of a branch that is none of a program has nulls', () => {
    const none = evaluation([], { program: null, wave: null, step: null, conclusion: 'neutral' });
    expect(JSON.parse(checkJson(none))).toMatchObject({ program: null, wave: null, step: null, gates: [] });
  });

  test('of a scan has exactly the documented keys', () => {
    const { status: _, level: __, ...finding } = FINDING;
    const json = JSON.parse(scanJson({ findings: [FINDING], errors: [], files: 1, parsed: 1 })) as object;
    expect(json).toEqual({ findings: [finding], errors: [], files: 1, parsed: 1 });
  });
});

describe('text for a terminal', () => {
  test.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\tb', 'a b'],
    ['\u202eabc', '\\u{202e}abc'],
    ['\r\u0007\u009b', '\\u{d}\\u{7}\\u{9b}'],
    ['plain ü 漢', 'plain ü 漢'],
  ])('%j shows as %j', (text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  test('stays on one line where it must', () => {
    expect(inertLine('a\nb')).toBe('a\\nb');
  });

  test.each([
    ['abc', 3],
    ['漢字', 4],
    ['\u001b[31mred\u001b[0m', 3],
  ])('%j takes %i columns', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  test('is wrapped between words, with a hanging indent', () => {
    const page = new Page({ width: 30, colour: false });
    expect(page.wrap('one two three four five six seven eight', '- ', { hang: 2 })).toEqual([
      '- one two three four five six',
      '    seven eight',
    ]);
  });

  test('is coloured line by line, so that no colour runs over', () => {
    const page = new Page({ width: 25, colour: true });
    const lines = page.wrap('one two three four five six seven', '', { colour: 'red' });
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line.startsWith('\u001b[31m')).toBe(true);
      expect(line.endsWith('\u001b[0m')).toBe(true);
    }
  });
});
