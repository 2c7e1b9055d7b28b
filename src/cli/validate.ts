import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openClone } from '../git/clone.js';
import { assemblePrograms, type ProgramFile } from '../program/program-set.js';
import { loadShipped } from '../program/shipped.js';
import { formatSourceError } from '../program/source-error.js';
import { inertLine } from '../report/page.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** `wavegate validate`: the mistakes of program and rule files, each at its place. */
export async function validate(files: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const paths = files.length > 0 ? files : await ownFiles(terminal.cwd);
  const read = paths.map((path) => readOne(path, terminal.cwd));
  const { errors } = assemblePrograms(read, loadShipped());
  for (const error of errors) terminal.out(`${inertLine(formatSourceError(error))}\n`);
  if (errors.length > 0) return EXIT.error;
  terminal.out(`${paths.length} ${paths.length === 1 ? 'file is' : 'files are'} valid\n`);
  return EXIT.ok;
}

function readOne(path: string, cwd: string): ProgramFile {
  try {
    return { path, text: readFileSync(resolve(cwd, path), 'utf8') };
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** The files that this clone would be judged by, were its working tree the default branch. */
async function ownFiles(cwd: string): Promise<string[]> {
  const github = join(await openClone(cwd).topLevel(), '.github');
  const folder = join(github, 'wavegate');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  const single = ['wavegate.yml', 'wavegate.yaml']
    .map((name) => join(github, name))
    .filter((path) => existsSync(path));
  const found = [...single, ...names.sort().map((name) => join(folder, name))];
  if (found.length > 0) return found;
  throw new UsageError(
    'This clone has no .github/wavegate.yml and no .github/wavegate/*.yml. Name the files to check.',
  );
}
