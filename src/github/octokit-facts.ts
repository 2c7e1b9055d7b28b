import { type FactSource, NO_FACT_SOURCE } from '../snapshot/facts.js';

/** What GitHub knows of a pull request beyond its trees. */
export function octokitFacts(): FactSource {
  return NO_FACT_SOURCE;
}
