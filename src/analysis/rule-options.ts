import { findDetector } from '../rules/detectors.js';
import type { AnalysisRule } from './analyzer.js';

/** Rules whose options are kept; the shipped ones are nine. */
const KEPT = 100;

const known = new Map<string, unknown>();

/**
 * A rule's options, with their defaults. They are the same object whenever the same is asked, so that what detectors
 * make ready of them, lists and patterns, is made once and not for each request.
 *
 * @throws Error when there is no such detector, or the options are not its own.
 */
export function optionsOf({ rule, detector: id, tests, options }: AnalysisRule): never {
  const detector = findDetector(id);
  if (detector === undefined) throw new Error(`Rule ${rule}: there is no detector \`${id}\`.`);
  const key = JSON.stringify([id, tests, options]);
  if (known.has(key)) return known.get(key) as never;
  const parsed = detector.options.safeParse(options);
  if (!parsed.success) throw new Error(`Rule ${rule}: ${parsed.error.message}`);
  if (known.size >= KEPT) known.clear();
  known.set(key, parsed.data);
  return parsed.data;
}
