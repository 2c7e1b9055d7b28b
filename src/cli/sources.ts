import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../analysis/analyzer.js';
import { decodePath } from '../git/path.js';
import type { AnalysisError } from '../rust/finding.js';
import { crateFolder, rootOf, rustFiles } from './folders.js';
import { UsageError } from './usage-error.js';

/** A file that is to be read when its turn comes: a large tree does not lie in memory as a whole. */
export interface NamedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Where it lies; absolute. */
  readonly file: Buffer;
  /** Bytes. */
  readonly size: number;
}

/** The files of one root that a command line names. */
export interface Sources {
  readonly root: string;
  readonly files: NamedFile[];
  /** Other files of their crates: names resolve through them, nothing is reported in them. */
  readonly context: NamedFile[];
  /** Folders that are there and cannot be read. */
  readonly errors: AnalysisError[];
}

/** A crate of more files is not read for its names, as in the app. */
const MAX_CONTEXT_FILES = 400;

interface Named {
  /** By path from the root. */
  readonly files: Map<string, Buffer>;
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
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const { target, isFolder } = locate(path, cwd);
    const root = rootOf(isFolder ? target : dirname(target));
    const named: Named = byRoot.get(root) ?? { files: new Map(), folders: [], errors: [] };
    byRoot.set(root, named);
    const listed = isFolder ? await rustFiles(target) : { files: [Buffer.from(target)], failures: [] };
    if (isFolder) named.folders.push(target);
    for (const file of listed.files) named.files.set(pathIn(root, file), file);
    for (const { folder, message } of listed.failures)
      named.errors.push(failure(pathIn(root, folder), message));
  }
  const sources: Sources[] = [];
  for (const [root, named] of byRoot) {
    const context = sized(await crateFiles(root, named));
    sources.push({ root, files: sized(named.files), context, errors: named.errors });
  }
  return sources;
}

/** The Rust files below `src/` of the crates that files belong to, without these. A crate too large brings none. */
async function crateFiles(root: string, { files, folders }: Named): Promise<Map<string, Buffer>> {
  const context = new Map<string, Buffer>();
  for (const crate of new Set([...files.keys()].map((path) => crateFolder(root, path)))) {
    const source = crate === null ? null : join(root, crate, 'src');
    const isRead = source === null || folders.some((folder) => `${source}/`.startsWith(`${folder}/`));
    if (isRead || !existsSync(source)) continue;
    const listed = await rustFiles(source);
    if (listed.files.length > MAX_CONTEXT_FILES) continue;
    for (const file of listed.files)
      if (!files.has(pathIn(root, file))) context.set(pathIn(root, file), file);
  }
  return context;
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

function sized(named: ReadonlyMap<string, Buffer>): NamedFile[] {
  return Array.from(named, ([path, file]) => {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    return { path, file, size };
  });
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
