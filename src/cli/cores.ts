import { availableParallelism } from 'node:os';
import type { Analyzer } from '../analysis/analyzer.js';
import { createInProcessAnalyzer } from '../analysis/in-process.js';

/** Below this many bytes of Rust, starting a process takes longer than it saves. */
const WORTH_PROCESSES = 2_000_000;
/** More processes than this share little: one crate stays in one process. */
const MOST_PROCESSES = 4;
/** The user's own tree may take its time; Ctrl-C ends it. */
const REQUEST_MS = 3_600_000;

/** Makes an analyzer that tells `onFile` of each file before work on it begins. */
export type AnalyzerMaker = (onFile: (path: string) => void) => Analyzer;

/**
 * The analyzers to share the work, one a core: this process always, and others where there is enough to do.
 *
 * @param bytes how much there is to analyse.
 * @param requests in how many pieces.
 */
export async function analyzersFor(bytes: number, requests: number): Promise<AnalyzerMaker[]> {
  const cores = bytes < WORTH_PROCESSES ? 1 : Math.min(availableParallelism(), MOST_PROCESSES, requests);
  if (cores < 2) return [createInProcessAnalyzer];
  const { createChildAnalyzer } = await import('../analysis/host.js');
  const child: AnalyzerMaker = (onFile) => createChildAnalyzer({ onFile, requestMs: REQUEST_MS });
  return [...Array.from({ length: cores - 1 }, () => child), createInProcessAnalyzer];
}
