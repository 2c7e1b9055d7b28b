import type { Evaluation } from '../evaluate/evaluation.js';
import type { Effect, ProgramChange } from '../program/diff/change.js';
import type { Proposal, ProposedMistake } from '../snapshot/proposal.js';
import { type Block, list, paragraph } from './blocks.js';
import type { LinkBase } from './gate-words.js';
import { prose, shorten } from './markdown.js';
import { placeLink, placeText } from './place-link.js';

/** What a reader is told of proposed program files, in words that every rendering has in common. */
export interface ProposalWords {
  /** What holds until then, and what cannot be told. */
  readonly notes: readonly string[];
  readonly groups: readonly ChangeGroup[];
}

export interface ChangeGroup {
  readonly effect: Effect;
  readonly title: string;
  readonly lines: readonly string[];
  /** Changes that are counted alone. */
  readonly more: number;
}

const TITLES: Readonly<Record<Effect, string>> = {
  weakens: 'Weaker: less is asked of pull requests than before',
  changes: 'Different: whether more or less is asked, a reviewer has to judge',
  tightens: 'Stricter: more is asked than before',
  words: 'Reworded: only what people read',
};

const EFFECTS: readonly Effect[] = ['weakens', 'changes', 'tightens', 'words'];

/** `null` where the pull request touches no program file. */
export function proposalWords({ proposal, conclusion }: Evaluation): ProposalWords | null {
  if (proposal === null) return null;
  return {
    notes: [inForceNote(proposal), ...mendNote(proposal, conclusion), ...fileNotes(proposal)],
    groups: EFFECTS.flatMap((effect) => groupOf(effect, proposal)),
  };
}

function inForceNote({ defaultBranch }: Proposal): string {
  return `Nothing of it holds before it is on \`${defaultBranch}\`: this pull request is judged by the program files that are there now.`;
}

function mendNote(
  { mends, baseBranch, defaultBranch }: Proposal,
  conclusion: Evaluation['conclusion'],
): string[] {
  if (!mends || conclusion !== 'neutral' || baseBranch !== defaultBranch) return [];
  return [
    'These have mistakes, so that nothing can be judged by them. As this pull request changes nothing but program files, it may be merged to mend them: read it with care.',
  ];
}

function fileNotes({ movedAway, diverged, baseBranch }: Proposal): string[] {
  return [
    ...movedAway.map(({ from, to }) => `\`${from}\` moves to \`${to}\`, where no program file is read.`),
    ...diverged.map(
      (path) =>
        `\`${path}\` was changed on \`${baseBranch}\` too since this branch began: bring the branch up to date to see what merging comes to.`,
    ),
  ];
}

function groupOf(effect: Effect, { changes, changeCounts }: Proposal): ChangeGroup[] {
  const count = changeCounts[effect];
  if (count === 0) return [];
  // Of what is only reworded, nobody has to decide anything.
  const told = effect === 'words' ? [] : changes.filter((change) => change.effect === effect);
  const places = told.reduce((sum, change) => sum + change.places, 0);
  const title = `${TITLES[effect]} (${count})`;
  return [{ effect, title, lines: told.map(changeLine), more: effect === 'words' ? 0 : count - places }];
}

/** Places of a change that a line names. */
const MOST_PLACES = 6;

function changeLine({ where, places, message }: ProgramChange): string {
  const shown = where.slice(0, MOST_PLACES).map((place) => `\`${place}\``);
  const rest = places > shown.length ? ` and ${places - shown.length} more` : '';
  return `${shown.join(', ')}${rest}: ${message}`;
}

const ICONS: Readonly<Record<Effect, string>> = { weakens: '⚠️', changes: '🔎', tightens: '🔒', words: '📝' };
const MOST_MESSAGE = 1_000;

/** The section of the check run; empty where no program file is touched. */
export function proposalBlocks(evaluation: Evaluation, base: LinkBase): Block[] {
  const { proposal, gates } = evaluation;
  const words = proposalWords(evaluation);
  if (proposal === null || words === null) return [];
  const reason = gates.find(({ gate }) => gate === 'program-files')?.reasons[0];
  return [
    paragraph('### Program files'),
    ...(proposal.mistakeCount > 0
      ? mistakeBlocks(proposal, reason?.next, base)
      : [paragraph(prose(reason?.message ?? ''))]),
    ...words.notes.map((note) => paragraph(prose(note))),
    ...words.groups.flatMap(groupBlocks),
  ];
}

function groupBlocks({ effect, title, lines, more }: ChangeGroup): Block[] {
  const items = [...lines.map((line) => prose(line)), ...(more > 0 ? [`… and ${more} more`] : [])];
  const head = paragraph(`${ICONS[effect]} **${title}**`);
  return items.length === 0 ? [head] : [head, list(items)];
}

function mistakeBlocks(proposal: Proposal, next: string | undefined, base: LinkBase): Block[] {
  const { mistakes, mistakeCount } = proposal;
  const left = mistakeCount - mistakes.length;
  const count = mistakeCount === 1 ? 'a mistake' : `${mistakeCount} mistakes`;
  return [
    paragraph(
      `❌ **The proposal is not valid:** merged as it is, it has ${count}, and nothing could be judged any more.`,
    ),
    ...(next === undefined ? [] : [paragraph(`**Next:** ${prose(next)}`)]),
    list([
      ...mistakes.map((mistake) => mistakeItem(mistake, proposal, base)),
      ...(left > 0 ? [`… and ${left} more`] : []),
    ]),
  ];
}

function mistakeItem(
  { file, line, column, message, isAtHead }: ProposedMistake,
  { baseBranch }: Proposal,
  base: LinkBase,
): string {
  const place = isAtHead
    ? placeLink(base.pullRequestUrl, base.headSha, file, line, column)
    : `${placeText(file, line, column)} of ${prose(`\`${baseBranch}\``)}`;
  return `${place}: ${prose(shorten(message, MOST_MESSAGE))}`;
}
