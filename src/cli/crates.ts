import type { NamedFile, Sources } from './sources.js';

/** The files of one crate below one root. */
export interface CrateSources {
  readonly root: string;
  readonly files: NamedFile[];
  readonly context: NamedFile[];
}

/**
 * The files by the crates that they belong to, the largest first. Names resolve within a crate, so each is a request
 * of its own: what is found does not depend on how many processes share the work.
 */
export function splitByCrate({ root, files, context, crateOf: folderOf }: Sources): CrateSources[] {
  const crates = new Map<string | null, CrateSources>();
  const crateOf = (path: string): CrateSources => {
    const folder = folderOf(path);
    const crate = crates.get(folder) ?? { root, files: [], context: [] };
    crates.set(folder, crate);
    return crate;
  };
  for (const file of files) crateOf(file.path).files.push(file);
  for (const file of context) crateOf(file.path).context.push(file);
  return largestFirst([...crates.values()].filter((crate) => crate.files.length > 0));
}

export function largestFirst(crates: readonly CrateSources[]): CrateSources[] {
  return [...crates].sort((a, b) => bytesOf(b.files) - bytesOf(a.files));
}

export function bytesOf(files: readonly NamedFile[]): number {
  return files.reduce((sum, { stats }) => sum + (stats?.size ?? 0), 0);
}
