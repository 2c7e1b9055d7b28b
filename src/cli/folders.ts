import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { records } from '../git/objects.js';
import { runGit } from '../git/run.js';

/** Paths are bytes: a name that is no UTF-8 must still be openable. */
export interface Listing {
  /** Absolute. */
  readonly files: Buffer[];
  /** Folders that could not be read. */
  readonly failures: { readonly folder: Buffer; readonly message: string }[];
}

const SLASH = Buffer.from('/');

/**
 * The root that paths of a report are relative to: the working tree's top, else the Cargo workspace's, else the
 * package's, else the folder itself.
 */
export function rootOf(folder: string): string {
  const above = [...ancestors(folder)];
  const holds = (name: string) => (dir: string) => existsSync(join(dir, name));
  return above.find(holds('.git')) ?? above.find(isWorkspace) ?? above.find(holds('Cargo.toml')) ?? folder;
}

/** The folder of the nearest Cargo.toml at or above a path, relative to the root; null when there is none. */
export function crateFolder(root: string, path: string): string | null {
  for (const folder of ancestors(dirname(path))) {
    if (hasManifest(join(root, folder))) return folder;
  }
  return null;
}

const manifests = new Map<string, boolean>();

/** Asked for every file of a folder, so remembered. */
function hasManifest(folder: string): boolean {
  const known = manifests.get(folder);
  if (known !== undefined) return known;
  const found = existsSync(join(folder, 'Cargo.toml'));
  manifests.set(folder, found);
  return found;
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
async function filesOfClone(folder: string): Promise<Buffer[] | null> {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ':(glob)**/*.rs'];
    const { code, stdout } = await runGit(folder, args);
    if (code !== 0) return null;
    const names = [...records(stdout)];
    if (names.length === 0 && (await runGit(folder, ['check-ignore', '--quiet', '.'])).code === 0)
      return null;
    return names.map((name) => Buffer.concat([Buffer.from(folder), SLASH, name])).filter(isPlainFile);
  } catch {
    return null;
  }
}

/** Git also lists what was removed, submodules and symbolic links. */
function isPlainFile(path: Buffer): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function walk(top: string): Promise<Listing> {
  const listing: Listing = { files: [], failures: [] };
  const found: Buffer[] = [];
  let ignoring = false;
  const pending: Buffer[] = [Buffer.from(top)];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const clone = folder.toString() === top ? null : await nestedClone(folder.toString());
    if (clone !== null) {
      listing.files.push(...clone);
      continue;
    }
    const entries = await entriesOf(folder, listing);
    const names = new Set(entries.map(({ name }) => name.toString()));
    ignoring ||= names.has('.gitignore');
    for (const { name, kind } of entries) {
      const path = Buffer.concat([folder, SLASH, name]);
      const text = name.toString();
      if (kind === 'folder' && text !== '.git' && !(text === 'target' && isBuildFolder(path, names)))
        pending.push(path);
      if (kind === 'file' && text.endsWith('.rs')) found.push(path);
    }
  }
  listing.files.push(...(ignoring ? await withoutIgnored(top, found) : found));
  return listing;
}

async function withoutIgnored(top: string, found: readonly Buffer[]): Promise<Buffer[]> {
  const { notIgnored } = await import('./ignored.js');
  return notIgnored(top, found);
}

async function nestedClone(folder: string): Promise<Buffer[] | null> {
  return existsSync(join(folder, '.git')) ? filesOfClone(folder) : null;
}

/** Cargo's output is marked by itself, or lies beside the package that it belongs to. */
function isBuildFolder(folder: Buffer, siblings: ReadonlySet<string>): boolean {
  return siblings.has('Cargo.toml') || existsSync(Buffer.concat([folder, Buffer.from('/CACHEDIR.TAG')]));
}

interface Entry {
  readonly name: Buffer;
  readonly kind: 'file' | 'folder' | 'other';
}

async function entriesOf(folder: Buffer, listing: Listing): Promise<Entry[]> {
  try {
    const entries = await readdir(folder, { encoding: 'buffer', withFileTypes: true });
    return entries.map((entry) => ({
      name: entry.name,
      kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other',
    }));
  } catch (error) {
    listing.failures.push({ folder, message: (error as Error).message });
    return [];
  }
}
