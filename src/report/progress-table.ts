import { compareNatural } from '../program/order.js';
import type { Progress, StepProgress, StepState, WaveProgress } from '../program/progress.js';
import type { PastPullRequest } from '../snapshot/facts.js';
import { type Block, table } from './blocks.js';
import { code, link, plain } from './markdown.js';

const ICONS: Record<StepState, string> = {
  'not-started': '▫️',
  open: '🟡',
  stacked: '🥞',
  merged: '✅',
  reverted: '⏪',
};

export const STEP_WORDS: Record<StepState, string> = {
  'not-started': 'not started',
  open: 'open',
  stacked: 'merged, not promoted',
  merged: 'merged',
  reverted: 'reverted',
};

/** Columns that a table may have for steps; beyond, a wave's steps share one. */
const MOST_COLUMNS = 6;
const MOST_LINKS = 3;

/** What a table shows of a wave beside its steps. */
export interface WaveColumn<Wave> {
  readonly title: string;
  /** Markdown. */
  readonly cell: (wave: Wave) => string;
}

/** A program's waves by steps, each with its state and its pull requests. */
export function progressTable({ waves }: Progress): Block {
  return stepTable<StepProgress, WaveProgress>(waves, [{ title: 'Wave', cell: waveCell }], stepCell);
}

/**
 * Waves by steps: one column for each step, or one for all where they are many.
 * @param first columns before those of the steps.
 * @param last columns after them.
 */
export function stepTable<Step extends StepProgress, Wave extends { readonly steps: readonly Step[] }>(
  waves: readonly Wave[],
  first: readonly WaveColumn<Wave>[],
  stepCellOf: (step: Step) => string,
  last: readonly WaveColumn<Wave>[] = [],
): Block {
  const numbers = [...new Set(waves.flatMap(({ steps }) => steps.map(numberOf)))].sort(compareNatural);
  const columns: readonly WaveColumn<Wave>[] =
    numbers.length > MOST_COLUMNS
      ? [
          {
            title: 'Steps',
            cell: ({ steps }) => steps.map((step) => numbered(step, stepCellOf)).join('<br>'),
          },
        ]
      : numbers.map((number) => ({
          title: `Step ${number}`,
          cell: ({ steps }) => {
            const step = steps.find((one) => numberOf(one) === number);
            return step === undefined ? '' : stepCellOf(step);
          },
        }));
  const all = [...first, ...columns, ...last];
  return table(
    all.map(({ title }) => title),
    waves.map((wave) => all.map(({ cell }) => cell(wave))),
  );
}

function numbered<Step extends StepProgress>(step: Step, cell: (step: Step) => string): string {
  return `${code(numberOf(step))} ${cell(step)}`;
}

function numberOf({ position }: StepProgress): string {
  return position.stepNumber;
}

export function waveCell({ waveId, wave }: Pick<WaveProgress, 'waveId' | 'wave'>): string {
  return `${code(waveId)} ${plain(wave.title)}`;
}

export function stepCell({ state, pullRequests }: StepProgress): string {
  const shown = relevantPulls(state, pullRequests).slice(-MOST_LINKS);
  return [`${ICONS[state]}&nbsp;${STEP_WORDS[state]}`, ...shown.map(pullLink)].join(' ');
}

/** The pull requests by which a step is in its state: of a merged step not those that were closed. */
export function relevantPulls(state: StepState, pulls: readonly PastPullRequest[]): PastPullRequest[] {
  const wanted = state === 'open' ? 'open' : 'merged';
  return pulls.filter((pull) => pull.state === wanted);
}

export function pullLink({ number, url }: PastPullRequest): string {
  return /^https?:\/\/[\w.:/-]+$/.test(url) ? link(`#${number}`, url) : `#${number}`;
}
