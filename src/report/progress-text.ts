import type { Progress, StepProgress, StepState, WaveProgress, WaveState } from '../program/progress.js';
import type { PastPullRequest } from '../snapshot/facts.js';
import { stepValue } from './json.js';
import { type Colour, columnsOf, inertLine, Page, type PageStyle } from './page.js';

const STEPS: Record<StepState, { mark: string; words: string; colour: Colour }> = {
  'not-started': { mark: '–', words: 'not started', colour: 'dim' },
  open: { mark: '…', words: 'open', colour: 'yellow' },
  stacked: { mark: '…', words: 'merged, not promoted', colour: 'yellow' },
  merged: { mark: '✓', words: 'merged', colour: 'green' },
  reverted: { mark: '✗', words: 'reverted', colour: 'red' },
};

const WAVES: Record<WaveState, { words: string; colour: Colour }> = {
  'not-started': { words: 'not started', colour: 'dim' },
  open: { words: 'under way', colour: 'yellow' },
  closed: { words: 'closed', colour: 'green' },
};

/** What `wavegate status` prints for people: each program's waves by steps, with what proves their states. */
export function progressText(progresses: readonly Progress[], style: PageStyle): string {
  const page = new Page(style);
  const blocks = progresses.map((progress) => programLines(page, progress).join('\n'));
  return blocks.length === 0 ? 'There is no program.\n' : `${blocks.join('\n\n')}\n`;
}

function programLines(page: Page, { program, waves }: Progress): string[] {
  const closed = waves.filter(({ state }) => state === 'closed').length;
  return [
    ...page.wrap(`${program.program}: ${program.title}`, '', { colour: 'bold' }),
    `${closed} of ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'} closed`,
    ...waves.flatMap((wave) => ['', ...waveLines(page, wave)]),
  ];
}

function waveLines(page: Page, { waveId, wave, state, steps }: WaveProgress): string[] {
  const { words, colour } = WAVES[state];
  const columns = Math.max(...steps.map(({ position }) => columnsOf(position.stepNumber)));
  return [
    ...page.wrap(`${wave.title} (${words})`, `${page.paint(inertLine(waveId), 'bold')}  `, { colour }),
    ...steps.flatMap((step) => stepLines(page, step, columns)),
  ];
}

function stepLines(page: Page, { position, state, pullRequests }: StepProgress, columns: number): string[] {
  const { mark, words, colour } = STEPS[state];
  const number = position.stepNumber.padEnd(columns);
  const proofs = pullRequests.map((pull) => pullWords(pull, state)).join(', ');
  const text = `${position.step.title}: ${words}${proofs === '' ? '' : ` (${proofs})`}`;
  return page.wrap(text, `   ${page.paint(mark, colour)} ${number}  `, { hang: 2 });
}

function pullWords(
  { number, state, inDefaultBranch, revertedBy }: PastPullRequest,
  ofStep: StepState,
): string {
  if (state === 'open' && ofStep === 'open') return `#${number}`;
  if (state !== 'merged') return `#${number} ${state}`;
  if (revertedBy !== null) return `#${number} reverted by ${revertedBy.slice(0, 10)}`;
  return inDefaultBranch || ofStep === 'stacked' ? `#${number}` : `#${number} not promoted`;
}

/** The JSON that `wavegate status` prints: machines depend on its shape. */
export function progressJson(progresses: readonly Progress[]): string {
  const programs = progresses.map(({ program, waves }) => ({
    program: program.program,
    title: program.title,
    waves: waves.map(({ waveId, wave, state, steps }) => ({
      wave: waveId,
      title: wave.title,
      state,
      steps: steps.map(stepJson),
    })),
  }));
  return `${JSON.stringify({ programs }, null, 2)}\n`;
}

function stepJson({ position: { stepNumber, step }, state, pullRequests }: StepProgress) {
  return {
    step: stepValue(stepNumber),
    kind: step.kind,
    title: step.title,
    state,
    pullRequests: pullRequests.map(({ number, branch, state: own, url, inDefaultBranch, revertedBy }) => {
      return { number, branch, state: own, url, inDefaultBranch, revertedBy };
    }),
  };
}
