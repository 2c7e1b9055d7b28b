import type { Position } from '../../program/position.js';
import type { Condition } from '../../program/text-gate-schema.js';

/** The conditions that hold at a position: the program's, the wave's and the step's. */
export function conditionsAt({ program, wave, step, stepNumber }: Position): Condition[] {
  const shared = [...program.patterns, ...wave.patterns].filter(
    ({ steps }) => steps === undefined || steps.includes(step.kind) || steps.includes(stepNumber),
  );
  return [...shared, ...step.patterns];
}

/** Whether a condition is judged by the drift gate, which compares with the merge base; in change steps alone. */
function isDrift({ kind }: Condition, { step }: Position): boolean {
  return kind === 'no-increase' && step.kind === 'change';
}

export function driftConditions(position: Position): Condition[] {
  return conditionsAt(position).filter((condition) => isDrift(condition, position));
}

export function patternConditions(position: Position): Condition[] {
  return conditionsAt(position).filter((condition) => !isDrift(condition, position));
}
