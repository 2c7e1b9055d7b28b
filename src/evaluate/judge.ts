import { AnalysisFailed } from '../analysis/analyzer.js';
import { matchBranch } from '../program/branch.js';
import type { ProgramSet } from '../program/program-set.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { Subject } from '../snapshot/snapshot.js';
import { evaluate, evaluationAt } from './evaluate.js';
import type { Evaluation, Problem } from './evaluation.js';
import { problemsOfPrograms } from './mending.js';
import { type OffProgram, offProgram } from './off-program.js';
import { ratchetOnly } from './ratchet-only.js';
import { takeProposal } from './take-proposal.js';
import { type Sources, type Taking, takeSnapshot } from './take-snapshot.js';

const RETRY = 'Evaluate it again; if the same comes back, tell whoever runs Wavegate.';

/**
 * Judges a pull request: finds its place in a program, fetches what the step's gates need, and evaluates.
 *
 * What keeps it from being judged comes back as the evaluation's `problems`, with the conclusion `failure`.
 *
 * @throws the signal's reason when it is aborted, and whatever the sources throw that is no RepositoryError: a
 *   service that is out of reach is worth another try, not a verdict.
 */
export async function judge(programs: ProgramSet, subject: Subject, sources: Sources): Promise<Evaluation> {
  const { signal } = sources;
  signal?.throwIfAborted();
  const match = matchBranch(subject.branch, programs.programs);
  if (match.kind !== 'match') return judgeOffProgram(match, { ...sources, programs, subject });
  try {
    const snapshot = await takeSnapshot({ ...sources, position: match.position, programs, subject });
    return evaluate(
      match.position,
      snapshot,
      problemsOfPrograms(programs.errors, 'match', snapshot.proposal),
    );
  } catch (error) {
    signal?.throwIfAborted();
    const problems = problemsOfPrograms(programs.errors, 'match', null);
    return evaluationAt(match.position, subject, [], [...problems, failureProblem(error)]);
  }
}

/** A branch that is no wave branch is held to the ratchet alone; a name that was meant otherwise fails already. */
async function judgeOffProgram(match: OffProgram, taking: Omit<Taking, 'position'>): Promise<Evaluation> {
  const { programs, subject, signal } = taking;
  try {
    const proposal = await takeProposal(taking);
    const problems = problemsOfPrograms(programs.errors, match.kind, proposal);
    const ratchet = match.kind === 'near-miss' ? null : await ratchetOnly(taking);
    return offProgram(match, subject, { problems, proposal, ratchet, isPartial: programs.errors.length > 0 });
  } catch (error) {
    signal?.throwIfAborted();
    const problems = [...problemsOfPrograms(programs.errors, match.kind, null), failureProblem(error)];
    return offProgram(match, subject, { problems, proposal: null, ratchet: null, isPartial: true });
  }
}

/** What a repository or the analysis did not give is told on the evaluation; anything else is the caller's to handle. */
function failureProblem(error: unknown): Problem {
  if (error instanceof RepositoryError) {
    return { message: `The repository could not be read: ${error.message}`, next: RETRY };
  }
  if (error instanceof AnalysisFailed) {
    return { message: `The Rust could not be analysed: ${error.message}`, next: RETRY };
  }
  throw error;
}
