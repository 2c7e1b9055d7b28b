import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../analysis/analyzer.js';
import { decodePath } from '../git/path.js';
import type { AnalysisError } from '../rust/finding.js';
import { rootOf, rustFiles } from './folders.js';
import { UsageError } from './usage-error.js';

/** The files of one root that a command line names. Paths are relative to the root, with `/`. */
export interface Sources {
  readonly root: string;
  readonly files: SourceFile[];
  /** What is there and cannot be read. */
  readonly errors: AnalysisError[];
}

/**
 * Reads what a command line names: files as they are, folders by their Rust files.
 *
 * @throws UsageError when a path is not there.
 */
export async function readSources(paths: readonly string[], cwd: string): Promise<Sources[]> {
  const byRoot = new Map<string, Map<string, Buffer>>();
  const errors = new Map<string, AnalysisError[]>();
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const { target, isFolder } = locate(path, cwd);
    const root = rootOf(isFolder ? target : dirname(target));
    const listed = isFolder ? await rustFiles(target) : { files: [Buffer.from(target)], failures: [] };
    const files = byRoot.get(root) ?? new Map<string, Buffer>();
    for (const file of listed.files) files.set(pathIn(root, file), file);
    byRoot.set(root, files);
    const failures = listed.failures.map(({ folder, message }) => failure(pathIn(root, folder), message));
    errors.set(root, [...(errors.get(root) ?? []), ...failures]);
  }
  return [...byRoot].map(([root, files]) => readAll(root, files, errors.get(root) ?? []));
}

/** A named symbolic link is followed, and shown by its own name. */
function locate(path: string, cwd: string): { target: string; isFolder: boolean } {
  const absolute = resolve(cwd, path);
  const stat = attempt(path, () => statSync(absolute));
  if (stat.isDirectory()) return { target: attempt(path, () => realpathSync(absolute)), isFolder: true };
  if (!stat.isFile()) throw new UsageError(`${path} is neither a file nor a folder.`);
  return { target: join(realpathSync(dirname(absolute)), basename(absolute)), isFolder: false };
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT' ? `There is no file or folder ${path}.` : `${path} cannot be read: ${message}`,
    );
  }
}

function pathIn(root: string, file: Buffer): string {
  return relative(root, decodePath(file)).split(sep).join('/') || '.';
}

function readAll(root: string, named: ReadonlyMap<string, Buffer>, errors: AnalysisError[]): Sources {
  const files: SourceFile[] = [];
  for (const [path, file] of named) {
    try {
      files.push({ path, bytes: readFileSync(file) });
    } catch (error) {
      errors.push(failure(path, (error as Error).message));
    }
  }
  return { root, files, errors };
}

function failure(path: string, message: string): AnalysisError {
  return { path, line: 1, message: `cannot be read: ${message}` };
}

/** How a path is shown: relative to the current folder when it lies in it, else to its root. */
export function displayPath(root: string, path: string, cwd: string): string {
  const fromHere = relative(cwd, join(root, path));
  return fromHere.startsWith(`..${sep}`) || fromHere === '..' ? path : fromHere.split(sep).join('/');
}
