import { type Board, type BoardStep, type BoardWave, boardHeadline } from '../evaluate/board.js';
import type { TrendPoint } from '../evaluate/trend.js';
import { COMMENT_CHARACTERS } from '../github/limits.js';
import { type Block, fitBlocks, list, paragraph } from './blocks.js';
import { closureReasons, doneBlock } from './board-done.js';
import { programPicture } from './board-picture.js';
import { trendBlocks } from './board-trend.js';
import type { LinkBase } from './gate-words.js';
import { code, encodePath, plain, prose, shorten } from './markdown.js';
import { stepCell, stepTable, waveCell } from './progress-table.js';

export interface BoardContext {
  /** The address of the repository's page, without a slash at the end; empty where there is none. */
  readonly repositoryUrl: string;
  readonly defaultBranch: string;
  /** How many findings were left over time, oldest first. */
  readonly trend: readonly TrendPoint[];
}

/** Bytes left for the board's marker; bytes are never fewer than characters. */
const MARGIN = 500;
const MOST_REASONS = 10;
const MOST_TITLE = 300;
const REST = '_There is more than an issue shows: `wavegate status` prints all of it._';
const KEPT =
  'Wavegate keeps this issue up to date: what is edited here is put right with the next change. Close it to stop that.';

const STATES: Record<BoardWave['state'], string> = {
  'not-started': '▫️&nbsp;not started',
  open: '🟡&nbsp;under way',
  closed: '✅&nbsp;closed',
  regressed: '🔴&nbsp;regressed',
};

/** The title of a program's board: always the same, as each change of a title is told to all who watch. */
export function boardTitle(program: string): string {
  return `Program board: ${program}`;
}

/** The board as an issue's Markdown: the same board is the same text. */
export function boardBody(board: Board, context: BoardContext): string {
  const { repositoryUrl, defaultBranch, trend } = context;
  const base = { pullRequestUrl: repositoryUrl, headSha: encodePath(defaultBranch) };
  const picture = programPicture(board);
  const blocks: Block[] = [
    paragraph(`## ${board.isDone ? '🎉 ' : ''}${plain(boardHeadline(board))}`),
    paragraph(plain(board.program.title)),
    ...problemBlocks(board),
    paragraph('### Waves'),
    stepTable<BoardStep, BoardWave>(
      board.waves,
      [
        { title: 'Wave', cell: waveCell },
        { title: 'State', cell: ({ state }) => STATES[state] },
      ],
      boardStepCell,
      [{ title: 'Findings left', cell: leftCell }],
    ),
    ...regressedBlocks(board, base, defaultBranch),
    paragraph('### Definition of done'),
    board.done.length > 0 ? doneBlock(board, base) : paragraph('The program states none.'),
    ...(picture === null ? [] : [paragraph('### The program'), paragraph(picture)]),
    ...trendBlocks(board, trend),
    paragraph(`_${KEPT}_`),
  ];
  return fitBlocks(blocks, COMMENT_CHARACTERS - MARGIN, REST);
}

function problemBlocks({ problem }: Board): Block[] {
  if (problem === null) return [];
  const words = prose(shorten(problem, MOST_TITLE));
  return [
    paragraph(`⚠️ The default branch could not be judged, so what is said of it is not known: ${words}`),
  ];
}

/** A step with what its open pull requests' check runs say. */
function boardStepCell(step: BoardStep): string {
  const standings = [...step.standings].map(
    ([number, { title }]) =>
      `${step.standings.size > 1 ? `#${number}: ` : ''}${plain(shorten(title, MOST_TITLE))}`,
  );
  return [stepCell(step), ...standings].join('<br>');
}

function leftCell({ wave, closure }: BoardWave): string {
  if (wave.rules.length === 0) return '';
  return closure === null ? '?' : String(closure.findings.length);
}

function regressedBlocks({ waves }: Board, base: LinkBase, defaultBranch: string): Block[] {
  const regressed = waves.filter(({ state }) => state === 'regressed');
  if (regressed.length === 0) return [];
  const items = regressed.flatMap(({ label, closure }) =>
    closure === null
      ? []
      : closureReasons(closure, base, MOST_REASONS).map((reason) => `${code(label)}: ${reason}`),
  );
  return [
    paragraph('### Regressed'),
    paragraph(`These waves were closed, and what they had removed is on ${code(defaultBranch)} again:`),
    list(items),
  ];
}
