import type { RuleDefinition } from '../rules/definition.js';
import { ruleSchema } from '../rules/definition.js';
import { compareText } from '../rust/finding.js';
import type { Extendable } from './inherit.js';
import { entriesAt } from './part.js';
import { extendsOther, isBaseFile, libraryOf, type ReadFile, readFile, readProgram } from './read-program.js';
import type { Program } from './schema.js';
import { closest } from './schema-words.js';
import { checkRule } from './semantics.js';
import type { SourceError } from './source-error.js';
import { checkTogether } from './together.js';
import { allErrors, parseRead, placeOf, readOnce } from './yaml.js';

/** A program or rule file as it was read, from the repository's default branch or from the package. */
export interface ProgramFile {
  readonly path: string;
  readonly text: string;
}

/** A name where a program file belongs; without text, it is a link or a submodule. */
export type FoundFile = ProgramFile | { readonly path: string; readonly text: null };

/** What a repository is judged by. */
export interface ProgramSet {
  readonly programs: readonly Program[];
  readonly rules: ReadonlyMap<string, RuleDefinition>;
  /** Not empty: something that should be in force is not, and no pull request can pass. */
  readonly errors: readonly SourceError[];
}

/** What the package brings: its rules are always there, its programs where a repository has none of its own. */
export interface ShippedCatalog {
  readonly programFiles: readonly ProgramFile[];
  readonly ruleFiles: readonly ProgramFile[];
}

/** Whether a path of a repository's tree is one of its program or rule files. */
export function isProgramPath(path: string): boolean {
  return /^\.github\/(wavegate\.ya?ml|wavegate\/[^/]+\.ya?ml)$/u.test(path);
}

/**
 * Puts together what a repository is judged by, from its own files and the shipped ones. A repository's rule replaces
 * a shipped rule of the same id; a repository that has program files is judged by these alone, even where they are
 * wrong: a mistake never brings the shipped programs back.
 *
 * @param extendable files that programs may extend, without being in force themselves, unless one of the same name is;
 *   the shipped ones always may be.
 */
export function assemblePrograms(
  files: readonly FoundFile[],
  shipped: ShippedCatalog,
  extendable: readonly ProgramFile[] = [],
): ProgramSet {
  const own = sortFiles(files);
  const errors: SourceError[] = [...own.errors];
  const rules = new Map<string, RuleDefinition>();
  for (const file of shipped.ruleFiles) addRule(file, rules, new Set(), errors);
  const ownRules = new Set<string>();
  for (const file of own.ruleFiles) addRule(file, rules, ownRules, errors);
  const inForce =
    own.programFiles.length > 0 || own.errors.length > 0 ? own.programFiles : shipped.programFiles;
  const read = inForce.map((file) => readFile(file, inForce === shipped.programFiles));
  const others = read.some(extendsOther) && inForce !== shipped.programFiles ? shipped.programFiles : [];
  const library = libraryOf([
    ...read,
    ...replacing(
      read,
      extendable.map((file) => readFile(file, false)),
    ),
    ...others.map((file) => readFile(file, true)),
  ]);
  const ofPrograms = read.filter((file) => !isBaseFile(file));
  const programs = readPrograms(ofPrograms, library, rules, errors);
  return { programs, rules, errors: allErrors([], errors) };
}

/** Files without those of which a next version is in force. */
function replacing(inForce: readonly ReadFile[], files: readonly ReadFile[]): ReadFile[] {
  const names = new Set(libraryOf(inForce).map(({ name }) => name));
  return files.filter((file) => libraryOf([file]).every(({ name }) => !names.has(name)));
}

function readPrograms(
  files: readonly ReadFile[],
  library: readonly Extendable[],
  rules: ReadonlyMap<string, RuleDefinition>,
  errors: SourceError[],
): Program[] {
  const read = files.map((file) => ({ path: file.path, program: readProgram(file, library, rules) }));
  const mistakes = read.map(({ path, program }) => ({ path, errors: program.ok ? [] : program.errors }));
  errors.push(...onceAcrossFiles(mistakes));
  const located = read.flatMap(({ program }) => (program.ok ? [program.located] : []));
  errors.push(...checkTogether(located));
  return located.map(({ program }) => program);
}

/** A mistake in a file that another program extends is told of that file, and not once more of the other. */
function onceAcrossFiles(
  mistakes: readonly { readonly path: string; readonly errors: readonly SourceError[] }[],
): SourceError[] {
  const own = new Set(
    mistakes.flatMap(({ path, errors }) => errors.filter(({ file }) => file === path)).map(placeOf),
  );
  return mistakes.flatMap(({ path, errors }) =>
    errors.filter((error) => error.file === path || !own.has(placeOf(error))),
  );
}

function addRule(
  file: ProgramFile,
  rules: Map<string, RuleDefinition>,
  seen: Set<string>,
  errors: SourceError[],
): void {
  const { path } = file;
  const parsed = parseRead(ruleSchema, readOnce(file));
  if (!parsed.ok) {
    errors.push(...parsed.errors);
    return;
  }
  const id = parsed.value.rule;
  const atId = (message: string): SourceError => parsed.source.atValue(['rule'], message);
  errors.push(...checkRule(parsed.value, parsed.source));
  if (seen.has(id)) errors.push(atId(`Two files define the rule \`${id}\`: keep one.`));
  if (fileStem(path) !== id) {
    errors.push(atId(`Expected the file's name, \`${fileStem(path)}\`, as the rule's id, found \`${id}\`.`));
  }
  seen.add(id);
  rules.set(id, parsed.value);
}

function fileStem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/u, '');
}

/** Tells program files from rule files by their top-level key; what is neither is an error. */
export function sortFiles(files: readonly FoundFile[]): ShippedCatalog & { readonly errors: SourceError[] } {
  const programFiles: ProgramFile[] = [];
  const ruleFiles: ProgramFile[] = [];
  const errors: SourceError[] = [];
  for (const file of [...files].sort((a, b) => compareText(a.path, b.path))) {
    if (file.text === null) {
      const message = 'Expected a regular file, found a symbolic link or a submodule.';
      errors.push({ file: file.path, line: 1, column: 1, message });
      continue;
    }
    const kind = kindOf(file, errors);
    if (kind === 'program') programFiles.push(file);
    if (kind === 'rule') ruleFiles.push(file);
  }
  return { programFiles, ruleFiles, errors };
}

function kindOf(file: ProgramFile, errors: SourceError[]): 'program' | 'rule' | null {
  const read = readOnce(file);
  if (!read.readable) {
    errors.push(...read.errors);
    return null;
  }
  const keys = entriesAt(read.root, []).map(([key]) => key);
  if (keys.includes('program') || keys.includes('base')) return 'program';
  if (keys.includes('rule')) return 'rule';
  if (read.brokenAt !== null) {
    errors.push(...read.errors);
    return null;
  }
  const near = keys.find((key) => closest(key, ['program', 'rule']) !== undefined);
  const hint = near === undefined ? '' : ` Did you mean \`${closest(near, ['program', 'rule'])}\`?`;
  const message = `Expected a top-level key \`program\` (a program) or \`rule\` (a rule).${hint}`;
  errors.push(near === undefined ? read.source.at(0, message) : read.source.atKey([near], message));
  return null;
}
