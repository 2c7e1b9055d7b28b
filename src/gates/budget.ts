import { diffArrays } from 'diff';
import type { Step } from '../program/schema.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { type Change, isFile, type TreeEntry } from '../snapshot/tree.js';
import type { Reason } from './gate.js';
import { count, cutReasons } from './words.js';

export type Budget = NonNullable<Step['budget']>;

/** Bytes of a file beyond which its lines are not counted: it is over any budget. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** Bytes in which git looks for a NUL before it takes a file for text. */
const GIT_LOOKS_AT = 8_000;

/** Changed lines of one file that are counted exactly, even where the budget is smaller. */
const COUNTED_EXACTLY = 2_000;

/** Paths whose lines are compared: those whose contents differ. */
export function countedPaths(changes: readonly Change[]): { documents: string[]; baseDocuments: string[] } {
  const differ = changes.filter(({ before, after }) => before?.sha !== after?.sha);
  const paths = (entries: readonly (TreeEntry | undefined)[]): string[] =>
    entries.flatMap((entry) => (entry !== undefined && isCounted(entry) ? [entry.path] : []));
  return {
    documents: paths(differ.map(({ after }) => after)),
    baseDocuments: paths(differ.map(({ before }) => before)),
  };
}

function isCounted(entry: TreeEntry): boolean {
  return isFile(entry) && entry.size <= MOST_BYTES;
}

/** What a pull request spends of its budget, in words that go after “it changes”, and why it is too much. */
export interface Spending {
  readonly words: string;
  readonly over: readonly Reason[];
}

/** Counts changed files, and changed lines where the budget has them: added and removed together, as git counts. */
export function spending(snapshot: Snapshot, budget: Budget): Spending {
  const files = snapshot.changes.length;
  const over: Reason[] = [];
  const words = [count(files, 'file')];
  if (budget.files !== undefined && files > budget.files) {
    over.push(tooMuch(count(files, 'file'), count(budget.files, 'file')));
  }
  if (budget.lines !== undefined) {
    const { lines, isMore, unread } = changedLines(snapshot, budget.lines);
    const spent = `${isMore ? 'more than ' : ''}${count(lines, 'line')}`;
    if (lines > budget.lines || isMore) over.push(tooMuch(spent, count(budget.lines, 'line')));
    over.push(...cutReasons(unread.map(tooLarge)));
    words.push(spent);
  }
  return { words: words.join(' and '), over };
}

function tooMuch(spent: string, budget: string): Reason {
  return {
    message: `The pull request changes ${spent}, and the step's budget is ${budget}.`,
    next: 'Split it into several pull requests of this step, each with a part of the work.',
    identity: `budget ${budget}`,
  };
}

function tooLarge(path: string): Reason {
  return {
    message: `\`${path}\` has more than ${MOST_BYTES / 1024 / 1024} MiB, too much for its lines to be counted.`,
    next: 'Take it out of this pull request, or make it smaller.',
    path,
    unseen: true,
  };
}

interface Lines {
  readonly lines: number;
  /** There are more than could be counted. */
  readonly isMore: boolean;
  /** Files that are too large to be counted. */
  readonly unread: readonly string[];
}

function changedLines({ changes, documents, baseDocuments }: Snapshot, budget: number): Lines {
  const most = Math.max(budget, COUNTED_EXACTLY);
  let lines = 0;
  let isMore = false;
  const unread: string[] = [];
  for (const { path, before, after } of changes) {
    if (before?.sha === after?.sha) continue;
    const ends = [before, after].filter((entry) => entry !== undefined);
    if (ends.some((entry) => isFile(entry) && !isCounted(entry))) {
      unread.push(path);
      continue;
    }
    const [removed, added] = differing(
      textOf(before && baseDocuments.get(before.path)),
      textOf(after && documents.get(after.path)),
    );
    const changed = linesBetween(linesOf(removed), linesOf(added), most);
    lines += changed ?? most;
    isMore ||= changed === null;
  }
  return { lines, isMore, unread };
}

/** @returns null for more than `most`: looking for the shortest way then takes too long. */
function linesBetween(before: readonly string[], after: readonly string[], most: number): number | null {
  if (before.length === 0 || after.length === 0) return before.length + after.length;
  const parts = diffArrays([...before], [...after], { maxEditLength: most });
  if (parts === undefined) return null;
  return parts.reduce((sum, { added, removed, value }) => sum + (added || removed ? value.length : 0), 0);
}

/** Nothing for what git takes for binary, for links and for what is not there. */
function textOf(bytes: Uint8Array = new Uint8Array()): Uint8Array {
  return bytes.subarray(0, GIT_LOOKS_AT).includes(0) ? bytes.subarray(0, 0) : bytes;
}

const LINE_FEED = 0x0a;

/** Bytes that are compared at once at first. */
const PIECE = 4_096;

/** Two texts without the whole lines that they begin and end with alike: most of a file is not worth a comparison. */
function differing(before: Uint8Array, after: Uint8Array): [Uint8Array, Uint8Array] {
  const shorter = Math.min(before.length, after.length);
  const begin = alike(shorter, (at, length) => isSame(before, at, after, at, length));
  const start = begin === 0 ? 0 : before.lastIndexOf(LINE_FEED, begin - 1) + 1;
  const tail = alike(shorter - start, (at, length) =>
    isSame(before, before.length - at - length, after, after.length - at - length, length),
  );
  const end = wholeLines(before, after, tail);
  return [before.subarray(start, before.length - end), after.subarray(start, after.length - end)];
}

/** How many of `most` bytes are alike, by comparisons of ever smaller pieces. */
function alike(most: number, same: (at: number, length: number) => boolean): number {
  let at = 0;
  for (let piece = PIECE; piece >= 1; piece = Math.floor(piece / 16)) {
    while (at + piece <= most && same(at, piece)) at += piece;
  }
  return at;
}

function isSame(a: Uint8Array, from: number, b: Uint8Array, other: number, length: number): boolean {
  return Buffer.compare(a.subarray(from, from + length), b.subarray(other, other + length)) === 0;
}

/** How many of the last `tail` bytes, which are alike, are whole lines in both. */
function wholeLines(before: Uint8Array, after: Uint8Array, tail: number): number {
  const from = before.length - tail;
  if (beginsLine(before, from) && beginsLine(after, after.length - tail)) return tail;
  const feed = before.indexOf(LINE_FEED, from);
  return feed === -1 ? 0 : before.length - feed - 1;
}

function beginsLine(text: Uint8Array, at: number): boolean {
  return at === 0 || text[at - 1] === LINE_FEED;
}

function linesOf(text: Uint8Array): string[] {
  return (
    Buffer.from(text)
      .toString('latin1')
      .match(/[^\n]*\n|[^\n]+$/gu) ?? []
  );
}
