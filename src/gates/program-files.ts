import type { Effect } from '../program/diff/change.js';
import type { Proposal, ProposedMistake } from '../snapshot/proposal.js';
import { type Gate, type GateResult, NO_NEEDS, type Reason } from './gate.js';
import { count } from './words.js';

type Result = Omit<GateResult, 'gate'>;

/**
 * The program files that a pull request proposes are valid; what they would change is told, and not judged. Only asked
 * where it touches some, on every branch.
 */
export const programFilesGate: Gate = {
  id: 'program-files',
  title: 'Program files',
  steps: ['freeze', 'change', 'close'],
  waiving: 'never',
  concerns: ({ proposal }) => proposal !== null,
  needs: () => NO_NEEDS,
  evaluate({ proposal }) {
    if (proposal !== null) return judgeProposal(proposal);
    return { verdict: 'skip', reasons: [{ message: 'No program file is changed.' }], findings: [] };
  },
};

export function judgeProposal(proposal: Proposal): Result {
  const { mistakes } = proposal;
  if (mistakes.length === 0) {
    return { verdict: 'pass', reasons: [{ message: proposalSummary(proposal) }], findings: [] };
  }
  const left = proposal.mistakeCount - mistakes.length;
  const rest: Reason[] = left > 0 ? [{ message: `And ${count(left, 'mistake')} more.`, unseen: true }] : [];
  const reasons = mistakes.map((mistake) => mistakeReason(mistake, proposal));
  return { verdict: 'fail', reasons: [...reasons, ...rest], findings: [] };
}

const CORRECT =
  'Correct the file: merged as it is, nothing could be judged any more. `wavegate validate` tells its mistakes before a push.';

function mistakeReason(
  { file: path, line, column, message, isAtHead }: ProposedMistake,
  proposal: Proposal,
): Reason {
  if (isAtHead) return { message, next: CORRECT, path, line, column };
  const place = `\`${path}:${line}:${column}\` on \`${proposal.baseBranch}\``;
  return { message: `Merged into ${place}: ${message}`, next: CORRECT };
}

/** What is said of a valid proposal, in a sentence or two. */
export function proposalSummary(proposal: Proposal): string {
  const { paths, mends } = proposal;
  const subject = paths.length === 1 ? `\`${paths[0]}\`` : count(paths.length, 'program file');
  const mending = mends
    ? ` Merged, ${paths.length === 1 ? 'it mends' : 'they mend'} the mistakes that \`${proposal.baseBranch}\` has.`
    : '';
  return `The change of ${subject} is valid. ${effectSummary(proposal)}${mending}`;
}

/** What each kind of change is called, with how many there are. */
const EFFECTS: readonly (readonly [effect: Effect, words: (n: number) => string])[] = [
  ['weakens', (n) => `weakens the program in ${count(n, 'place')}`],
  ['changes', (n) => `changes it in ${count(n, 'place')} to look at`],
  ['tightens', (n) => `tightens it in ${count(n, 'place')}`],
  ['words', (n) => `rewords it in ${count(n, 'place')}`],
];

function effectSummary({ changeCounts }: Proposal): string {
  const parts = EFFECTS.flatMap(([effect, words]) =>
    changeCounts[effect] > 0 ? words(changeCounts[effect]) : [],
  );
  if (parts.length === 0) return 'It changes nothing of what is asked of pull requests.';
  const sentence = parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `It ${sentence}.`;
}
