import fc from 'fast-check';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import { judgeProposal } from '../../src/gates/program-files.js';
import { CHECK_TEXT_BYTES } from '../../src/github/limits.js';
import { type ProposedFiles, readProposal } from '../../src/program/proposal.js';
import { loadShipped } from '../../src/program/shipped.js';
import { annotationsOf } from '../../src/report/annotations.js';
import { bytes } from '../../src/report/blocks.js';
import { checkMarkdown } from '../../src/report/check-markdown.js';
import { renderCheckRun } from '../../src/report/check-run.js';
import { checkJson } from '../../src/report/json.js';
import { checkText } from '../../src/report/text.js';
import type { Proposal } from '../../src/snapshot/proposal.js';
import { programWith } from '../gates/pull-request.js';
import { foreignTags, hostile, looseText, MENTION, markdown, REFERENCE } from './hostile.js';
import { HEAD } from './subjects.js';

const FILE = '.github/wavegate.yml';
const shipped = loadShipped();
const PROGRAM = programWith();

function proposalOf(after: string, change: Partial<Proposal> = {}, before = PROGRAM): Proposal {
  const files: ProposedFiles = {
    before: [{ path: FILE, text: before }],
    after: [{ path: FILE, text: after }],
    branch: 'feature/x',
  };
  const reading = readProposal(files, shipped);
  return {
    ...reading,
    mistakes: reading.mistakes.map((mistake) => ({ ...mistake, isAtHead: true })),
    paths: [FILE],
    movedAway: [],
    isAlone: true,
    diverged: [],
    baseBranch: 'main',
    defaultBranch: 'main',
    ...change,
  };
}

function evaluationOf(proposal: Proposal, change: Partial<Evaluation> = {}): Evaluation {
  return {
    program: null,
    wave: null,
    step: null,
    label: null,
    conclusion: proposal.mistakeCount > 0 ? 'failure' : 'neutral',
    gates: [{ gate: 'program-files', ...judgeProposal(proposal) }],
    reportOnly: false,
    problems: [],
    proposal,
    branch: 'feature/x',
    headSha: HEAD,
    ...change,
  };
}

const CONTEXT = {
  rules: new Map(),
  pullRequestUrl: 'https://github.example/o/r/pull/7',
  programFiles: new Set<string>(),
  command: 'w8',
};
const render = (proposal: Proposal, change: Partial<Evaluation> = {}) =>
  renderCheckRun(evaluationOf(proposal, change), CONTEXT);
const asText = (proposal: Proposal): string =>
  checkText(evaluationOf(proposal), { width: 2_000, colour: false });

test('a weaker program is told first, in the same words on the check run and in the terminal', () => {
  const proposal = proposalOf(
    programWith({ mode: 'report-only', production: "{ include: ['**'], exclude: ['docs/**'] }" }).replace(
      'title: A program',
      'title: Ours',
    ),
  );
  const { output, annotations } = render(proposal);
  expect(annotations).toEqual([]);
  expect(output.title).toBe('Wavegate: not a wave branch, weakens the program in 1 place');
  const told = [
    'The change of `.github/wavegate.yml` is valid. It weakens the program in 1 place, tightens it in 1 place and rewords it in 1 place.',
    'Nothing of it holds before it is on `main`: this pull request is judged by the program files that are there now.',
    'Weaker: less is asked of pull requests than before (1)',
    '`w8`: `mode` is now `report-only`, and was `enforce`.',
    'Stricter: more is asked than before (1)',
    '`w8`: A freeze may no longer touch `scripts/**`.',
    'Reworded: only what people read (1)',
  ];
  for (const text of [output.summary, asText(proposal)]) {
    const places = told.map((line) => text.indexOf(line));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  }
  expect(JSON.parse(checkJson(evaluationOf(proposal)))).toMatchObject({
    programFiles: {
      valid: true,
      changes: [{ effect: 'weakens', where: ['w8'] }, { effect: 'tightens' }, { effect: 'words' }],
    },
  });
});

test('each mistake is an annotation at its line and column, and stands in the section with a link', () => {
  const { output, annotations, conclusion } = render(
    proposalOf(PROGRAM.replace('mode: enforce', 'mode: enforced')),
  );
  expect(conclusion).toBe('failure');
  expect(output.title).toBe('Wavegate: the program files would not be valid');
  expect(annotations).toMatchObject([
    {
      path: FILE,
      startLine: 4,
      endLine: 4,
      startColumn: 7,
      endColumn: 7,
      level: 'failure',
      message: expect.stringContaining('Did you mean `enforce`?'),
    },
  ]);
  expect(output.summary).toContain(`[\`${FILE}:4:7\`](https://github.example/o/r/blob/${HEAD}/${FILE}#L4)`);
  expect(output.summary).toContain('**Next:** Correct the file');
});

test('a mistake in a file that is not of the head has no annotation, and names the branch', () => {
  const broken = proposalOf('program: [');
  const proposal = { ...broken, mistakes: broken.mistakes.map((one) => ({ ...one, isAtHead: false })) };
  const { output, annotations } = render(proposal);
  expect(annotations).toEqual([]);
  expect(output.summary).toContain(`\`${FILE}:1:10\` of \`main\``);
});

