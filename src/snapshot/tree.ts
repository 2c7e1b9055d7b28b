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

/** A regular file: something that has contents of its own, unlike a symbolic link or a submodule. */
export function isFile(entry: TreeEntry): boolean {
  return entry.mode !== SYMLINK && entry.mode !== SUBMODULE;
}

/** The SHA that git gives to an empty file. */
const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

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
 * and the same whether the trees come from GitHub or from a clone, in whatever order they list their files.
 *
 * A removed and an added file of the same content are one rename; a rename with edits stays two changes, so both of
 * its paths are judged either way. Of several that could pair, those of the same file name do, then in path order.
 * Empty files and submodules never pair: their being the same says nothing.
 */
export function changesBetween(mergeBase: Tree, head: Tree): Change[] {
  const changes: Change[] = [];
  const added: TreeEntry[] = [];
  for (const [path, after] of head) {
    const before = mergeBase.get(path);
    if (before === undefined) added.push(after);
    else if (before.sha !== after.sha) changes.push({ status: 'modified', path, before, after });
    else if (before.mode !== after.mode) changes.push({ status: 'mode-changed', path, before, after });
  }
  const removed = [...mergeBase.values()].filter(({ path }) => !head.has(path));
  const sources = pairRenames(removed, added);
  for (const after of added) changes.push(arrival(after, sources.get(after)));
  const moved = new Set(sources.values());
  for (const before of removed) {
    if (!moved.has(before)) changes.push({ status: 'removed', path: before.path, before });
  }
  return changes.sort((a, b) => compareText(a.path, b.path));
}

function arrival(after: TreeEntry, source: TreeEntry | undefined): Change {
  if (source === undefined) return { status: 'added', path: after.path, after };
  return { status: 'renamed', path: after.path, previousPath: source.path, before: source, after };
}

/** Added files by the removed file that each came from. */
function pairRenames(removed: readonly TreeEntry[], added: readonly TreeEntry[]): Map<TreeEntry, TreeEntry> {
  const waiting = new Map<string, TreeEntry[]>();
  for (const entry of inPathOrder(removed)) {
    if (isFile(entry) && entry.sha !== EMPTY_BLOB)
      waiting.set(entry.sha, [...(waiting.get(entry.sha) ?? []), entry]);
  }
  const pairs = new Map<TreeEntry, TreeEntry>();
  const pair = (after: TreeEntry, fits: (before: TreeEntry) => boolean): void => {
    const candidates = waiting.get(after.sha) ?? [];
    const index = pairs.has(after) || !isFile(after) ? -1 : candidates.findIndex(fits);
    if (index !== -1) pairs.set(after, candidates.splice(index, 1)[0]!);
  };
  const ordered = inPathOrder(added);
  for (const after of ordered) pair(after, (before) => fileName(before) === fileName(after));
  for (const after of ordered) pair(after, () => true);
  return pairs;
}

function inPathOrder(entries: readonly TreeEntry[]): TreeEntry[] {
  return [...entries].sort((a, b) => compareText(a.path, b.path));
}

function fileName({ path }: TreeEntry): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Every path that a change touches: both of a rename. */
export function pathsOf(change: Change): string[] {
  return change.previousPath === undefined ? [change.path] : [change.previousPath, change.path];
}
