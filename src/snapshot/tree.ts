import { compareText } from '../rust/finding.js';

/** An entry of a git tree: a file, a symbolic link or a submodule. Folders are not entries. */
export interface TreeEntry {
  readonly path: string;
  /** Git's mode as six octal digits. */
  readonly mode: '100644' | '100755' | '120000' | '160000' | (string & {});
  /** The blob's SHA; for a submodule the commit's. */
  readonly sha: string;
  /** Bytes; 0 for submodules. */
  readonly size: number;
}

/** All of a commit's files by path. */
export type Tree = ReadonlyMap<string, TreeEntry>;

export const EXECUTABLE = '100755';
export const SYMLINK = '120000';
export const SUBMODULE = '160000';

export type ChangeStatus = 'added' | 'modified' | 'removed' | 'renamed' | 'mode-changed';

/** A path that differs between merge base and head. */
export interface Change {
  readonly status: ChangeStatus;
  /** The path at head; for a removal the path that went. */
  readonly path: string;
  /** The path at the merge base, of a rename only. */
  readonly previousPath?: string;
  readonly before?: TreeEntry;
  readonly after?: TreeEntry;
}

/**
 * What a pull request changes, by its two trees: complete at any size, where GitHub's list of files ends at 3,000,
 * and the same whether the trees come from GitHub or from a clone.
 *
 * A removed and an added file of the same content are one rename; a rename with edits stays two changes, so both of
 * its paths are judged either way.
 */
export function changesBetween(mergeBase: Tree, head: Tree): Change[] {
  const changes: Change[] = [];
  const removed = new Map<string, TreeEntry[]>();
  for (const [path, before] of mergeBase) {
    if (!head.has(path)) removed.set(before.sha, [...(removed.get(before.sha) ?? []), before]);
  }
  for (const [path, after] of head) {
    const before = mergeBase.get(path);
    if (before === undefined) {
      const source = removed.get(after.sha)?.shift();
      changes.push(
        source === undefined
          ? { status: 'added', path, after }
          : { status: 'renamed', path, previousPath: source.path, before: source, after },
      );
    } else if (before.sha !== after.sha) changes.push({ status: 'modified', path, before, after });
    else if (before.mode !== after.mode) changes.push({ status: 'mode-changed', path, before, after });
  }
  for (const entries of removed.values()) {
    for (const before of entries) changes.push({ status: 'removed', path: before.path, before });
  }
  return changes.sort((a, b) => compareText(a.path, b.path));
}

/** Every path that a change touches: both of a rename. */
export function pathsOf(change: Change): string[] {
  return change.previousPath === undefined ? [change.path] : [change.previousPath, change.path];
}
