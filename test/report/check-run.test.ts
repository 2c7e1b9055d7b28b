import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import { bytes } from '../../src/report/blocks.js';
import { renderCheckRun } from '../../src/report/check-run.js';
import { foreignTags, hostile, looseText, MENTION, markdown, REFERENCE } from './hostile.js';
import { evaluation, finding, gate, RULES, URL_OF_PULL } from './subjects.js';

const CONTEXT = {
  rules: RULES,
  pullRequestUrl: URL_OF_PULL,
  command: 'wave8',
  programFiles: new Set(['.github/wavegate.yml']),
};
const render = (change: Partial<Evaluation>) => renderCheckRun(evaluation(change), CONTEXT);

const FAILING: Partial<Evaluation> = {
  conclusion: 'failure',
  gates: [
    gate({ gate: 'branch' }),
    gate({
      gate: 'scope',
      verdict: 'fail',
      reasons: [
        {
          message: '`docs/a|b @octocat.md` is outside the allowlist of this step.',
          next: 'Move the change to a pull request of its own.',
          path: 'docs/a|b @octocat.md',
        },
      ],
    }),
    gate({ gate: 'tests', verdict: 'skip', reasons: [{ message: 'The step asks for none.' }] }),
    gate({
      gate: 'closure',
      verdict: 'fail',
      reasons: [
        {
          message: 'One finding is left in the scope of wave C.',
          next: 'Replace the blocking call as shown below.',
        },
      ],
      findings: [
        finding({
          line: 3,
          endLine: 3,
          level: 'warning',
          status: 'existing',
          message: '`load` blocks in `run_once`: load → std::fs::read',
        }),
        finding(),
      ],
    }),
  ],
};

const CASES: Record<string, Partial<Evaluation>> = {
  success: {},
  failure: FAILING,
  'report-only': { ...FAILING, conclusion: 'neutral', reportOnly: true },
  waiting: {
    conclusion: 'in_progress',
    gates: [
      gate(),
      gate({ gate: 'validation', verdict: 'wait', reasons: [{ message: 'The check `clippy` still runs.' }] }),
    ],
  },
  'not-a-wave-branch': {
    program: null,
    wave: null,
    step: null,
    label: null,
    conclusion: 'neutral',
    branch: 'fix/typo',
    gates: [
      gate({ gate: 'branch', verdict: 'skip', reasons: [{ message: '`fix/typo` is not a wave branch.' }] }),
    ],
  },
  'program-error': {
    conclusion: 'failure',
    gates: [],
    problems: [
      {
        message: 'Unknown key `allows`. Did you mean `allow`?',
        next: 'Correct the file on the default branch.',
        path: '.github/wavegate.yml',
        line: 12,
        column: 9,
      },
    ],
  },
};

describe('a check run shows', () => {
  test.each(Object.entries(CASES))('%s as in its golden file', (name, change) => {
    const { conclusion, output } = render(change);
    const shown = `conclusion: ${conclusion ?? 'in_progress'}\ntitle: ${output.title}\n\n${output.summary}\n\n---\n\n${output.text}\n`;
    const golden = new URL(`./golden/${name}.txt`, import.meta.url);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, shown);
    expect(existsSync(golden)).toBe(true);
    expect(shown).toBe(readFileSync(golden, 'utf8'));
  });

  test('a conclusion only when there is one', () => {
    expect(render({ conclusion: 'in_progress' }).conclusion).toBeNull();
    expect(render({ conclusion: 'neutral' }).conclusion).toBe('neutral');
  });

  test('actions within the sizes that GitHub takes', () => {
    for (const { label, description, identifier } of render({}).actions) {
      expect(label.length).toBeLessThanOrEqual(20);
      expect(description.length).toBeLessThanOrEqual(40);
      expect(identifier.length).toBeLessThanOrEqual(20);
    }
  });

  test('titles of at most 255 characters', () => {
    const { output } = render({ problems: [{ message: '🦀'.repeat(400) }], conclusion: 'failure' });
    expect(Array.from(output.title).length).toBeLessThanOrEqual(255);
  });

  test('at most 65,535 bytes each of summary and text, however much there is to say', () => {
    const reasons = Array.from({ length: 2_000 }, (_, i) => ({
      message: `é${'x'.repeat(80)} ${i}`,
      next: `Do ${i}.`,
    }));
    const findings = Array.from({ length: 2_000 }, (_, i) => finding({ line: i + 1, endLine: i + 1 }));
    const gates = Array.from({ length: 20 }, () => gate({ verdict: 'fail', reasons, findings }));
    const { output } = render({ conclusion: 'failure', gates });
    expect(bytes(output.summary)).toBeLessThanOrEqual(65_535);
    expect(bytes(output.text)).toBeLessThanOrEqual(65_535);
    expect(output.text).toContain('There is more than GitHub shows here');
  });

  test('at most a thousand annotations, and says how many more there are', () => {
    const findings = Array.from({ length: 1_001 }, (_, i) => finding({ line: i + 1, endLine: i + 1 }));
    const { annotations, output } = render({
      conclusion: 'failure',
      gates: [gate({ verdict: 'fail', reasons: [], findings })],
    });
    expect(annotations).toHaveLength(1_000);
    expect(output.text.length).toBeGreaterThan(0);
  });
});

/** Tags of tables, lists, headings, links to this repository and code: the ones that we write. */
const OWN =
  /^<(\/?(p|code|br|table|thead|tbody|tr|th|td|ul|li|h3|h4|strong|em|a|sub)|a href="https:\/\/github\.com\/acme\/widgets\/blob\/[^"<>]*")>$/;

test('nothing from the pull request gets out of its place in the check run', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (path, message, name, branch) => {
      const at = path === '' ? 'x' : path;
      const gates = [
        gate({
          verdict: 'fail',
          reasons: [
            { message, path: at },
            { message: `\`${name}\` is wrong`, next: message },
          ],
        }),
        gate({ verdict: 'fail', reasons: [{ message: `\`${at}\`: ${name}`, path: at }] }),
        gate({
          gate: 'closure',
          verdict: 'fail',
          findings: [finding({ path: at, message, function: name })],
        }),
        gate({ gate: 'branch', reasons: [{ message: `\`${branch}\` is it` }] }),
      ];
      const problems = [{ message, path: at, line: 1, next: name }];
      for (const change of [
        { gates },
        { gates, problems },
        { gates: [], branch, label: null, program: null },
      ]) {
        const { output } = render({ conclusion: 'failure', branch, ...change });
        for (const part of [output.summary, output.text]) {
          const html = markdown.render(part);
          expect(foreignTags(html, OWN)).toEqual([]);
          expect(looseText(html)).not.toMatch(MENTION);
          expect(looseText(html)).not.toMatch(REFERENCE);
        }
      }
      const rows = markdown.render(render({ conclusion: 'failure', gates }).output.summary).match(/<tr>/g);
      expect(rows).toHaveLength(gates.length + 1);
    }),
    { numRuns: 300 },
  );
});

test('a finding that moved says where it stood, in code: its name cannot break the page', () => {
  const movedFrom = { path: 'src/`old` | <b>.rs', line: 3 };
  const moved = gate({
    gate: 'closure',
    verdict: 'fail',
    findings: [finding({ status: 'moved', movedFrom })],
  });
  const { output } = render({ conclusion: 'failure', gates: [moved] });
  for (const text of [output.summary, output.text]) {
    expect(text).toMatch(/\(moved from <code>src\/[^<]*3<\/code>\)/u);
  }
});
