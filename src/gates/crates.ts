import type { Tree } from '../snapshot/tree.js';

/** The folder of the nearest Cargo.toml at or above a path, `''` for the root; `null` when there is none. */
export function crateOf(path: string, tree: Tree): string | null {
  let folder = path;
  for (;;) {
    const slash = folder.lastIndexOf('/');
    if (slash === -1) return tree.has('Cargo.toml') ? '' : null;
    folder = folder.slice(0, slash);
    if (tree.has(`${folder}/Cargo.toml`)) return folder;
  }
}
