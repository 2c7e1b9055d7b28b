import type { Gate, GateResult } from '../gates/gate.js';
import { GATES } from '../gates/gates.js';
import { programFilesGate } from '../gates/program-files.js';
import { type Position, positionLabel } from '../program/position.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Conclusion, Evaluation, Problem } from './evaluation.js';
import { afterWaivers } from './waivers.js';

/** The gates of the position's step, in the list's order. */
export function gatesOf(position: Position, gates: readonly Gate[] = GATES): Gate[] {
  return gates.filter((gate) => gate.steps.includes(position.step.kind) && (gate.asked?.(position) ?? true));
}

/** Judges a snapshot. Pure: the same program and snapshot give the same evaluation. */
export function evaluate(
  position: Position,
  snapshot: Snapshot,
  problems: readonly Problem[] = [],
  gates: readonly Gate[] = GATES,
): Evaluation {
  const results: GateResult[] = [];
  for (const gate of gatesOf(position, gates)) {
    if (gate.concerns?.(snapshot) === false) continue;
    const result = { gate: gate.id, ...gate.evaluate(snapshot, position, results) };
    results.push(afterWaivers(gate, result, snapshot));
  }
  return { ...evaluationAt(position, snapshot, results, problems), proposal: snapshot.proposal };
}

/** The evaluation that follows from the gates' results and from what could not be judged. */
export function evaluationAt(
  position: Position,
  { branch, headSha }: { readonly branch: string; readonly headSha: string },
  gates: readonly GateResult[],
  problems: readonly Problem[],
): Evaluation {
  const { program, waveId, wave, stepNumber } = position;
  const reportOnly = (wave.mode ?? program.mode) === 'report-only';
  return {
    program: program.program,
    wave: waveId,
    step: stepNumber,
    label: positionLabel(position),
    conclusion: conclude(gates, problems, reportOnly),
    gates,
    reportOnly,
    problems,
    proposal: null,
    branch,
    headSha,
  };
}

/**
 * What could not be judged is never passed, in any mode; report-only spares what was judged and failed, but for program
 * files that would keep everything from being judged.
 */
function conclude(
  gates: readonly GateResult[],
  problems: readonly Problem[],
  reportOnly: boolean,
): Conclusion {
  if (problems.length > 0) return 'failure';
  if (gates.some(isBrokenProposal)) return 'failure';
  if (reportOnly) return 'neutral';
  if (gates.some(({ verdict }) => verdict === 'fail')) return 'failure';
  if (gates.some(({ verdict }) => verdict === 'wait')) return 'in_progress';
  return gates.some(({ verdict }) => verdict === 'pass') ? 'success' : 'failure';
}

export function isBrokenProposal({ gate, verdict }: GateResult): boolean {
  return gate === programFilesGate.id && verdict === 'fail';
}
