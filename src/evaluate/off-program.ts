import type { GateResult } from '../gates/gate.js';
import type { BranchMatch } from '../program/branch.js';
import type { Subject } from '../snapshot/snapshot.js';
import type { Evaluation, Problem } from './evaluation.js';
import type { Ratchet } from './ratchet-only.js';

export type OffProgram = Exclude<BranchMatch, { kind: 'match' }>;

/**
 * What is said of a branch that names no wave and step: nothing but the ratchet to judge by, or a name that was meant
 * otherwise.
 *
 * @param ratchet what the closed waves say of it; `null` where no program holds any.
 */
export function offProgram(
  match: OffProgram,
  subject: Subject,
  problems: readonly Problem[],
  ratchet: Ratchet | null = null,
): Evaluation {
  const reportOnly = match.kind === 'near-miss' && match.program.mode === 'report-only';
  const isBack = ratchet?.result.verdict === 'fail';
  const failed = isBack || (match.kind === 'near-miss' && !reportOnly);
  return {
    program: match.kind === 'near-miss' ? match.program.program : isBack ? ratchet.program : null,
    wave: null,
    step: null,
    label: null,
    conclusion: failed || problems.length > 0 ? 'failure' : 'neutral',
    gates: [
      branchResult(match, subject.branch, problems.length > 0),
      ...(ratchet === null ? [] : [ratchet.result]),
    ],
    reportOnly,
    problems,
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
