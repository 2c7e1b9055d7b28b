import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { openClone } from '../git/clone.js';
import { assemblePrograms, type FoundFile, isProgramPath } from '../program/program-set.js';
import { loadShipped } from '../program/shipped.js';
import { formatSourceError, type SourceError } from '../program/source-error.js';
import { inertLine } from '../report/page.js';
import { RepositoryError } from '../snapshot/repository.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface ValidateOptions {
  readonly format: 'text' | 'json';
}

/** `wavegate validate`: the mistakes of program and rule files, each at its place. */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const own = await ownFiles(terminal.cwd);
  const files = paths.length > 0 ? paths.flatMap((path) => namedFiles(path, terminal.cwd)) : own;
  if (files.length === 0) throw new UsageError(NOTHING);
  const errors = mistakesIn(files, own);
  const names = files.map(({ path }) => path);
  terminal.out(options.format === 'json' ? asJson(names, errors) : asText(names, errors));
  return errors.length > 0 ? EXIT.error : EXIT.ok;
}

const NOTHING =
  'There is no .github/wavegate.yml and no .github/wavegate/*.yml of a clone here. Name the files to check.';

/** A file that is named alone may build on the repository's others, and may be the next version of one of them. */
function mistakesIn(files: readonly FoundFile[], own: readonly FoundFile[]): SourceError[] {
  const names = new Set(files.map(({ path }) => path));
  const programs = new Set(files.map(programOf));
  const others = own.filter((file) => !names.has(file.path) && !programs.has(programOf(file) ?? ''));
  const { errors } = assemblePrograms([...files, ...others], loadShipped());
  return errors.filter(({ file }) => names.has(file));
}

/** The program that a file is of, by a look at its text. */
function programOf({ text }: FoundFile): string | undefined {
  return /^program:\s*["']?([\w-]+)/mu.exec(text ?? '')?.[1];
}

function asText(names: readonly string[], errors: readonly SourceError[]): string {
  if (errors.length > 0) return errors.map((error) => `${inertLine(formatSourceError(error))}\n`).join('');
  return `${names.length} ${names.length === 1 ? 'file is' : 'files are'} valid\n`;
}

function asJson(files: readonly string[], errors: readonly SourceError[]): string {
  const told = errors.map(({ file, line, column, message }) => ({ path: file, line, column, message }));
  return `${JSON.stringify({ files, errors: told }, null, 2)}\n`;
}

/** A file as it is named, or the YAML files of a folder. */
function namedFiles(path: string, cwd: string): FoundFile[] {
  try {
    const absolute = resolve(cwd, path);
    if (!statSync(absolute).isDirectory()) return [{ path, text: readFileSync(absolute, 'utf8') }];
    const names = readdirSync(absolute).filter((name) => /\.ya?ml$/.test(name));
    if (names.length === 0) throw new UsageError(`The folder ${path} has no .yml file.`);
    return names.sort().map((name) => ({
      path: join(path, name),
      text: readFileSync(join(absolute, name), 'utf8'),
    }));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** The files that this clone would be judged by, were its working tree the default branch; none outside of a clone. */
async function ownFiles(cwd: string): Promise<FoundFile[]> {
  const top = await topLevel(cwd);
  if (top === null) return [];
  const inFolder = (folder: string): string[] => {
    const stat = statSync(join(top, folder), { throwIfNoEntry: false });
    return stat?.isDirectory() === true
      ? readdirSync(join(top, folder)).map((name) => `${folder}/${name}`)
      : [];
  };
  const paths = [...inFolder('.github'), ...inFolder('.github/wavegate')].filter(isProgramPath).sort();
  return paths.map((path): FoundFile => {
    const file = join(top, path);
    const shown = relative(cwd, file);
    // Links are not followed on the default branch either.
    return { path: shown, text: lstatSync(file).isFile() ? readFileSync(file, 'utf8') : null };
  });
}

async function topLevel(cwd: string): Promise<string | null> {
  try {
    return await openClone(cwd).topLevel();
  } catch (error) {
    if (error instanceof RepositoryError) return null;
    throw error;
  }
}
