import { exactMatch } from './branch-matcher.js';
import type { Places } from './places.js';
import type { Program } from './schema.js';
import type { SourceError } from './source-error.js';
import { parseTemplate } from './template.js';
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
  const beginnings = program.branch.map((template) => beginningOf(template, program));
  for (const { program: other } of others) {
    const mayMeet = other.branch.some((template) => meets(beginningOf(template, other), beginnings));
    const taken = mayMeet ? nameOfBoth(program, other) : undefined;
    if (taken !== undefined) {
      return `\`${taken}\` would be a branch of this program and of \`${other.program}\`: tell them apart.`;
    }
  }
  return null;
}

function nameOfBoth(program: Program, other: Program): string | undefined {
  return (
    branchNames(program).find((name) => exactMatch(name, other) !== null) ??
    branchNames(other).find((name) => exactMatch(name, program) !== null)
  );
}

/** What all names by a template begin with. */
export function beginningOf(template: string, { program }: Pick<Program, 'program'>): string {
  let beginning = '';
  for (const part of parseTemplate(template)) {
    if (part.kind === 'text') beginning += part.text;
    else if (part.kind === 'program') beginning += program;
    else break;
  }
  return beginning;
}

function meets(beginning: string, others: readonly string[]): boolean {
  return others.some((other) => other.startsWith(beginning) || beginning.startsWith(other));
}
