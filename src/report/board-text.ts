import { type Board, type BoardWave, type BoardWaveState, boardHeadline } from '../evaluate/board.js';
import type { WaveClosure } from '../evaluate/closures.js';
import type { DoneResult, DoneState } from '../evaluate/done.js';
import { count } from '../gates/words.js';
import type { StepProgress, StepState } from '../program/progress.js';
import type { PastPullRequest } from '../snapshot/facts.js';
import { reasonLine, stepValue } from './json.js';
import { type Colour, columnsOf, inertLine, Page, type PageStyle } from './page.js';

const STEPS: Record<StepState, { mark: string; words: string; colour: Colour }> = {
  'not-started': { mark: '–', words: 'not started', colour: 'dim' },
  open: { mark: '…', words: 'open', colour: 'yellow' },
  stacked: { mark: '…', words: 'merged, not promoted', colour: 'yellow' },
  merged: { mark: '✓', words: 'merged', colour: 'green' },
  reverted: { mark: '✗', words: 'reverted', colour: 'red' },
};

const WAVES: Record<BoardWaveState, { words: string; colour: Colour }> = {
  'not-started': { words: 'not started', colour: 'dim' },
  open: { words: 'under way', colour: 'yellow' },
  closed: { words: 'closed', colour: 'green' },
  regressed: { words: 'regressed: what it closed is open again', colour: 'red' },
};

const DONE: Record<DoneState, { mark: string; colour: Colour }> = {
  met: { mark: '✓', colour: 'green' },
  open: { mark: '–', colour: 'dim' },
  unknown: { mark: '?', colour: 'yellow' },
};

/** Reasons of one wave that are told one by one. */
const MOST_REASONS = 5;

/** What `wavegate status` prints for people: the program board, with what proves the states of its steps. */
export function boardText(boards: readonly Board[], style: PageStyle): string {
  const page = new Page(style);
  const blocks = boards.map((board) => programLines(page, board).join('\n'));
  return blocks.length === 0 ? 'There is no program.\n' : `${blocks.join('\n\n')}\n`;
}

function programLines(page: Page, { program, waves, done, isDone, problem }: Board): string[] {
  const closed = waves.filter(({ state }) => state === 'closed').length;
  return [
    ...page.wrap(`${program.program}: ${program.title}`, '', { colour: 'bold' }),
    `${closed} of ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'} closed`,
    ...waves.flatMap((wave) => ['', ...waveLines(page, wave)]),
    ...doneLines(page, done, isDone),
    ...(problem === null ? [] : ['', ...page.wrap(`The default branch could not be judged: ${problem}`)]),
  ];
}

function doneLines(page: Page, done: readonly DoneResult[], isDone: boolean): string[] {
  const items = done.flatMap((result) => {
    const { mark, colour } = DONE[result.state];
    return [
      ...page.wrap(result.item.item, `   ${page.paint(mark, colour)} `),
      ...missingIn(result).flatMap((line) => page.wrap(line, '       ', { hang: 2 })),
    ];
  });
  const head = isDone ? 'Done' : 'Definition of done';
  return isDone || items.length > 0 ? ['', page.paint(head, 'bold'), ...items] : [];
}

/** What keeps an item of the definition of done from being met. */
function missingIn(result: DoneResult): string[] {
  if (result.state !== 'open') return [];
  switch (result.by) {
    case 'steps': {
      const merged = result.steps.filter(({ state }) => state === 'merged').length;
      return [`${merged} of ${count(result.steps.length, 'step')} merged`];
    }
    case 'closures':
      return result.closures.flatMap(openClosure);
    case 'artifacts':
      return result.artifacts.flatMap(({ reasons }) => (reasons ?? []).map(reasonLine));
  }
}

function openClosure({ waveId, verdict, reasons }: WaveClosure): string[] {
  if (verdict === 'pass') return [];
  const shown = reasons.slice(0, MOST_REASONS).map(({ message }) => `${waveId}: ${message}`);
  const more = reasons.length - shown.length;
  return more > 0 ? [...shown, `${waveId}: and ${more} more`] : shown;
}

function waveLines(page: Page, { waveId, wave, state, steps }: BoardWave): string[] {
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
export function boardJson(boards: readonly Board[]): string {
  const programs = boards.map((board) => ({
    program: board.program.program,
    title: board.program.title,
    headline: boardHeadline(board),
    waves: board.waves.map(({ waveId, wave, state, steps, closure }) => ({
      wave: waveId,
      title: wave.title,
      state,
      ...(closure === null ? {} : { closure: closure.verdict, left: closure.findings.length }),
      steps: steps.map(stepJson),
    })),
    done: board.done.map((result) => doneJson(result)),
    isDone: board.isDone,
    ...(board.problem === null ? {} : { problem: board.problem }),
  }));
  return `${JSON.stringify({ programs }, null, 2)}\n`;
}

function doneJson(result: DoneResult) {
  const { item, by, state } = result;
  return { item: item.item, by, state, missing: missingIn(result) };
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
