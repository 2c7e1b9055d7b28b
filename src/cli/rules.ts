import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  assemblePrograms,
  type ProgramFile,
  type ShippedCatalog,
  sortFiles,
} from '../program/program-set.js';
import { closest } from '../program/schema-words.js';
import { loadShipped } from '../program/shipped.js';
import { formatSourceError } from '../program/source-error.js';
import type { RuleDefinition } from '../rules/definition.js';
import { detectors, findDetector } from '../rules/detectors.js';
import { isRuleFile, SHIPPED_RULES } from './rule-files.js';
import { UsageError } from './usage-error.js';

/** The shipped programs and rules, the rules replaced by those of a folder when one is named. */
export function loadCatalog(rulesDir: string | undefined, cwd: string): ShippedCatalog {
  const shipped = loadShipped();
  if (rulesDir === undefined) return shipped;
  return { programFiles: shipped.programFiles, ruleFiles: ruleFilesOf(rulesDir, cwd) };
}

/** Rules by id. @throws UsageError with the place of every mistake in them. */
export function loadRules(rulesDir: string | undefined, cwd: string): ReadonlyMap<string, RuleDefinition> {
  const ruleFiles = rulesDir === undefined ? shippedRuleFiles() : ruleFilesOf(rulesDir, cwd);
  const { rules, errors } = assemblePrograms([], { programFiles: [], ruleFiles });
  if (errors.length > 0) throw new UsageError(errors.map(formatSourceError).join('\n'));
  return rules;
}

/** Told apart from programs by a look at the text: to parse the programs too would double the time to start. */
function shippedRuleFiles(): ProgramFile[] {
  return readFolder(SHIPPED_RULES, '/').filter(({ text }) => /^rule:/m.test(text));
}

function ruleFilesOf(rulesDir: string, cwd: string): readonly ProgramFile[] {
  const { ruleFiles, errors } = sortFiles(readFolder(rulesDir, cwd));
  if (errors.length > 0) throw new UsageError(errors.map(formatSourceError).join('\n'));
  if (ruleFiles.length > 0) return ruleFiles;
  throw new UsageError(`${rulesDir} holds no rule: a rule is a .yml file with a key \`rule\`.`);
}

/** @throws UsageError for a rule whose detector is not there or does not take its options. */
export function requireDetectors(rules: readonly RuleDefinition[]): void {
  for (const { rule, detector: id, options } of rules) {
    const detector = findDetector(id);
    if (detector === undefined) {
      const near = closest(
        id,
        detectors.map((known) => known.id),
      );
      throw new UsageError(
        `The rule ${rule} asks for a detector "${id}" that is not there.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      );
    }
    const { error } = detector.options.safeParse(options);
    if (error === undefined) continue;
    const problems = error.issues.map(({ path, message }) => `options.${path.join('.')}: ${message}`);
    throw new UsageError(`The rule ${rule} has wrong options: ${problems.join('; ')}.`);
  }
}

/** @throws UsageError for an id that no rule has. */
export function pickRule(id: string, rules: ReadonlyMap<string, RuleDefinition>): RuleDefinition {
  const rule = rules.get(id);
  if (rule !== undefined) return rule;
  const near = closest(id, [...rules.keys()]);
  const hint =
    near === undefined ? `The rules are: ${[...rules.keys()].sort().join(', ')}.` : `Did you mean "${near}"?`;
  throw new UsageError(`There is no rule "${id}". ${hint}`);
}

function readFolder(folder: string, cwd: string): ProgramFile[] {
  const absolute = resolve(cwd, folder);
  try {
    const names = readdirSync(absolute).filter(isRuleFile);
    return names
      .sort()
      .map((name) => ({ path: join(folder, name), text: readFileSync(join(absolute, name), 'utf8') }));
  } catch (error) {
    throw new UsageError(`The rules in ${folder} cannot be read: ${(error as Error).message}`);
  }
}
