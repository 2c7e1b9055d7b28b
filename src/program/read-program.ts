import type { z } from 'zod';
import type { RuleDefinition } from '../rules/definition.js';
import { type Expanded, expandTemplates } from './expand.js';
import { type Extendable, extendableName, inherit, isBase } from './inherit.js';
import { plainPath, sourceErrorsOf } from './issues.js';
import { type Part, PartPlaces, partAt, plain } from './part.js';
import { programFileSchema, templateProblems } from './program-file.js';
import { type Program, programSchema } from './schema.js';
import { checkProgram } from './semantics.js';
import type { PlacedError, SourceError } from './source-error.js';
import type { LocatedProgram } from './together.js';
import { allErrors, isSwallowed, type Read, type Readable, readOnce, soundErrors } from './yaml.js';

/** A program or base file, read as far as YAML goes. */
export interface ReadFile {
  readonly path: string;
  readonly read: Read;
  readonly isShipped: boolean;
}

export function readFile(
  file: { readonly path: string; readonly text: string },
  isShipped: boolean,
): ReadFile {
  return { path: file.path, read: readOnce(file), isShipped };
}

/** The files that programs can be made from; a repository's own come first. */
export function libraryOf(files: readonly ReadFile[]): Extendable[] {
  return [...files]
    .sort((a, b) => Number(a.isShipped) - Number(b.isShipped))
    .flatMap(({ path: file, read, isShipped }) => {
      const name = read.readable ? extendableName(read.root) : undefined;
      return read.readable && name !== undefined ? [{ name, file, root: read.root, isShipped }] : [];
    });
}

/** Whether a file is there for others to be made from, and no program itself. */
export function isBaseFile({ read }: ReadFile): boolean {
  return read.readable && isBase(read.root);
}

/** Whether a file names another one that it is made from. */
export function extendsOther({ read }: ReadFile): boolean {
  return read.readable && partAt(read.root, ['extends']) !== undefined;
}

export type ProgramRead =
  | { readonly ok: true; readonly located: LocatedProgram }
  | { readonly ok: false; readonly errors: readonly SourceError[] };

/**
 * What a program file comes to: with what it extends below it, and templates put in. All mistakes are answered at once,
 * each where it was written; one that a template brings into several waves is told once, with their names.
 */
export function readProgram(
  { path: file, read }: ReadFile,
  library: readonly Extendable[],
  rules: ReadonlyMap<string, RuleDefinition>,
): ProgramRead {
  if (!read.readable) return { ok: false, errors: read.errors };
  const errors: PlacedError[] = [];
  const expanded = expandTemplates(inherit(read.root, library, errors));
  const { root } = expanded;
  errors.push(...expanded.errors, ...templateProblems(expanded.unused));
  const places = new PartPlaces(root);
  const result = programSchema.safeParse(plain(root), { reportInput: true });
  const applied = { schema: programFileSchema, source: places, at: [] };
  const issues = (result.error?.issues ?? []).filter(
    (issue) => !mayBeInTemplate(issue, expanded) && !isSwallowed(issue, read, root),
  );
  errors.push(...sourceErrorsOf(issues, applied), ...checkProgram(root, rules, expanded.incomplete));
  if (result.success && errors.length === 0 && read.errors.length === 0) {
    return { ok: true, located: { file, places, program: { ...result.data, waveOrder: waveOrder(root) } } };
  }
  const told = oncePerPlace(errors).map((error) => inReach(error, read, library));
  return { ok: false, errors: allErrors(read.errors, soundErrors(told, read)) };
}

/** A mistake that comes up in a shipped file, which nobody can correct there, is told where that one is extended. */
function inReach(error: SourceError, read: Readable, library: readonly Extendable[]): SourceError {
  const { source } = read;
  const isShipped = library.some(({ file, isShipped: shipped }) => shipped && file === error.file);
  if (!isShipped || error.file === source.file) return error;
  const place = `line ${error.line} of the shipped \`${error.file}\``;
  return source.atValue(['extends'], `With what this file says on top, ${place} is wrong: ${error.message}`);
}

/** A key that is missing, or takes something away, where the template could not be put in. */
function mayBeInTemplate({ path }: z.core.$ZodIssue, { root, incomplete }: Expanded): boolean {
  const at = plainPath(path);
  const holder = partAt(root, at.slice(0, -1));
  const part = partAt(root, at);
  const isMissing = part === undefined || (part.kind === 'scalar' && part.value === null);
  return isMissing && holder !== undefined && incomplete.has(holder);
}

function waveOrder(root: Part): Program['waveOrder'] {
  const waves = partAt(root, ['waves']);
  return waves?.kind === 'map' ? [...waves.entries.keys()] : [];
}

/** What users of templates are named at most; more are counted. */
const MAX_USERS = 3;

/** Each mistake once, with all that a template brings it into. */
function oncePerPlace(errors: readonly PlacedError[]): SourceError[] {
  const users = new Map<string, { readonly error: SourceError; readonly users: Set<string> }>();
  for (const { user, ...error } of errors) {
    const key = JSON.stringify(error);
    const known = users.get(key) ?? { error, users: new Set() };
    users.set(key, known);
    if (user !== undefined) known.users.add(user);
  }
  return [...users.values()].map((one) => withUsers(one.error, [...one.users]));
}

function withUsers(error: SourceError, users: readonly string[]): SourceError {
  if (users.length === 0) return error;
  const named = users.slice(0, MAX_USERS);
  const more = users.length > MAX_USERS ? [`${users.length - MAX_USERS} more`] : [];
  const all = [...named, ...more];
  const list = all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  return { ...error, message: `${error.message} The template brings it into ${list}.` };
}
