import { type ExactMatch, exactMatch } from './branch-matcher.js';
import { type NearMiss, nearMiss } from './near-miss.js';
import type { Program } from './schema.js';

/** What a branch's name says. */
export type BranchMatch =
  | ({ readonly kind: 'match' } & ExactMatch)
  | ({ readonly kind: 'near-miss' } & NearMiss)
  | { readonly kind: 'none' };

/**
 * Reads wave and step from a branch's name by the programs' templates. A right name of one program comes before a near
 * miss of another.
 */
export function matchBranch(branch: string, programs: readonly Program[]): BranchMatch {
  for (const program of programs) {
    const found = exactMatch(branch, program);
    if (found !== null) return { kind: 'match', ...found };
  }
  for (const program of programs) {
    const near = nearMiss(branch, program);
    if (near !== null) return { kind: 'near-miss', ...near };
  }
  return { kind: 'none' };
}
