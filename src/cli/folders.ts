import { type Dirent, existsSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join, relative } from 'node:path';
import { records } from '../git/objects.js';
import { runGit } from '../git/run.js';
import { ignoredAmong } from './ignored.js';
import { ancestors, MANIFEST, type Manifests } from './workspace.js';

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

/** The encoding that makes one character of each byte, so that text stands for any path. */
const BYTES = 'latin1';
const NOTHING: ReadonlySet<number> = new Set();

/** The Rust files below a folder that are not ignored. Symbolic links are not followed: no loop, no file twice. */
export async function rustFiles(folder: string, manifests: Manifests): Promise<Listing> {
  const tracked = cloneOf(folder) === null ? null : await filesOfClone(folder);
  if (tracked !== null) return { files: tracked, failures: [] };
  return walk(folder, manifests);
}

/** The same for each of several folders; git is asked once for all that lie in one clone. */
export async function rustFilesOfEach(folders: readonly string[], manifests: Manifests): Promise<Listing[]> {
  const tops = new Map(folders.map((folder) => [folder, cloneOf(folder)]));
  const names = new Map<string, Promise<Buffer[] | null>>();
  for (const top of new Set(tops.values())) {
    if (top === null) continue;
    const below = folders.filter((folder) => tops.get(folder) === top).map((folder) => relative(top, folder));
    names.set(top, namesInClone(top, ['--', ...below.map((path) => `:(literal)${path || '.'}`)]));
  }
  return Promise.all(
    folders.map(async (folder) => {
      const top = tops.get(folder)!;
      const prefix = Buffer.from(top === null ? '' : relative(top, folder)).toString(BYTES);
      const listed = top === null ? null : await names.get(top)!;
      const own = listed?.filter((name) => isRustBelow(prefix, name.toString(BYTES))) ?? [];
      return own.length === 0
        ? rustFiles(folder, manifests)
        : { files: regularFiles(top!, own), failures: [] };
    }),
  );
}

function isRustBelow(folder: string, name: string): boolean {
  return name.endsWith('.rs') && (folder === '' || name.startsWith(`${folder}/`));
}

/** The top of the clone that a folder lies in. */
function cloneOf(folder: string): string | null {
  return [...ancestors(folder)].find((dir) => existsSync(join(dir, '.git'))) ?? null;
}

/** @returns null when git does not answer, or when the folder itself is ignored: it was named, so it is meant. */
async function filesOfClone(folder: string): Promise<ListedFile[] | null> {
  const names = await namesInClone(folder, ['--', ':(glob)**/*.rs']);
  if (names === null) return null;
  if (names.length === 0 && (await runGit(folder, ['check-ignore', '--quiet', '.'])).code === 0) return null;
  return regularFiles(folder, names);
}

/** What git lists in a folder of a clone that is not ignored; null when it does not answer. */
async function namesInClone(folder: string, which: readonly string[]): Promise<Buffer[] | null> {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...which];
    const { code, stdout } = await runGit(folder, args);
    return code === 0 ? [...records(stdout)] : null;
  } catch {
    return null;
  }
}

/** Git also lists what was removed, submodules and symbolic links. */
function regularFiles(folder: string, names: readonly Buffer[]): ListedFile[] {
  const above = Buffer.from(`${folder}/`);
  return names
    .map((name) => listedFile(Buffer.concat([above, name])))
    .filter(({ stats }) => stats?.isFile() === true);
}

function listedFile(file: Buffer): ListedFile {
  try {
    return { file, stats: lstatSync(file, { throwIfNoEntry: false }) };
  } catch {
    // Reading it will tell why.
    return { file, stats: undefined };
  }
}

async function walk(top: string, manifests: Manifests): Promise<Listing> {
  const listing: Listing = { files: [], failures: [] };
  const found: Buffer[] = [];
  let ignoring = false;
  const first = Buffer.from(top).toString(BYTES);
  const pending = [first];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = entriesOf(folder, listing);
    const names = new Set(entries.map(({ name }) => name));
    manifests.learn(bytes(folder).toString(), names);
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
  return name === 'target' && (siblings.has(MANIFEST) || existsSync(bytes(`${path}/CACHEDIR.TAG`)));
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
