import type { ProgramSet } from '../program-set.js';
import type { Program } from '../schema.js';
import { type Effect, named, type PlacedDifference, type ProgramChange } from './change.js';
import { without } from './fields.js';
import { changesOfProgram, comings } from './programs.js';
import { ruleChanges } from './rules.js';

/** What a repository is judged by, and whether that is its own or what the package brings. */
export type InForce = ProgramSet & { readonly isOwn: boolean };

const ORDER: Readonly<Record<Effect, number>> = { weakens: 0, changes: 1, tightens: 2, words: 3 };

/**
 * What changes for pull requests when one state of the programs follows another; what weakens comes first. Files that
 * say the same in other words, such as by a template, change nothing.
 *
 * @param before may have mistakes: what cannot be read there is told as such.
 * @param after without mistakes.
 */
export function programChanges(before: InForce, after: InForce): ProgramChange[] {
  const was = new Map(before.programs.map((program) => [program.program, program]));
  const both = after.programs.flatMap((program) => {
    const earlier = was.get(program.program);
    return earlier === undefined ? [] : changesOfProgram(earlier, program);
  });
  const rules = before.errors.length > 0 ? [] : ruleChanges(before.rules, after.rules);
  const changes = together([...ownership(before, after), ...arrivals(before, after), ...both, ...rules]);
  return changes.sort((a, b) => ORDER[a.effect] - ORDER[b.effect]);
}

/** Places of a change that are named one by one. */
const MOST_PLACES = 50;

/** What is the same in several parts, once. */
function together(differences: readonly PlacedDifference[]): ProgramChange[] {
  const changes = new Map<string, { readonly first: PlacedDifference; readonly where: string[] }>();
  for (const one of differences) {
    const key = `${one.effect} ${one.message}`;
    const known = changes.get(key) ?? { first: one, where: [] };
    changes.set(key, known);
    known.where.push(one.where);
  }
  return [...changes.values()].map(({ first: { effect, message }, where }) => ({
    effect,
    message,
    where: where.slice(0, MOST_PLACES),
    places: where.length,
  }));
}

/** That the shipped programs make room for the repository's own, or come back. */
function ownership(before: InForce, after: InForce): PlacedDifference[] {
  if (before.isOwn === after.isOwn) return [];
  const message = after.isOwn
    ? `The repository gets programs of its own, in place of those that Wavegate ships: ${names(before)}.`
    : `The repository has no program of its own any more: those that Wavegate ships hold, ${names(after)}.`;
  return [{ effect: 'changes', where: 'programs', message }];
}

function names({ programs }: InForce): string {
  return named(programs.map(({ program }) => program));
}

/** Programs that come and go; of the shipped ones, that they make room or come back is told as a whole. */
function arrivals(before: InForce, after: InForce): PlacedDifference[] {
  const [was, is] = [before, after].map(({ programs }) => programs.map(({ program }) => program));
  const gone = after.isOwn && !before.isOwn ? [] : without(was ?? [], is ?? []);
  const come = before.isOwn && !after.isOwn ? [] : without(is ?? [], was ?? []);
  const known = before.errors.length === 0 ? come : [];
  const unknown = after.programs.filter(({ program }) => come.includes(program) && !known.includes(program));
  return [
    ...comings('program', gone, known).map((difference) => ({ ...difference, where: 'programs' })),
    ...unknown.map((program) => ({
      effect: 'changes' as const,
      where: program.program,
      message: `It cannot be compared, as it cannot be read yet. It has ${sizeOf(program)}; its mode is ${program.mode}.`,
    })),
  ];
}

function sizeOf({ waves }: Program): string {
  const steps = Object.values(waves).flatMap((wave) => Object.keys(wave.steps)).length;
  const count = Object.keys(waves).length;
  return `${count} ${count === 1 ? 'wave' : 'waves'} of ${steps} ${steps === 1 ? 'step' : 'steps'}`;
}
