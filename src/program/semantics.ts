import type { RuleDefinition } from '../rules/definition.js';
import type { LocatedProgram } from './program-set.js';
import type { Program } from './schema.js';
import { didYouMean } from './schema-words.js';
import type { SourceError } from './source-error.js';
import type { YamlSource } from './yaml-source.js';

/** What the schema cannot see of one program: names that must exist, templates and globs that must work. */
export function checkProgram(
  program: Program,
  source: YamlSource,
  rules: ReadonlyMap<string, RuleDefinition>,
): SourceError[] {
  const errors: SourceError[] = [];
  for (const [waveId, wave] of Object.entries(program.waves)) {
    wave.rules.forEach((use, index) => {
      if (rules.has(use.rule)) return;
      const text = `There is no rule \`${use.rule}\`.${didYouMean(use.rule, [...rules.keys()])}`;
      errors.push(source.atValue(['waves', waveId, 'rules', index, 'rule'], text));
    });
  }
  return errors;
}

/** What is wrong between programs that are right one by one. */
export function checkTogether(_programs: readonly LocatedProgram[]): SourceError[] {
  return [];
}