test('a mend that may be merged is called one, with what to mind', () => {
  const proposal = proposalOf(PROGRAM, {}, 'program: [');
  const { output } = render(proposal);
  expect(output.title).toBe('Wavegate: not a wave branch, mends the program files of main');
  expect(output.summary).toContain('it mends the mistakes that `main` has');
  expect(output.summary).toContain('it may be merged to mend them: read it with care');
  const held = render(proposal, { conclusion: 'failure', problems: [{ message: 'Broken.' }] });
  expect(held.output.summary).not.toContain('it may be merged');
});

test('a file that moved away, and one that both sides changed, are told', () => {
  const { summary } = render(
    proposalOf(PROGRAM, { movedAway: [{ from: FILE, to: 'docs/w8.yml' }], diverged: [FILE] }),
  ).output;
  expect(summary).toContain(`\`${FILE}\` moves to \`docs/w8.yml\`, where no program file is read.`);
  expect(summary).toContain(`\`${FILE}\` was changed on \`main\` too`);
});

test('text of the proposal can neither break the Markdown, nor mention anybody, nor reach a terminal', () => {
  const wave = PROGRAM.indexOf('    rules:');
  fc.assert(
    fc.property(hostile, hostile, (text, branch) => {
      const quoted = JSON.stringify(`x${text}`);
      const valid = proposalOf(
        `${PROGRAM.slice(0, wave)}    patterns: [{ exists: [a], why: ${quoted} }]\n${PROGRAM.slice(wave)}`.replace(
          'tests: []',
          `tests: [{ what: ${quoted}, names: [a], in: ['core/**'] }]`,
        ),
        {
          baseBranch: branch,
          defaultBranch: branch,
          diverged: [text],
          movedAway: [{ from: FILE, to: text }],
        },
      );
      const wrong = proposalOf(PROGRAM.replace('mode: enforce', `mode: ${quoted}`), { baseBranch: branch });
      expect(valid.mistakeCount + valid.changes.length).toBeGreaterThan(0);
      expect(wrong.mistakeCount).toBeGreaterThan(0);
      for (const proposal of [valid, wrong]) {
        const html = markdown.render(
          checkMarkdown(evaluationOf(proposal), new Map(), CONTEXT.pullRequestUrl),
        );
        expect(foreignTags(html, OWN_TAGS)).toEqual([]);
        expect(looseText(html)).not.toMatch(MENTION);
        expect(looseText(html)).not.toMatch(REFERENCE);
        expect(asText(proposal).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
      }
    }),
    { numRuns: 200 },
  );
});

const OWN_TAGS =
  /^<\/?(h2|h3|p|ul|li|strong|em|code|br)>$|^<\/a>$|^<a href="https:\/\/github\.example\/o\/r\/blob\/[a-f0-9]+\/\.github\/wavegate\.yml#L\d+">$/;

describe('whatever its size', () => {
  const waves = (count: number, wave: (index: number) => string): string =>
    PROGRAM + Array.from({ length: count }, (_, index) => wave(index)).join('');
  const step = '{ title: F, kind: freeze, allow: [a] }';
  const cases: readonly (readonly [string, Proposal])[] = [
    [
      'a thousand waves more',
      proposalOf(waves(1_000, (i) => `  w${i}: { title: T, steps: { 1: ${step} } }\n`)),
    ],
    [
      'a thousand waves less',
      proposalOf(
        PROGRAM,
        {},
        waves(1_000, (i) => `  w${i}: { title: T, steps: { 1: ${step} } }\n`),
      ),
    ],
    [
      'a thousand waves changed, each otherwise',
      proposalOf(
        waves(
          1_000,
          (i) =>
            `  w${i}: { title: T, steps: { 1: { title: F, kind: freeze, allow: ['${'é'.repeat(90)}${i}'] } } }\n`,
        ),
        {},
        waves(1_000, (i) => `  w${i}: { title: T, steps: { 1: ${step} } }\n`),
      ),
    ],
    ['a thousand mistakes', proposalOf(waves(1_000, (i) => `  w${i}: { titel: ${'é'.repeat(300)} }\n`))],
    ['one long mistake', proposalOf(PROGRAM.replace('mode: enforce', `mode: ${'é'.repeat(100_000)}`))],
  ];

  test.each(cases)('%s fits', (_what, proposal) => {
    const { output, annotations } = render(proposal, { program: 'w8', wave: 'a', step: '1' });
    expect(bytes(output.summary)).toBeLessThanOrEqual(CHECK_TEXT_BYTES);
    expect(bytes(output.text)).toBeLessThanOrEqual(CHECK_TEXT_BYTES);
    expect(annotations.length).toBeLessThanOrEqual(100);
    expect(asText(proposal).split('\n').length).toBeLessThan(300);
    expect(checkJson(evaluationOf(proposal)).length).toBeLessThan(500_000);
    expect(annotationsOf(evaluationOf(proposal), new Map()).length).toBeLessThanOrEqual(100);
  });

  test('what is left out is counted', () => {
    const [, changed] = cases[2]!;
    expect(changed.changes).toHaveLength(200);
    expect(asText(changed)).toContain('Weaker: less is asked of pull requests than before (1000)');
    expect(asText(changed)).toContain('and 950 more');
  });
});
