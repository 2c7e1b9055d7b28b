import type { Repository } from '../snapshot/repository.js';
import { isFile } from '../snapshot/tree.js';
import { type FoundFile, isProgramPath } from './program-set.js';

/**
 * A repository's own program and rule files as they are at `commit`, the tip of its default branch.
 * @throws RepositoryError when the commit cannot be read.
 */
export async function programFilesAt(
  repository: Pick<Repository, 'tree' | 'blobs'>,
  commit: string,
): Promise<FoundFile[]> {
  const entries = [...(await repository.tree(commit)).values()].filter(({ path }) => isProgramPath(path));
  const blobs = await repository.blobs(entries.filter(isFile).map(({ sha }) => sha));
  return entries.map(({ path, sha }) => {
    const bytes = blobs.get(sha);
    return { path, text: bytes === undefined ? null : new TextDecoder().decode(bytes) };
  });
}
