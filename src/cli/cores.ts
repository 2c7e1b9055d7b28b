import { availableParallelism } from 'node:os';
import type { Analyzer } from '../analysis/analyzer.js';
import { createInProcessAnalyzer } from '../analysis/in-process.js';
import { createPoolAnalyzer } from '../analysis/pool.js';

/** Below this many bytes of Rust, starting processes takes longer than they save. */
const WORTH_PROCESSES = 4_000_000;
/** More processes than this share little: one crate stays in one process. */
const MOST_PROCESSES = 4;
/** The user's own tree may take its time; Ctrl-C ends it. */
const REQUEST_MS = 3_600_000;

/** The analyzer for that many bytes: this process for a small tree, one process a core for a large one. */
export async function analyzerFor(bytes: number, onFile: (path: string) => void): Promise<Analyzer> {
  const cores = Math.min(availableParallelism(), MOST_PROCESSES);
  if (cores < 2 || bytes < WORTH_PROCESSES) return createPoolAnalyzer([createInProcessAnalyzer(onFile)]);
  const { createChildAnalyzer } = await import('../analysis/host.js');
  const member = (): Analyzer => createChildAnalyzer({ onFile, requestMs: REQUEST_MS });
  return createPoolAnalyzer(Array.from({ length: cores }, member));
}
