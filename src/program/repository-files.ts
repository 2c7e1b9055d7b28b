import { type Repository, RepositoryError } from '../snapshot/repository.js';
import { isFile, type TreeEntry } from '../snapshot/tree.js';
import { type FoundFile, isProgramPath } from './program-set.js';

/**
 * A repository's own program and rule files as they are at `commit`.
 * @throws RepositoryError when the commit cannot be read.
 */
export async function programFilesAt(
  repository: Pick<Repository, 'tree' | 'blobs'>,
  commit: string,
): Promise<FoundFile[]> {
  const entries = [...(await repository.tree(commit)).values()].filter(({ path }) => isProgramPath(path));
  return programFilesOf(repository, entries);
}

/** The same of entries of a tree. @throws RepositoryError */
export async function programFilesOf(
  repository: Pick<Repository, 'blobs'>,
  entries: readonly TreeEntry[],
): Promise<FoundFile[]> {
  const shas = entries.filter(isFile).map(({ sha }) => sha);
  const blobs = await repository.blobs([...new Set(shas)]);
  return entries.map((entry) => ({ path: entry.path, text: isFile(entry) ? textOf(entry, blobs) : null }));
}

function textOf({ path, sha }: TreeEntry, blobs: ReadonlyMap<string, Uint8Array>): string {
  const bytes = blobs.get(sha);
  if (bytes === undefined) throw new RepositoryError(`The contents of ${path} (${sha}) were not given.`);
  return new TextDecoder().decode(bytes);
}
