import { actionAsRuleId } from './action-as-rule-id.js';
import { actionOnlyCidrValue } from './action-only-cidr-value.js';
import { callInAsync } from './call-in-async.js';
import { compileInHotPath } from './compile-in-hot-path.js';
import type { Detector } from './detector.js';
import { indirectCallInAsync } from './indirect-call-in-async.js';
import { indirectCompileInHotPath } from './indirect-compile-in-hot-path.js';
import { rawSharedIncrement } from './raw-shared-increment.js';
import { rustPattern } from './rust-pattern.js';
import { testCode } from './test-code.js';
import { testFunctions } from './test-functions.js';
import { unsignalledReserveFailure } from './unsignalled-reserve-failure.js';

/** Every detector. A rule's `detector` names one of them by its id. */
export const detectors: readonly Detector<never>[] = [
  actionAsRuleId,
  actionOnlyCidrValue,
  callInAsync,
  compileInHotPath,
  indirectCallInAsync,
  indirectCompileInHotPath,
  rawSharedIncrement,
  rustPattern,
  testCode,
  testFunctions,
  unsignalledReserveFailure,
].map((detector) => detector as unknown as Detector<never>);

/** The detector of that id, or `undefined`. */
export function findDetector(id: string): Detector<never> | undefined {
  return detectors.find((detector) => detector.id === id);
}
