import { exactMatch } from './branch-matcher.js';
import type { Places } from './places.js';
import type { Program } from './schema.js';
import type { SourceError } from './source-error.js';
import { branchNames } from './template-checks.js';

/** A program that was read, with the places of its parts. */
export interface LocatedProgram {
  readonly program: Program;
  readonly places: Places;
  readonly file: string;
}

/** What is wrong between programs that are right one by one: the same name, or branch names that fit two. */
export function checkTogether(programs: readonly LocatedProgram[]): SourceError[] {
  const errors: SourceError[] = [];
  const earlier: LocatedProgram[] = [];
  for (const one of programs) {
    const twin = earlier.find(({ program }) => program.program === one.program.program);
    if (twin !== undefined) {
      const text = `${twin.file} has a program of this name already.`;
      errors.push(one.places.atValue(['program'], text));
    } else {
      const text = sharedName(one.program, earlier);
      if (text !== null) errors.push(one.places.atValue(['branch'], text));
    }
    earlier.push(one);
  }
  return errors;
}

function sharedName(program: Program, others: readonly LocatedProgram[]): string | null {
  const names = branchNames(program);
  for (const { program: other } of others) {
    const taken =
      names.find((name) => exactMatch(name, other) !== null) ??
      branchNames(other).find((name) => exactMatch(name, program) !== null);
    if (taken !== undefined) {
      return `\`${taken}\` would be a branch of this program and of \`${other.program}\`: tell them apart.`;
    }
  }
  return null;
}
