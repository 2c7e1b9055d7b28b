import { type Repository, RepositoryError } from '../snapshot/repository.js';
import { isFile, type Tree } from '../snapshot/tree.js';

/**
 * The bytes of regular files by path; what is none there is left out.
 *
 * @throws RepositoryError when a blob that the tree names is not given.
 */
export async function contents(
  repository: Repository,
  tree: Tree,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const entries = [...new Set(paths)].flatMap((path) => tree.get(path) ?? []).filter(isFile);
  if (entries.length === 0) return new Map();
  const blobs = await repository.blobs([...new Set(entries.map(({ sha }) => sha))]);
  return new Map(
    entries.map(({ path, sha }) => {
      const bytes = blobs.get(sha);
      if (bytes === undefined) throw new RepositoryError(`The contents of ${path} (${sha}) were not given.`);
      return [path, bytes] as const;
    }),
  );
}
