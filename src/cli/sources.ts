import { existsSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../analysis/analyzer.js';
import { decodePath } from '../git/path.js';
import type { AnalysisError } from '../rust/finding.js';
import { type ListedFile, rustFiles, rustFilesOfEach } from './folders.js';
import { UsageError } from './usage-error.js';
import { type CrateFinder, crateFinder, Manifests, rootFinder } from './workspace.js';

/** A file that is to be read when its turn comes: a large tree does not lie in memory as a whole. */
export interface NamedFile extends ListedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
}

/** The files of one root that a command line names. */
export interface Sources {
  readonly root: string;
  readonly files: NamedFile[];
  /** Other files of their crates: names resolve through them, nothing is reported in them. */
  readonly context: NamedFile[];
  /** Folders that are there and cannot be read. */
  readonly errors: AnalysisError[];
  readonly crateOf: CrateFinder;
}

/** A crate of more files is not read for its names, as in the app. */
const MAX_CONTEXT_FILES = 400;

interface Named {
  /** By path from the root. */
  readonly files: Map<string, NamedFile>;
  readonly folders: string[];
  readonly errors: AnalysisError[];
}

/**
 * Finds what a command line names: files as they are, folders by their Rust files.
 *
 * @throws UsageError when a path is not there.
 */
export async function findSources(paths: readonly string[], cwd: string): Promise<Sources[]> {
  const byRoot = new Map<string, Named>();
  const manifests = new Manifests();
  const rootOf = rootFinder(manifests);
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const { target, stats } = locate(path, cwd);
    const isFolder = stats.isDirectory();
    const root = rootOf(isFolder ? target : dirname(target));
    const named: Named = byRoot.get(root) ?? { files: new Map(), folders: [], errors: [] };
    byRoot.set(root, named);
    const listed = isFolder
      ? await rustFiles(target, manifests)
      : { files: [{ file: Buffer.from(target), stats }], failures: [] };
    if (isFolder) named.folders.push(target);
    for (const file of listed.files.map(nameIn(root))) named.files.set(file.path, file);
    for (const { folder, message } of listed.failures)
      named.errors.push(failure(pathIn(root, folder), message));
  }
  const sources: Sources[] = [];
  for (const [root, named] of byRoot) {
    const crateOf = crateFinder(root, manifests);
    const context = await crateFiles(root, named, crateOf, manifests);
    sources.push({ root, files: [...named.files.values()], context, errors: named.errors, crateOf });
  }
  return sources;
}

/** The Rust files below `src/` of the crates that files belong to, without these. A crate too large brings none. */
async function crateFiles(
  root: string,
  { files, folders }: Named,
  crateOf: CrateFinder,
  manifests: Manifests,
): Promise<NamedFile[]> {
  const crates = [...new Set([...files.keys()].map(crateOf))].filter((crate) => crate !== null);
  const unread = crates
    .map((crate) => join(root, crate, 'src'))
    .filter((source) => !folders.some((folder) => `${source}/`.startsWith(`${folder}/`)))
    .filter((source) => existsSync(source));
  const context = new Map<string, NamedFile>();
  for (const listed of await rustFilesOfEach(unread, manifests)) {
    if (listed.files.length > MAX_CONTEXT_FILES) continue;
    for (const file of listed.files.map(nameIn(root)))
      if (!files.has(file.path)) context.set(file.path, file);
  }
  return [...context.values()];
}

/** A named symbolic link is followed, and shown by its own name. */
function locate(path: string, cwd: string): { target: string; stats: Stats } {
  const absolute = resolve(cwd, path);
  const stats = attempt(path, () => statSync(absolute));
  if (stats.isDirectory()) return { target: attempt(path, () => realpathSync(absolute)), stats };
  if (!stats.isFile()) throw new UsageError(`${path} is neither a file nor a folder.`);
  return { target: join(realpathSync(dirname(absolute)), basename(absolute)), stats };
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
  const path = decodePath(file);
  if (path.startsWith(`${root}/`)) return path.slice(root.length + 1);
  return relative(root, path).split(sep).join('/') || '.';
}

function nameIn(root: string): (listed: ListedFile) => NamedFile {
  return ({ file, stats }) => ({ path: pathIn(root, file), file, stats });
}

/** Reads files; what cannot be read is in `errors`. */
export function readFiles(named: readonly NamedFile[]): { files: SourceFile[]; errors: AnalysisError[] } {
  const files: SourceFile[] = [];
  const errors: AnalysisError[] = [];
  for (const { path, file } of named) {
    try {
      files.push({ path, bytes: readFileSync(file) });
    } catch (error) {
      errors.push(failure(path, (error as Error).message));
    }
  }
  return { files, errors };
}

function failure(path: string, message: string): AnalysisError {
  return { path, line: 1, message: `cannot be read: ${message}` };
}

/** How a path is shown: relative to the current folder when it lies in it, else to its root. */
export function displayPath(root: string, path: string, cwd: string): string {
  const fromHere = relative(cwd, join(root, path));
  return fromHere.startsWith(`..${sep}`) || fromHere === '..' ? path : fromHere.split(sep).join('/');
}
