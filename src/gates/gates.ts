import { artifactsGate } from './artifacts.js';
import { autoMergeGate } from './auto-merge.js';
import { branchGate } from './branch.js';
import { closureGate } from './closure.js';
import { driftGate } from './drift.js';
import { freezeGate } from './freeze.js';
import type { Gate } from './gate.js';
import { inventoryGate } from './inventory.js';
import { orderGate } from './order.js';
import { patternsGate } from './patterns.js';
import { programFilesGate } from './program-files.js';
import { promotionGate } from './promotion.js';
import { ratchetGate } from './ratchet.js';
import { scopeGate } from './scope.js';
import { slicesGate } from './slices.js';
import { testsGate } from './tests.js';
import { validationGate } from './validation.js';

/** Every gate, in the order in which people read them. */
export const GATES: readonly Gate[] = [
  branchGate,
  orderGate,
  promotionGate,
  scopeGate,
  slicesGate,
  freezeGate,
  artifactsGate,
  inventoryGate,
  patternsGate,
  driftGate,
  closureGate,
  ratchetGate,
  programFilesGate,
  testsGate,
  validationGate,
  autoMergeGate,
];
