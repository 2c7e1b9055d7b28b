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

const WORDS: Record<StepState, string> = {
  'not-started': 'not started',
  open: 'open',
  stacked: 'merged, not promoted',
  merged: 'merged',
  reverted: 'reverted',
};

/** Columns that a table may have for steps; beyond, a wave's steps share one. */
const MOST_COLUMNS = 6;
const MOST_LINKS = 3;

/** A program's waves by steps, each with its state and its pull requests. */
export function progressTable({ waves }: Progress): Block {
  const numbers = [...new Set(waves.flatMap(({ steps }) => steps.map(numberOf)))].sort(compareNatural);
  if (numbers.length > MOST_COLUMNS) {
    return table(
      ['Wave', 'Steps'],
      waves.map((wave) => [
        waveCell(wave),
        wave.steps.map((step) => `${code(numberOf(step))} ${stepCell(step)}`).join('<br>'),
      ]),
    );
  }
  return table(
    ['Wave', ...numbers.map((number) => `Step ${number}`)],
    waves.map((wave) => [
      waveCell(wave),
      ...numbers.map((number) => {
        const step = wave.steps.find((one) => numberOf(one) === number);
        return step === undefined ? '' : stepCell(step);
      }),
    ]),
  );
}

function numberOf({ position }: StepProgress): string {
  return position.stepNumber;
}

function waveCell({ waveId, wave }: WaveProgress): string {
  return `${code(waveId)} ${plain(wave.title)}`;
}

function stepCell({ state, pullRequests }: StepProgress): string {
  const shown = relevant(state, pullRequests).slice(-MOST_LINKS);
  return [`${ICONS[state]}&nbsp;${WORDS[state]}`, ...shown.map(pullLink)].join(' ');
}

/** The pull requests by which a step is in its state: of a merged step not those that were closed. */
function relevant(state: StepState, pulls: readonly PastPullRequest[]): PastPullRequest[] {
  const wanted = state === 'open' ? 'open' : 'merged';
  return pulls.filter((pull) => pull.state === wanted);
}

function pullLink({ number, url }: PastPullRequest): string {
  return /^https?:\/\/[\w.:/-]+$/.test(url) ? link(`#${number}`, url) : `#${number}`;
}
