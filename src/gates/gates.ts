import { artifactsGate } from './artifacts.js';
import { autoMergeGate } from './auto-merge.js';
import { branchGate } from './branch.js';
import { closureGate } from './closure.js';
import { driftGate } from './drift.js';
import { freezeGate } from './freeze.js';
import type { Gate } from './gate.js';
import { inventoryGate } from './inventory.js';
import { scopeGate } from './scope.js';
import { testsGate } from './tests.js';
import { validationGate } from './validation.js';

/** Every gate, in the order in which people read them. */
export const GATES: readonly Gate[] = [
  branchGate,
  scopeGate,
  freezeGate,
  artifactsGate,
  inventoryGate,
  driftGate,
  closureGate,
  testsGate,
  validationGate,
  autoMergeGate,
];
