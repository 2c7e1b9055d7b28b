import type { Evaluation } from '../evaluate/evaluation.js';
import { headline } from '../evaluate/headline.js';
import { COMMENT_CHARACTERS } from '../github/limits.js';
import type { Progress } from '../program/progress.js';
import { type Block, fitBlocks, paragraph } from './blocks.js';
import { type CheckRunContext, gateTable } from './check-run.js';
import { code, plain, prose } from './markdown.js';
import { progressTable } from './progress-table.js';
import { waiverBlocks } from './waivers.js';

/** Bytes left for the marker of the reply; bytes are never fewer than characters. */
const MARGIN = 500;
const REST = '_There is more than a comment shows: `wavegate status` prints all of it._';

type Context = Pick<CheckRunContext, 'pullRequestUrl' | 'rules'>;

/** How far the programs have come, and how this pull request stands, as a comment. */
export function statusReply(
  progresses: readonly Progress[],
  evaluation: Evaluation,
  context: Context,
): string {
  const blocks = [
    ...progresses.flatMap(programBlocks),
    paragraph(`### This pull request\n\n${prose(headline(evaluation))}`),
    ...(evaluation.program === null ? [] : [gateTable(evaluation, context)]),
    ...waiverBlocks(evaluation),
  ];
  return fitBlocks(blocks, COMMENT_CHARACTERS - MARGIN, REST);
}

function programBlocks(progress: Progress): Block[] {
  const { program, waves } = progress;
  const closed = waves.filter(({ state }) => state === 'closed').length;
  return [
    paragraph(`### ${code(program.program)}: ${plain(program.title)}`),
    paragraph(`${closed} of ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'} closed.`),
    progressTable(progress),
  ];
}
