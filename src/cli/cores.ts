import { availableParallelism } from 'node:os';
import type { Analyzer } from '../analysis/analyzer.js';
import { createInProcessAnalyzer } from '../analysis/in-process.js';

/** Below this many bytes of Rust, starting a thread takes longer than it saves. */
const WORTH_THREADS = 2_000_000;
/** More threads than this share little: one crate stays on one. */
const MOST_THREADS = 4;

/** Makes an analyzer that tells `onFile` of each file before work on it begins. */
export type AnalyzerMaker = (onFile: (path: string) => void) => Analyzer;

/**
 * The analyzers to share the work, one a core: this thread always, and others where there is enough to do.
 *
 * @param bytes how much there is to analyse.
 * @param requests in how many pieces.
 */
export async function analyzersFor(bytes: number, requests: number): Promise<AnalyzerMaker[]> {
  const cores = bytes < WORTH_THREADS ? 1 : Math.min(availableParallelism(), MOST_THREADS, requests);
  if (cores < 2) return [createInProcessAnalyzer];
  const { createThreadAnalyzer } = await import('../analysis/thread.js');
  return [...Array.from({ length: cores - 1 }, () => createThreadAnalyzer), createInProcessAnalyzer];
}
