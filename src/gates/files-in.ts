import { matcher } from '../program/globs.js';
import { isFile, type Tree, type TreeEntry } from '../snapshot/tree.js';

const known = new WeakMap<Tree, Map<string, readonly TreeEntry[]>>();

/** The entries of a tree that globs match, in its order: files, links and submodules. Found once for a tree. */
export function entriesIn(tree: Tree, globs: readonly string[]): readonly TreeEntry[] {
  const byGlobs = known.get(tree) ?? new Map<string, readonly TreeEntry[]>();
  known.set(tree, byGlobs);
  const key = JSON.stringify(globs);
  const found = byGlobs.get(key) ?? search(tree, globs);
  byGlobs.set(key, found);
  return found;
}

/** The paths of the regular files of a tree that globs match. */
export function filesIn(tree: Tree, globs: readonly string[]): string[] {
  return entriesIn(tree, globs)
    .filter(isFile)
    .map(({ path }) => path);
}

function search(tree: Tree, globs: readonly string[]): TreeEntry[] {
  const matches = matcher(globs);
  return [...tree.values()].filter(({ path }) => matches(path));
}
