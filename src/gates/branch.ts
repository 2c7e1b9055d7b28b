import { positionLabel } from '../program/position.js';
import { type Gate, NO_NEEDS } from './gate.js';

/**
 * The name of the branch says wave and step. A name that misses a program's pattern narrowly never gets here: see
 * `evaluate/off-program.ts`.
 */
export const branchGate: Gate = {
  id: 'branch',
  title: 'Branch name',
  steps: ['freeze', 'change', 'close'],
  waiving: 'never',
  needs: () => NO_NEEDS,
  evaluate(snapshot, position) {
    const message = `\`${snapshot.branch}\` is ${positionLabel(position)}: ${position.step.title}.`;
    return { verdict: 'pass', reasons: [{ message }], findings: [] };
  },
};
