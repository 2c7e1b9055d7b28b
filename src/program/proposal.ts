import { matchBranch } from './branch.js';
import type { Effect, ProgramChange } from './diff/change.js';
import { type InForce, programChanges } from './diff/sets.js';
import { itemsAt, textAt } from './part.js';
import { assemblePrograms, type FoundFile, type ShippedCatalog, sortFiles } from './program-set.js';
import type { SourceError } from './source-error.js';
import { beginningOf } from './together.js';
import { readOnce } from './yaml.js';

/** Program and rule files before and after a proposal, as plain data: they may be read in another thread. */
export interface ProposedFiles {
  readonly before: readonly FoundFile[];
  readonly after: readonly FoundFile[];
  /** The name of the branch that the proposal comes from. */
  readonly branch: string;
}

/** What proposed program files come to. The lists are cut: the files may come from anybody. */
export interface ProposalReading {
  /** Empty: the proposal is valid. */
  readonly mistakes: readonly SourceError[];
  /** Of all mistakes, those among them that are not listed. */
  readonly mistakeCount: number;
  /** What it would change; none where it is not valid. */
  readonly changes: readonly ProgramChange[];
  /** Of each kind, in how many places. */
  readonly changeCounts: Readonly<Record<Effect, number>>;
  /** Whether the files before it have mistakes, and those after it none. */
  readonly mends: boolean;
  /** Whether the branch is, or was meant to be, a wave branch of a program after it, or may be of one before it. */
  readonly isOfWave: boolean;
}

/** Reads proposed files. @throws ProposalUnreadable */
export type ReadProposal = (files: ProposedFiles, signal?: AbortSignal) => Promise<ProposalReading>;

/** The files come to more than can be read, or is allowed; `message` says what, for people. */
export class ProposalUnreadable extends Error {
  override name = 'ProposalUnreadable';
}

export const MOST_MISTAKES = 100;
export const MOST_CHANGES = 200;
/** Characters of a mistake's message. */
const MOST_MESSAGE = 1_000;

/** Pure; as costly as the files are, which may be more than there is time and memory. @throws ProposalUnreadable */
export function readProposal(files: ProposedFiles, shipped: ShippedCatalog): ProposalReading {
  try {
    return readingOf(files, shipped);
  } catch (error) {
    // What templates come to has an end: the longest text, the deepest nesting.
    if (!(error instanceof RangeError)) throw error;
    throw new ProposalUnreadable(`The program files cannot be read (${error.message}): make them simpler.`);
  }
}

function readingOf({ before, after, branch }: ProposedFiles, shipped: ShippedCatalog): ProposalReading {
  const [was, is] = [inForce(before, shipped), inForce(after, shipped)];
  const isValid = is.errors.length === 0;
  const changes = isValid ? programChanges(was, is) : [];
  return {
    mistakes: is.errors.slice(0, MOST_MISTAKES).map(shortened),
    mistakeCount: is.errors.length,
    changes: changes.slice(0, MOST_CHANGES),
    changeCounts: countsOf(changes),
    mends: isValid && was.errors.length > 0,
    isOfWave: matchBranch(branch, is.programs).kind !== 'none' || beginsAsOneOf(before, branch),
  };
}

function inForce(files: readonly FoundFile[], shipped: ShippedCatalog): InForce {
  const { programFiles, errors } = sortFiles(files);
  return { ...assemblePrograms(files, shipped), isOwn: programFiles.length > 0 || errors.length > 0 };
}

/** Whether a branch begins as those of a program do, be it one that has mistakes: then it may be one of them. */
function beginsAsOneOf(files: readonly FoundFile[], branch: string): boolean {
  return sortFiles(files).programFiles.some((file) => {
    const read = readOnce(file);
    if (!read.readable) return false;
    const program = textAt(read.root, ['program']) ?? '';
    const one = textAt(read.root, ['branch']);
    const many = itemsAt(read.root, ['branch']).flatMap((item) => textAt(item, []) ?? []);
    const beginnings = [...(one === undefined ? [] : [one]), ...many].map((template) =>
      beginningOf(template, { program }),
    );
    return beginnings.some((beginning) => beginning !== '' && branch.startsWith(beginning));
  });
}

function shortened(error: SourceError): SourceError {
  const points = Array.from(error.message.slice(0, 2 * MOST_MESSAGE));
  return points.length <= MOST_MESSAGE
    ? error
    : { ...error, message: `${points.slice(0, MOST_MESSAGE - 1).join('')}…` };
}

function countsOf(changes: readonly ProgramChange[]): Record<Effect, number> {
  const counts = { weakens: 0, changes: 0, tightens: 0, words: 0 };
  for (const { effect, places } of changes) counts[effect] += places;
  return counts;
}
