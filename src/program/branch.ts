import { type NearMiss, nearMiss } from './near-miss.js';
import { positionsOf } from './order.js';
import type { Position } from './position.js';
import type { Program } from './schema.js';
import { escapeRegExp, fillTemplate, parseTemplate, type TemplatePart } from './template.js';

/** What a branch's name says. */
export type BranchMatch =
  | { readonly kind: 'match'; readonly position: Position; readonly slug: string | null }
  | ({ readonly kind: 'near-miss' } & NearMiss)
  | { readonly kind: 'none' };

/** A slug: letters, digits, dots, dashes and underscores, beginning with a letter or digit. */
const SLUG = '[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]*';

/**
 * Reads wave and step from a branch's name by the programs' templates. A right name of one program comes before a near
 * miss of another.
 */
export function matchBranch(branch: string, programs: readonly Program[]): BranchMatch {
  for (const program of programs) {
    const found = exactMatch(branch, program);
    if (found !== null) return found;
  }
  for (const program of programs) {
    const near = nearMiss(branch, program);
    if (near !== null) return { kind: 'near-miss', ...near };
  }
  return { kind: 'none' };
}

/** Where waves share beginnings, the position whose name says the most wins: `a-b` before `a` for `…-a-b-step1`. */
function exactMatch(branch: string, program: Program): BranchMatch | null {
  const parts = parseTemplate(program.branch);
  let best: BranchMatch | null = null;
  for (const position of positionsOf(program)) {
    const match = new RegExp(`^${pattern(parts, position)}$`, 'u').exec(branch);
    if (match === null) continue;
    const longer =
      best === null || best.kind !== 'match' || position.waveId.length > best.position.waveId.length;
    if (longer) best = { kind: 'match', position, slug: match.groups?.slug ?? null };
  }
  return best;
}

function pattern(parts: readonly TemplatePart[], { program, waveId, stepNumber }: Position): string {
  const values = { program: program.program, wave: waveId, step: stepNumber, slug: '' };
  return parts
    .map((part) => {
      if (part.kind !== 'slug') return escapeRegExp(fillTemplate([part], values));
      const slug = `${escapeRegExp(part.before)}(?<slug>${SLUG})`;
      return part.optional ? `(?:${slug})?` : slug;
    })
    .join('');
}
