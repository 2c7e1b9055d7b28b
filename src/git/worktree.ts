import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, readlink } from 'node:fs/promises';
import { RepositoryError } from '../snapshot/repository.js';
import { EXECUTABLE, SUBMODULE, SYMLINK, type Tree, type TreeEntry } from '../snapshot/tree.js';
import { addEntry, readTree, records } from './objects.js';
import { decodePath } from './path.js';
import { git, runGit } from './run.js';

export interface Worktree {
  readonly tree: Tree;
  /** Where the blobs lie that git does not have yet, by SHA. */
  readonly files: ReadonlyMap<string, Buffer>;
}

interface Changed {
  readonly path: Buffer;
  /** Null: the mode is to be read from the file (an untracked one). `000000`: the file is gone. */
  readonly mode: string | null;
}

/**
 * The files as they lie in the working tree: those of HEAD, with every change, staged or not, and the untracked files
 * that are not ignored.
 *
 * @param top the working tree's top folder.
 */
export async function readWorktree(top: string): Promise<Worktree> {
  const head = await runGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const commit = head.stdout.toString().trim();
  const tree = new Map<string, TreeEntry>(head.code === 0 ? await readTree(top, commit) : []);
  const files = new Map<string, Buffer>();
  const algorithm = (await git(top, ['rev-parse', '--show-object-format'])).toString().trim();
  for (const changed of await changedFiles(top)) {
    tree.delete(decodePath(changed.path));
    if (changed.mode === '000000') continue;
    const absolute = Buffer.concat([Buffer.from(`${top}/`), changed.path]);
    const entry = await hashEntry(absolute, changed, algorithm);
    if (entry === null) continue;
    addEntry(tree, entry);
    if (entry.mode !== SUBMODULE) files.set(entry.sha, absolute);
  }
  return { tree, files };
}

async function changedFiles(top: string): Promise<Changed[]> {
  const status = await git(top, [
    'status',
    '--porcelain=v2',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=dirty',
  ]);
  return [...records(status)].flatMap((record) => parseStatus(record) ?? []);
}

/** The working tree's mode is the sixth field of an ordinary entry and the seventh of an unmerged one. */
function parseStatus(record: Buffer): Changed | null {
  switch (String.fromCharCode(record[0] ?? 0)) {
    case '?':
      return { path: withoutSlash(record.subarray(2)), mode: null };
    case '1':
      return { path: afterFields(record, 8), mode: field(record, 5) };
    case 'u':
      return { path: afterFields(record, 10), mode: field(record, 6) };
    default:
      return null;
  }
}

function field(record: Buffer, index: number): string {
  return record.toString('latin1').split(' ', index + 1)[index] ?? '';
}

function afterFields(record: Buffer, count: number): Buffer {
  let at = 0;
  for (let seen = 0; seen < count; seen++) at = record.indexOf(0x20, at) + 1;
  return record.subarray(at);
}

/** An untracked repository inside this one is listed with a slash: git would add it as a submodule. */
function withoutSlash(path: Buffer): Buffer {
  return path.at(-1) === 0x2f ? path.subarray(0, -1) : path;
}

/** @returns null when the file went since git listed it. */
async function hashEntry(absolute: Buffer, changed: Changed, algorithm: string): Promise<TreeEntry | null> {
  const path = decodePath(changed.path);
  const stat = await lstat(absolute).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw unreadable(path, error);
  });
  if (stat === null) return null;
  if (stat.isDirectory()) return submoduleEntry(absolute, path);
  if (stat.isSymbolicLink()) {
    const target = await readlink(absolute, { encoding: 'buffer' });
    const hash = createHash(algorithm).update(`blob ${target.length}\0`).update(target);
    return { path, mode: SYMLINK, sha: hash.digest('hex'), size: target.length };
  }
  if (!stat.isFile()) return null;
  const mode = changed.mode ?? ((stat.mode & 0o100) === 0 ? '100644' : EXECUTABLE);
  return { path, mode, sha: await hashFile(absolute, stat.size, algorithm, path), size: stat.size };
}

async function hashFile(absolute: Buffer, size: number, algorithm: string, path: string): Promise<string> {
  const hash = createHash(algorithm).update(`blob ${size}\0`);
  try {
    for await (const chunk of createReadStream(absolute)) hash.update(chunk as Buffer);
  } catch (error) {
    throw unreadable(path, error as Error);
  }
  return hash.digest('hex');
}

async function submoduleEntry(absolute: Buffer, path: string): Promise<TreeEntry | null> {
  const { code, stdout } = await runGit(absolute.toString(), [
    'rev-parse',
    '--verify',
    '--quiet',
    'HEAD^{commit}',
  ]);
  return code === 0 ? { path, mode: SUBMODULE, sha: stdout.toString().trim(), size: 0 } : null;
}

/** The bytes of a file that was hashed before. @throws RepositoryError when it changed since. */
export async function readHashed(absolute: Buffer, sha: string): Promise<Uint8Array> {
  const stat = await lstat(absolute).catch(() => null);
  const bytes = await (stat?.isSymbolicLink()
    ? readlink(absolute, { encoding: 'buffer' })
    : readFile(absolute)
  ).catch((error: Error) => {
    throw unreadable(decodePath(absolute), error);
  });
  const hash = createHash(sha.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes);
  if (hash.digest('hex') === sha) return bytes;
  throw new RepositoryError(`${decodePath(absolute)} changed while it was being read. Run the check again.`);
}

function unreadable(path: string, error: Error): RepositoryError {
  return new RepositoryError(`${path} cannot be read: ${error.message}`, { cause: error });
}
