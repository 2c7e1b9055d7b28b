import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { records } from '../git/objects.js';
import { runGit } from '../git/run.js';
import { ignoredAmong } from './ignored.js';

export interface ListedFile {
  /** Absolute. Paths are bytes: a name that is no UTF-8 must still be openable. */
  readonly file: Buffer;
  /** As the file was when it was listed; undefined when that could not be told. */
  readonly stats: Stats | undefined;
}

export interface Listing {
  readonly files: ListedFile[];
  /** Folders that could not be read. */
  readonly failures: { readonly folder: Buffer; readonly message: string }[];
}

const SLASH = Buffer.from('/');
/** The encoding that makes one character of each byte, so that text stands for any path. */
const BYTES = 'latin1';
const NOTHING: ReadonlySet<number> = new Set();

/**
 * Finds the root that paths of a report are relative to: the working tree's top, else the Cargo workspace's, else the
 * package's, else the folder itself. Folders are looked at once, when they are first asked for.
 */
export function rootFinder(): (folder: string) => string {
  const isClone = remembered((dir) => existsSync(join(dir, '.git')));
  const isPackage = remembered(hasManifest);
  const isTop = remembered((dir) => isPackage(dir) && isWorkspace(dir));
  return (folder) => {
    const above = [...ancestors(folder)];
    return above.find(isClone) ?? above.find(isTop) ?? above.find(isPackage) ?? folder;
  };
}

function remembered<T>(ask: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, T>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const found = ask(folder);
    known.set(folder, found);
    return found;
  };
}

/** Finds the folder of the nearest Cargo.toml at or above a path, relative to the root; null when there is none. */
export type CrateFinder = (path: string) => string | null;

/** Folders are looked at once, when they are first asked for. */
export function crateFinder(root: string): CrateFinder {
  const find = remembered((folder: string): string | null => {
    if (hasManifest(join(root, folder))) return folder;
    const above = dirname(folder);
    return above === folder ? null : find(above);
  });
  return (path) => find(dirname(path));
}

function hasManifest(folder: string): boolean {
  return existsSync(join(folder, 'Cargo.toml'));
}

function* ancestors(folder: string): Generator<string> {
  for (let dir = folder; ; dir = dirname(dir)) {
    yield dir;
    if (dirname(dir) === dir) return;
  }
}

function isWorkspace(dir: string): boolean {
  try {
    return /^\s*\[workspace\]/m.test(readFileSync(join(dir, 'Cargo.toml'), 'utf8'));
  } catch {
    return false;
  }
}

/** The Rust files below a folder that are not ignored. Symbolic links are not followed: no loop, no file twice. */
export async function rustFiles(folder: string): Promise<Listing> {
  const inClone = [...ancestors(folder)].some((dir) => existsSync(join(dir, '.git')));
  const tracked = inClone ? await filesOfClone(folder) : null;
  if (tracked !== null) return { files: tracked, failures: [] };
  return walk(folder);
}

/** @returns null when git does not answer, or when the folder itself is ignored: it was named, so it is meant. */
async function filesOfClone(folder: string): Promise<ListedFile[] | null> {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ':(glob)**/*.rs'];
    const { code, stdout } = await runGit(folder, args);
    if (code !== 0) return null;
    const names = [...records(stdout)];
    if (names.length === 0 && (await runGit(folder, ['check-ignore', '--quiet', '.'])).code === 0)
      return null;
    const listed = names.map((name) => listedFile(Buffer.concat([Buffer.from(folder), SLASH, name])));
    // Git also lists what was removed, submodules and symbolic links.
    return listed.filter(({ stats }) => stats?.isFile() === true);
  } catch {
    return null;
  }
}

function listedFile(file: Buffer): ListedFile {
  try {
    return { file, stats: lstatSync(file, { throwIfNoEntry: false }) };
  } catch {
    // Reading it will tell why.
    return { file, stats: undefined };
  }
}

async function walk(top: string): Promise<Listing> {
  const listing: Listing = { files: [], failures: [] };
  const found: Buffer[] = [];
  let ignoring = false;
  const first = Buffer.from(top).toString(BYTES);
  const pending = [first];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = entriesOf(folder, listing);
    const names = new Set(entries.map(({ name }) => name));
    const clone = names.has('.git') && folder !== first ? await filesOfClone(bytes(folder).toString()) : null;
    if (clone !== null) {
      listing.files.push(...clone);
      continue;
    }
    ignoring ||= names.has('.gitignore');
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isFile() && path.endsWith('.rs')) found.push(bytes(path));
      if (entry.isDirectory() && entry.name !== '.git' && !isBuildFolder(path, entry.name, names))
        pending.push(path);
    }
  }
  // Git answers while this process looks at the files.
  const answer = ignoring ? ignoredAmong(top, found) : NOTHING;
  const listed = found.map(listedFile);
  const ignored = await answer;
  listing.files.push(...listed.filter((_, index) => !ignored.has(index)));
  return listing;
}

/** Cargo's output is marked by itself, or lies beside the package that it belongs to. */
function isBuildFolder(path: string, name: string, siblings: ReadonlySet<string>): boolean {
  return name === 'target' && (siblings.has('Cargo.toml') || existsSync(bytes(`${path}/CACHEDIR.TAG`)));
}

function entriesOf(folder: string, listing: Listing): Dirent[] {
  try {
    return readdirSync(bytes(folder), { encoding: BYTES, withFileTypes: true });
  } catch (error) {
    listing.failures.push({ folder: bytes(folder), message: (error as Error).message });
    return [];
  }
}

function bytes(path: string): Buffer {
  return Buffer.from(path, BYTES);
}
