import { closedWaves } from './closed-waves.js';
import type { Gate } from './gate.js';
import { heldClosed, ratchetRequests } from './held-closed.js';
import { unknownHistory } from './history-words.js';

/**
 * What a closed wave's rules found is gone for good: no pull request brings it back, on whatever branch. Branches that
 * are no wave branches are held to the same by `evaluate/ratchet-only.ts`.
 */
export const ratchetGate: Gate = {
  id: 'ratchet',
  title: 'Ratchet',
  steps: ['freeze', 'change', 'close'],
  asked: ({ program }) => program.ratchet,
  facts: ['history'],
  needs(plan) {
    const waves = closedWaves(plan.programs, plan.history, plan);
    return { documents: [], rules: ratchetRequests(waves, plan) };
  },
  evaluate(snapshot, position) {
    if (snapshot.history === null) return unknownHistory('Which waves are closed');
    return heldClosed(closedWaves(snapshot.programs, snapshot.history, position), snapshot);
  },
};
