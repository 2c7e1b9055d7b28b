import { contents } from '../evaluate/contents.js';
import type { LineOf } from '../report/scan-text.js';
import type { Repository } from '../snapshot/repository.js';

/** The lines of files at a commit, read once for reports that quote or measure them. @throws RepositoryError */
export async function linesAt(
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<LineOf> {
  if (paths.length === 0) return () => undefined;
  const found = await contents(repository, await repository.tree(commit), paths);
  const lines = new Map(Array.from(found, ([path, bytes]) => [path, linesOf(bytes)]));
  return (path, line) => lines.get(path)?.[line - 1];
}

/** A byte order mark counts as it does in columns: it is text like any other. */
export function linesOf(bytes: Uint8Array | undefined): string[] {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split(/\r?\n/);
}
