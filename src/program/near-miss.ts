import { LooseTemplate, type NearMiss } from './loose-template.js';
import type { Program } from './schema.js';

export type { NearMiss };

/** Longest branch name that is looked at; git's own limit is below it. */
const MAX_NAME = 512;

/**
 * Whether a name that matches no template was meant to. The line is drawn so that a wave's work cannot slip past its
 * gates by a slip of the pen, and other work is left alone:
 *
 * - it has the template's shape, loosely read (any case, other separators, prefix left out or another), with a wave
 *   or step that the program does not have; or
 * - its beginning is a right name's but for two letters at most, with the same numbers: `wave9a` is another program's
 *   and no typo of `wave8a`; or
 * - it names program and wave as the template does and leaves out the step.
 *
 * Names that GitHub gives to reverts (`revert-12-…`) are never meant.
 */
export function nearMiss(branch: string, program: Program): NearMiss | null {
  if (branch.length > MAX_NAME || /^revert-\d+-/u.test(branch)) return null;
  const templates =
    looseTemplates.get(program) ?? program.branch.map((one) => new LooseTemplate(program, one));
  looseTemplates.set(program, templates);
  const readings = ['byShape', 'byTypos', 'withoutStep'] as const;
  for (const reading of readings) {
    for (const template of templates) {
      const near = template[reading](branch);
      if (near !== null) return near;
    }
  }
  return null;
}

const looseTemplates = new WeakMap<Program, readonly LooseTemplate[]>();
