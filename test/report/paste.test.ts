import type { Evaluation } from '../../src/evaluate/evaluation.js';
import type { Reason } from '../../src/gates/gate.js';
import { checkMarkdown } from '../../src/report/check-markdown.js';
import { checkJson } from '../../src/report/json.js';
import { checkText } from '../../src/report/text.js';

const LONG = `| \`crates/${'deep/'.repeat(20)}a.rs:1\` | \`f\` | \`rule\` |`;
const row = (line: number): string => `| \`src/a.rs:${line}\` | \`f\` | \`rule\` |`;

function missing(count: number, first = LONG): Reason[] {
  return Array.from({ length: count }, (_, index) => ({
    message: `Place ${index + 1} is not named.`,
    next: 'Add these rows.',
    paste: [index === 0 ? first : row(index + 1)],
  }));
}

function evaluation(reasons: readonly Reason[]): Evaluation {
  return {
    program: 'w8',
    wave: 'a',
    step: '1',
    label: 'w8a step 1',
    conclusion: 'failure',
    reportOnly: false,
    problems: [],
    proposal: null,
    branch: 'codex/w8a-step1-x',
    headSha: 'a'.repeat(40),
    gates: [{ gate: 'inventory', verdict: 'fail', reasons, findings: [] }],
  };
}

const text = (reasons: readonly Reason[]): string[] =>
  checkText(evaluation(reasons), { width: 80, colour: false }).split('\n');
const markdown = (reasons: readonly Reason[]): string => checkMarkdown(evaluation(reasons), new Map(), '');

test('on a terminal: all rows together after their advice, not wrapped', () => {
  const lines = text(missing(3));
  expect(lines.filter((line) => line.includes('→'))).toEqual(['             → Add these rows.']);
  expect(lines.slice(-6)).toEqual(['', `  ${LONG}`, `  ${row(2)}`, `  ${row(3)}`, '', '']);
});

test('on a terminal: of many reasons the rows are there all the same, up to a bound', () => {
  expect(text(missing(150)).filter((line) => line.startsWith('  | '))).toHaveLength(150);
  const lines = text(missing(250));
  expect(lines.filter((line) => line.startsWith('  | '))).toHaveLength(200);
  expect(lines.join('\n')).toContain('and 50 more (--format json lists all)');
});

test('on a terminal: a row can do nothing to it', () => {
  expect(text(missing(1, 'a\u001b[31m\nb')).join('\n')).toContain('  a\\u{1b}[31m\\nb');
});

test('in Markdown: one fenced block, whatever the rows hold', () => {
  const page = markdown(missing(2, '| ``` | <b> @team |'));
  expect(page).toContain(`\`\`\`\`markdown\n| \`\`\` | <b> @team |\n${row(2)}\n\`\`\`\``);
  expect(page.match(/Add these rows\./gu)).toHaveLength(2);
});

test('in JSON: below the reason that they belong to', () => {
  const { gates } = JSON.parse(checkJson(evaluation(missing(1)))) as { gates: { reasons: string[] }[] };
  expect(gates[0]!.reasons).toEqual([`Place 1 is not named. Add these rows.\n${LONG}`]);
});

test('Markdown for a clone asks nobody for a comment', () => {
  expect(markdown(missing(1))).not.toContain('recheck');
  expect(checkMarkdown(evaluation([]), new Map(), 'https://github.com/o/r/pull/1')).toContain('/w8 recheck');
  expect(markdown(missing(1))).toMatch(/^## w8a step 1: 1 of 1 gate fails: inventory\n/u);
});
