import type { ToldCommit } from '../snapshot/commits.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { Tree, TreeEntry } from '../snapshot/tree.js';
import { decodePath } from './path.js';
import { git, runGit } from './run.js';

/** All of a commit's files. @throws RepositoryError when its tree cannot be read whole. */
export async function readTree(dir: string, commit: string): Promise<Tree> {
  const listing = await git(dir, ['ls-tree', '-r', '-z', '-l', '--full-tree', '--end-of-options', commit]);
  const tree = new Map<string, TreeEntry>();
  for (const record of records(listing)) addEntry(tree, parseEntry(record));
  return tree;
}

export function addEntry(tree: Map<string, TreeEntry>, entry: TreeEntry): void {
  if (tree.has(entry.path)) {
    throw new RepositoryError(
      `Two files have names that cannot be told apart as text: ${entry.path}. Rename one.`,
    );
  }
  tree.set(entry.path, entry);
}

/** `<mode> <type> <sha> <size>\t<path>`, the size `-` for a submodule. */
function parseEntry(record: Buffer): TreeEntry {
  const tab = record.indexOf(0x09);
  const [mode = '', , sha = '', size = '-'] = record.toString('latin1', 0, tab).split(/ +/);
  return { path: decodePath(record.subarray(tab + 1)), mode, sha, size: size === '-' ? 0 : Number(size) };
}

/** The parts of an output with NUL after each. */
export function* records(output: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = output.indexOf(0); end !== -1; end = output.indexOf(0, start)) {
    yield output.subarray(start, end);
    start = end + 1;
  }
}

/** Commits as `git log` tells them by `%H`, `%P` and `%B`, NUL after each. */
export function toldCommits(output: Buffer): ToldCommit[] {
  const fields = [...records(output)].map((field) => field.toString().trim());
  return Array.from({ length: Math.floor(fields.length / 3) }, (_, index) => {
    const [sha = '', parents = '', message = ''] = fields.slice(index * 3);
    return { sha, parents: parents.split(' ').filter(Boolean), title: message.split('\n', 1)[0]!.trim() };
  });
}

/** Blobs by SHA, whole. @throws RepositoryError when one is not there. */
export async function readBlobs(dir: string, shas: readonly string[]): Promise<Map<string, Uint8Array>> {
  const blobs = new Map<string, Uint8Array>();
  if (shas.length === 0) return blobs;
  const output = await git(dir, ['cat-file', '--batch'], shas.map((sha) => `${sha}\n`).join(''));
  let at = 0;
  for (const sha of shas) {
    const headEnd = output.indexOf(0x0a, at);
    const head = output.toString('latin1', at, headEnd === -1 ? undefined : headEnd).split(' ');
    if (head[1] !== 'blob') throw await missingBlob(dir, sha);
    const size = Number(head[2]);
    blobs.set(sha, output.subarray(headEnd + 1, headEnd + 1 + size));
    at = headEnd + 1 + size + 1;
  }
  return blobs;
}

async function missingBlob(dir: string, sha: string): Promise<RepositoryError> {
  const partial = await runGit(dir, ['config', '--get-regexp', '^remote\\..*\\.promisor$']);
  const advice =
    partial.code === 0
      ? 'The clone is partial: run `git fetch --refetch --no-filter`.'
      : 'Run `git fsck`, or clone again.';
  return new RepositoryError(`The blob ${sha} is not in the clone ${dir}. ${advice}`);
}
