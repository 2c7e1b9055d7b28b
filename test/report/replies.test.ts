import fc from 'fast-check';
import type { Stock } from '../../src/gates/stock.js';
import type { Progress, StepProgress, StepState } from '../../src/program/progress.js';
import type { Program, Step, Wave } from '../../src/program/schema.js';
import { bytes, fitBlocks } from '../../src/report/blocks.js';
import { inventoryReply } from '../../src/report/inventory.js';
import { progressTable } from '../../src/report/progress-table.js';
import type { PastPullRequest } from '../../src/snapshot/facts.js';
import { programsOf } from '../gates/pull-request.js';
import { foreignTags, hostile, looseText, MENTION, markdown, REFERENCE } from './hostile.js';
import { finding, HEAD } from './subjects.js';

const PROGRAM: Program = programsOf(
  [
    'version: 1',
    'program: w8',
    'title: A program',
    'branch: codex/{program}{wave}-step{step}-{slug}',
    'production: {}',
    'waves:',
    '  a: { title: A, steps: { 1: { title: x, kind: freeze, allow: [docs/**] } } }',
  ].join('\n'),
).programs[0]!;
const WAVE: Wave = PROGRAM.waves.a!;
const STEP: Step = WAVE.steps['1']!;

const pull = (number: number, state: PastPullRequest['state'], url?: string): PastPullRequest => ({
  number,
  url: url ?? `https://github.com/acme/widgets/pull/${number}`,
  branch: 'codex/w8a-step1-x',
  baseBranch: 'main',
  state,
  headSha: HEAD,
  mergeSha: null,
  mergedAt: null,
  inDefaultBranch: state === 'merged',
  revertedBy: null,
  fromFork: false,
});

const step = (
  stepNumber: string,
  state: StepState,
  pullRequests: readonly PastPullRequest[],
): StepProgress => ({
  position: { program: PROGRAM, waveId: 'a', wave: WAVE, stepNumber, step: STEP },
  state,
  pullRequests,
});

const progress = (steps: readonly StepProgress[], title = 'A'): Progress => ({
  program: PROGRAM,
  waves: [{ waveId: 'a', wave: { ...WAVE, title }, state: 'open', steps }],
});

const shown = (given: Progress): string => fitBlocks([progressTable(given)], 60_000, 'more');

describe('the table of a program', () => {
  test('links the pull requests by which a step is in its state', () => {
    const merged = step('1', 'merged', [pull(1, 'closed'), pull(2, 'merged'), pull(3, 'open')]);
    const open = step('2', 'open', [pull(4, 'closed'), pull(5, 'open')]);
    const text = shown(progress([merged, open, step('3', 'not-started', [pull(6, 'closed')])]));
    expect(text.split('\n')).toEqual([
      '| Wave | Step 1 | Step 2 | Step 3 |',
      '| --- | --- | --- | --- |',
      `| \`a\` A | ✅&nbsp;merged [#2](${pull(2, 'merged').url}) | 🟡&nbsp;open [#5](${pull(5, 'open').url}) | ▫️&nbsp;not started |`,
    ]);
  });

  test('has steps in natural order, and in one column where there are many', () => {
    const numbers = ['1', '2', '2-5-b', '3', '10'];
    const few = shown(progress(numbers.map((number) => step(number, 'not-started', []))));
    expect(few.split('\n')[0]).toBe('| Wave | Step 1 | Step 2 | Step 2-5-b | Step 3 | Step 10 |');
    const many = Array.from({ length: 7 }, (_, n) => step(`${n + 1}`, 'merged', [pull(n, 'merged')]));
    expect(shown(progress(many)).split('\n')[0]).toBe('| Wave | Steps |');
  });

  test('can be broken by nothing in it', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, url) => {
        const html = markdown.render(shown(progress([step('1', 'merged', [pull(2, 'merged', url)])], title)));
        expect(looseText(html)).not.toMatch(MENTION);
        const foreign = foreignTags(html, /^<\/?(code|table|thead|tbody|tr|th|td|br)\b/);
        // The one link there may be is the pull request's own.
        const own = /^https?:\/\//.test(url) ? [expect.stringMatching(/^<a href="http/), '</a>'] : [];
        if (foreign.length > 0) expect(foreign).toEqual(own);
        expect(html.match(/<tr>/g)).toHaveLength(2);
      }),
    );
  });
});

describe('the reply to inventory', () => {
  const stock = (change: Partial<Stock>): Stock => ({
    findings: [],
    errors: [],
    notFiles: [],
    empty: [],
    files: 3,
    ...change,
  });

  test('fits, and says how much it left out', () => {
    const findings = Array.from({ length: 5_000 }, (_, n) => finding({ line: n + 1 }));
    const text = inventoryReply(stock({ findings }), 'w8 a', HEAD);
    expect(bytes(text)).toBeLessThan(65_000);
    const rows = text.match(/^\| `crates/gm)!.length;
    expect(text).toContain(`${5_000 - rows} more rows have no room here`);
  });

  test('can be broken by nothing in it', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (path, name, message) => {
        const given = stock({
          findings: [finding({ path, function: name })],
          errors: [{ path, line: 1, message }],
          notFiles: [path],
        });
        const html = markdown.render(inventoryReply(given, 'w8 a', HEAD));
        expect(looseText(html)).not.toMatch(MENTION);
        expect(looseText(html)).not.toMatch(REFERENCE);
        expect(foreignTags(html, /^<\/?(p|strong|pre|code|ul|li|br)\b/)).toEqual([]);
      }),
    );
  });
});
