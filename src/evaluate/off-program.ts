import type { GateResult } from '../gates/gate.js';
import { judgeProposal, programFilesGate } from '../gates/program-files.js';
import type { BranchMatch } from '../program/branch.js';
import type { Proposal } from '../snapshot/proposal.js';
import type { Subject } from '../snapshot/snapshot.js';
import { isBrokenProposal } from './evaluate.js';
import type { Evaluation, Problem } from './evaluation.js';
import type { Ratchet } from './ratchet-only.js';

export type OffProgram = Exclude<BranchMatch, { kind: 'match' }>;

/** What is known of a branch that names no wave and step. */
export interface OffProgramFacts {
  readonly problems: readonly Problem[];
  readonly proposal: Proposal | null;
  /** What the closed waves say of it; `null` where no program holds any. */
  readonly ratchet: Ratchet | null;
  /** Whether a program could not be read: the branch may be one of its own. */
  readonly isPartial: boolean;
}

/**
 * What is said of a branch that names no wave and step: nothing but the ratchet and its own program files to judge by,
 * or a name that was meant otherwise.
 */
export function offProgram(
  match: OffProgram,
  subject: Subject,
  { problems, proposal, ratchet, isPartial }: OffProgramFacts,
): Evaluation {
  const reportOnly = match.kind === 'near-miss' && match.program.mode === 'report-only';
  const isBack = ratchet?.result.verdict === 'fail';
  const proposed = proposal === null ? [] : [{ gate: programFilesGate.id, ...judgeProposal(proposal) }];
  const failed = isBack || proposed.some(isBrokenProposal) || (match.kind === 'near-miss' && !reportOnly);
  return {
    program: match.kind === 'near-miss' ? match.program.program : isBack ? ratchet.program : null,
    wave: null,
    step: null,
    label: null,
    conclusion: failed || problems.length > 0 ? 'failure' : 'neutral',
    gates: [
      branchResult(match, subject.branch, isPartial),
      ...(ratchet === null ? [] : [ratchet.result]),
      ...proposed,
    ],
    reportOnly,
    problems,
    proposal,
    branch: subject.branch,
    headSha: subject.headSha,
  };
}

/** A name that fits no program that could be read may be one of those that could not. */
function branchResult(match: OffProgram, branch: string, isPartial: boolean): GateResult {
  if (match.kind === 'near-miss') {
    const next = `Rename the branch, for example to \`${match.example}\`, and open the pull request from it.`;
    return { gate: 'branch', verdict: 'fail', reasons: [{ message: match.message, next }], findings: [] };
  }
  const message = isPartial
    ? `Not every program could be read, so whether \`${branch}\` is a wave branch cannot be told.`
    : `\`${branch}\` is not a wave branch: no program's pattern comes close, so it belongs to no step.`;
  return { gate: 'branch', verdict: 'skip', reasons: [{ message }], findings: [] };
}
