import type { ProposalReading } from '../program/proposal.js';
import type { TouchedFiles } from '../program/proposed-files.js';
import type { SourceError } from '../program/source-error.js';

/**
 * What a pull request makes of the program and rule files, as merging it would leave them. It is judged by those that
 * are in force: this is told, so that people can decide on it.
 */
export interface Proposal extends TouchedFiles, Omit<ProposalReading, 'mistakes'> {
  readonly mistakes: readonly ProposedMistake[];
  /** Paths that the base branch has changed since, too: what merging comes to is not known. */
  readonly diverged: readonly string[];
  /** The branch that it goes into, and the one whose programs are in force. */
  readonly baseBranch: string;
  readonly defaultBranch: string;
}

export interface ProposedMistake extends SourceError {
  /** Whether the file is the pull request's own version; else it is the base branch's. */
  readonly isAtHead: boolean;
}
