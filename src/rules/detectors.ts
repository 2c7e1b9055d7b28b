import type { Detector } from './detector.js';

/** Every detector by its id. A rule's `detector` names one of them. */
export const detectors: readonly Detector<never>[] = [];

/** The detector of that id, or `undefined`. */
export function findDetector(id: string): Detector<never> | undefined {
  return detectors.find((detector) => detector.id === id);
}
