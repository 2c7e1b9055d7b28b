import type { z } from 'zod';
import type { RuleDefinition } from '../rules/definition.js';
import { detectors, findDetector } from '../rules/detectors.js';
import { globMistake } from './globs.js';
import { sourceErrorsOf } from './issues.js';
import type { Program, RuleUse, Step } from './schema.js';
import { didYouMean } from './schema-words.js';
import type { SourceError } from './source-error.js';
import { branchNames, templateMistakes } from './template-checks.js';
import type { PathSegment, YamlSource } from './yaml-source.js';

/** A program that was read, with the places of its parts. */
export interface LocatedProgram {
  readonly program: Program;
  readonly source: YamlSource;
}

type Path = readonly PathSegment[];

/** What the schema cannot see of one program: names that must exist, templates and globs that must work. */
export function checkProgram(
  { program, source }: LocatedProgram,
  rules: ReadonlyMap<string, RuleDefinition>,
): SourceError[] {
  const errors = templateMistakes(program).map((message) => source.atValue(['branch'], message));
  errors.push(...globErrors(source, ['production', 'include'], program.production.include));
  errors.push(...globErrors(source, ['production', 'exclude'], program.production.exclude));
  if (Object.keys(program.waves).length === 0)
    errors.push(source.atValue(['waves'], 'The program has no wave.'));
  for (const [waveId, wave] of Object.entries(program.waves)) {
    const path = ['waves', waveId];
    wave.rules.forEach((use, index) => {
      errors.push(...ruleUseErrors(source, [...path, 'rules', index], use, rules));
    });
    const steps = Object.entries(wave.steps);
    if (steps.length === 0)
      errors.push(source.atValue([...path, 'steps'], `The wave \`${waveId}\` has no step.`));
    for (const [number, step] of steps) {
      errors.push(...stepErrors(source, [...path, 'steps', number], step, wave.rules.length));
    }
  }
  return errors;
}

/** What is wrong between programs that are right one by one: the same name, or branch names that fit two. */
export function checkTogether(programs: readonly LocatedProgram[]): SourceError[] {
  const errors: SourceError[] = [];
  const names = new Map<string, string>();
  const branches = new Map<string, string>();
  for (const { program, source } of programs) {
    const twin = names.get(program.program);
    if (twin === undefined) names.set(program.program, source.file);
    else errors.push(source.atValue(['program'], `${twin} has a program of this name already.`));
    const taken = branchNames(program).find((name) => branches.has(name));
    if (taken !== undefined && twin === undefined) {
      const text = `\`${taken}\` would be a branch of this program and of \`${branches.get(taken)}\`: tell them apart.`;
      errors.push(source.atValue(['branch'], text));
    }
    for (const name of branchNames(program)) branches.set(name, program.program);
  }
  return errors;
}

/** What the schema cannot see of a rule: its detector, and the options that the detector takes. */
export function checkRule(rule: RuleDefinition, source: YamlSource): SourceError[] {
  const detector = findDetector(rule.detector);
  if (detector === undefined) {
    const text = `There is no detector \`${rule.detector}\`.${didYouMean(
      rule.detector,
      detectors.map(({ id }) => id),
    )}`;
    return [source.atValue(['detector'], text)];
  }
  return optionErrors(detector.options, rule.options, rule.options, source, ['options']);
}

function stepErrors(source: YamlSource, path: Path, step: Step, ruleCount: number): SourceError[] {
  const errors = globErrors(source, [...path, 'allow'], step.allow);
  step.artifacts.forEach((artifact, index) => {
    const mistake = artifact.path.endsWith('/')
      ? 'Expected a file, not a folder.'
      : globMistake(artifact.path);
    if (mistake !== null) errors.push(source.atValue([...path, 'artifacts', index, 'path'], mistake));
  });
  step.tests.forEach((test, index) => {
    errors.push(...globErrors(source, [...path, 'tests', index, 'in'], test.in));
  });
  if (step.kind === 'close' && ruleCount === 0) {
    const text = 'A `close` step needs rules to close with: give the wave `rules`, or the step another kind.';
    errors.push(source.atValue([...path, 'kind'], text));
  }
  return errors;
}

function ruleUseErrors(
  source: YamlSource,
  path: Path,
  use: RuleUse,
  rules: ReadonlyMap<string, RuleDefinition>,
): SourceError[] {
  const errors = globErrors(source, [...path, 'in'], use.in);
  const rule = rules.get(use.rule);
  if (rule === undefined) {
    const text = `There is no rule \`${use.rule}\`.${didYouMean(use.rule, [...rules.keys()])}`;
    return [...errors, source.atValue([...path, 'rule'], text)];
  }
  const detector = findDetector(rule.detector);
  if (detector === undefined) return errors;
  const merged = { ...rule.options, ...use.options };
  return [...errors, ...optionErrors(detector.options, merged, use.options, source, [...path, 'options'])];
}

/** A detector's complaints about options, of those that are written at `path`. */
function optionErrors(
  schema: z.ZodType,
  merged: Readonly<Record<string, unknown>>,
  written: Readonly<Record<string, unknown>>,
  source: YamlSource,
  path: Path,
): SourceError[] {
  const result = schema.safeParse(merged, { reportInput: true });
  const own = (result.error?.issues ?? []).flatMap((issue): z.core.$ZodIssue[] => {
    if (issue.code !== 'unrecognized_keys' || issue.path.length > 0) {
      return merged === written || Object.hasOwn(written, String(issue.path[0])) ? [issue] : [];
    }
    const keys = issue.keys.filter((key) => Object.hasOwn(written, key));
    return keys.length === 0 ? [] : [{ ...issue, keys }];
  });
  return sourceErrorsOf(own, { schema, source, at: path });
}

function globErrors(source: YamlSource, path: Path, globs: readonly string[]): SourceError[] {
  return globs.flatMap((glob, index) => {
    const mistake = globMistake(glob);
    return mistake === null ? [] : [source.atValue([...path, index], mistake)];
  });
}
