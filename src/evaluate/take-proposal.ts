import { isProgramPath } from '../program/program-set.js';
import { type ProposalReading, ProposalUnreadable, type ReadProposal } from '../program/proposal.js';
import { type MergedFiles, mergedFiles, touchedFiles } from '../program/proposed-files.js';
import { programFilesOf } from '../program/repository-files.js';
import type { SourceError } from '../program/source-error.js';
import type { Proposal } from '../snapshot/proposal.js';
import type { Repository } from '../snapshot/repository.js';
import type { Subject } from '../snapshot/snapshot.js';
import type { Tree, TreeEntry } from '../snapshot/tree.js';

/** Bytes of all program and rule files together that a pull request may come to: the shipped ones have 40,000. */
export const MAX_PROPOSED_BYTES = 2_000_000;

/** Files that are read at most: each costs GitHub's answer. */
export const MAX_PROPOSED_FILES = 200;

/** Who reads proposed program files, and what is known beforehand. */
export interface ProposalSource {
  readonly read: ReadProposal;
  /** Every path that the pull request touches, where a list of all is at hand: it saves reading trees. */
  readonly changedPaths?: readonly string[] | null;
}

export interface TakingProposal {
  readonly repository: Repository;
  readonly subject: Subject;
  /** Nobody reads them without. */
  readonly proposals?: ProposalSource;
  readonly signal?: AbortSignal;
}

/**
 * What a pull request makes of the program files; `null` where it touches none. Costs nothing then, if its paths are
 * known.
 *
 * @throws RepositoryError; the signal's reason.
 */
export async function takeProposal(taking: TakingProposal): Promise<Proposal | null> {
  const { repository, subject, proposals, signal } = taking;
  if (proposals === undefined || proposals.changedPaths?.some(isProgramPath) === false) return null;
  const [head, mergeBase] = await Promise.all([
    repository.tree(subject.headSha),
    repository.tree(subject.mergeBaseSha),
  ]);
  const touched = touchedFiles({ mergeBase, head });
  if (touched === null) return null;
  const base = await repository.tree(subject.baseSha);
  signal?.throwIfAborted();
  const merged = mergedFiles({ base, mergeBase, head });
  const reading = await readMerged(merged, base, touched.paths, { ...taking, read: proposals.read });
  signal?.throwIfAborted();
  const { baseBranch, defaultBranch } = subject;
  const places = placesIn(merged, head);
  const mistakes = reading.mistakes.map((mistake) => ({ ...mistake, isAtHead: places.has(mistake.file) }));
  return { ...touched, ...reading, mistakes, diverged: merged.diverged, baseBranch, defaultBranch };
}

/** Paths whose file is the head's, where people see a mistake in it. */
function placesIn({ entries }: MergedFiles, head: Tree): ReadonlySet<string> {
  return new Set(entries.filter(({ path, sha }) => head.get(path)?.sha === sha).map(({ path }) => path));
}

async function readMerged(
  { entries }: MergedFiles,
  base: Tree,
  touched: readonly string[],
  { repository, subject, read, signal }: TakingProposal & Pick<ProposalSource, 'read'>,
): Promise<ProposalReading> {
  const file = entries.find(({ path }) => touched.includes(path))?.path ?? touched[0]!;
  const tooMuch = overLimit(entries);
  if (tooMuch !== null) return refused(file, tooMuch);
  const inForce = [...base.values()].filter(({ path }) => isProgramPath(path));
  const [before, after] = await Promise.all([
    programFilesOf(repository, inForce),
    programFilesOf(repository, entries),
  ]);
  signal?.throwIfAborted();
  try {
    return await read({ before, after, branch: subject.branch }, signal);
  } catch (error) {
    if (error instanceof ProposalUnreadable) return refused(file, error.message);
    throw error;
  }
}

function overLimit(entries: readonly TreeEntry[]): string | null {
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > MAX_PROPOSED_FILES) {
    return `There are ${entries.length} program and rule files: ${MAX_PROPOSED_FILES} are allowed.`;
  }
  return bytes > MAX_PROPOSED_BYTES
    ? `The program and rule files have ${bytes} bytes: ${MAX_PROPOSED_BYTES} are allowed.`
    : null;
}

/** What cannot be read whole is not valid. */
function refused(file: string, message: string): ProposalReading {
  const mistake: SourceError = { file, line: 1, column: 1, message };
  return {
    mistakes: [mistake],
    mistakeCount: 1,
    changes: [],
    changeCounts: { weakens: 0, changes: 0, tightens: 0, words: 0 },
    mends: false,
    isOfWave: true,
  };
}
