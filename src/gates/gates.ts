import type { Gate } from './gate.js';

/** Every gate, in the order in which people read them. */
export const GATES: readonly Gate[] = [];
