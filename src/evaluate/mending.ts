import type { BranchMatch } from '../program/branch.js';
import type { SourceError } from '../program/source-error.js';
import type { Proposal } from '../snapshot/proposal.js';
import type { Problem } from './evaluation.js';

/**
 * While the programs in force have mistakes, nothing can be judged, and nothing passes: but for the pull request that
 * mends them, or the repository would be locked. It must change nothing but program files, so that nothing unjudged
 * comes along, and come from a branch that no program takes for one of its own.
 */
export function problemsOfPrograms(
  errors: readonly SourceError[],
  branch: BranchMatch['kind'],
  proposal: Proposal | null,
): Problem[] {
  const mending = mendingOf(branch, proposal);
  if (mending === 'mends') return [];
  return errors.map(({ file, line, column, message }) => ({
    message,
    next: ADVICE[mending],
    path: file,
    line,
    column,
  }));
}

type Mending = 'mends' | 'no' | 'of-wave' | 'with-others' | 'behind';

const WOULD = 'Merged, this pull request would mend it, but ';
const ADVICE: Readonly<Record<Exclude<Mending, 'mends'>, string>> = {
  no: 'Correct the file on the default branch, by a pull request that changes nothing but program files: until then no other can be judged.',
  'of-wave': `${WOULD}one from a wave branch is never passed unjudged: open the change of the program files from another branch, such as \`mend-program-files\`.`,
  'with-others': `${WOULD}its other changes cannot be judged until then: put the change of the program files into a pull request of its own.`,
  behind: `${WOULD}both changed the same file: bring the branch up to date with the default branch.`,
};

function mendingOf(branch: BranchMatch['kind'], proposal: Proposal | null): Mending {
  if (proposal === null || !proposal.mends || proposal.baseBranch !== proposal.defaultBranch) return 'no';
  if (branch !== 'none' || proposal.isOfWave) return 'of-wave';
  if (!proposal.isAlone) return 'with-others';
  return proposal.diverged.length > 0 ? 'behind' : 'mends';
}
