import type { Evaluation } from '../evaluate/evaluation.js';
import { untilWords } from '../evaluate/waivers.js';
import type { Failure } from '../gates/gate.js';
import type { Waiver } from '../snapshot/facts.js';
import { type Block, paragraph, table } from './blocks.js';
import { code, link, plain, prose, shorten } from './markdown.js';

const MOST_MESSAGE = 300;
const MOST_COVERED = 20;

/** What people read of a waiver: what, who, until when. */
type Given = Pick<Waiver, 'target' | 'by' | 'until' | 'reason' | 'headSha'>;

/** The reply that gives a waiver: what it covers, and how it ends. */
export function waiverReply(waiver: Given, failures: readonly Failure[], program: string): string {
  const { target, by, until, reason, headSha } = waiver;
  const shown = failures.slice(0, MOST_COVERED);
  const more = failures.length - shown.length;
  const end = until === null ? '' : ` ${untilWords(until)}`;
  return [
    `${code(target)} is waived by ${code(by)}${end}, at ${code(headSha.slice(0, 10))}. Why: ${plain(reason)}`,
    `What it covers:\n\n${[
      ...shown.map(({ message }) => `- ${prose(shorten(message, MOST_MESSAGE))}`),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ].join('\n')}`,
    `It ends when anything else fails there. ${code(`/${program} unwaive ${target}`)} takes it back, and so does deleting this comment.`,
  ].join('\n\n');
}

/** What that reply becomes once the waiver was taken back. */
export function takenBackReply({ target, by, reason }: Given, who: string): string {
  return `The waiver of ${code(target)} by ${code(by)} was taken back by ${code(who)}. It was given for this reason: ${plain(reason)}`;
}

/** The waivers in force of an evaluation, each once, as the check run lists them. */
export function waiverBlocks({ gates }: Evaluation): Block[] {
  const waivers = new Map(gates.flatMap(({ waivers = [] }) => waivers).map((one) => [one.url, one]));
  if (waivers.size === 0) return [];
  const rows = [...waivers.values()].map(({ target, by, reason, until, headSha, url }) => [
    code(target),
    code(by),
    plain(reason),
    until === null ? 'until the failure changes' : `${untilWords(until)}, or until the failure changes`,
    commentLink(headSha.slice(0, 10), url),
  ]);
  return [
    paragraph('**Waived:** somebody answers for what fails here.'),
    table(['What', 'By', 'Why', 'How long', 'Given at'], rows),
  ];
}

/** The commit at which it was given, linked to the comment; an address out of the ordinary is left out. */
function commentLink(sha: string, url: string): string {
  return /^https?:\/\/[\w.:/#-]+$/.test(url) ? link(code(sha), url) : code(sha);
}
