import { type Change, changesBetween, pathsOf, type Tree, type TreeEntry } from '../snapshot/tree.js';
import { isProgramPath } from './program-set.js';

/** A pull request's ends, and the branch that it goes into as it is now. */
export interface ProposedTrees {
  readonly base: Tree;
  readonly mergeBase: Tree;
  readonly head: Tree;
}

/** What a pull request does to program and rule files, and to others. */
export interface TouchedFiles {
  /** Program and rule files that it adds, changes or takes away; both paths of a rename. In path order. */
  readonly paths: readonly string[];
  /** Program files that it moves to where none is read. */
  readonly movedAway: readonly { readonly from: string; readonly to: string }[];
  /** Whether it changes nothing else. */
  readonly isAlone: boolean;
}

/** `null` where it touches none. */
export function touchedFiles({ mergeBase, head }: Omit<ProposedTrees, 'base'>): TouchedFiles | null {
  const paths = programPaths(mergeBase, head).filter((path) => !isSame(mergeBase.get(path), head.get(path)));
  if (paths.length === 0) return null;
  const changes = changesBetween(mergeBase, head);
  return {
    paths,
    movedAway: changes.flatMap(movedAway),
    isAlone: changes.flatMap(pathsOf).every(isProgramPath),
  };
}

function movedAway({ path, previousPath }: Change): TouchedFiles['movedAway'] {
  const isMove = previousPath !== undefined && isProgramPath(previousPath) && !isProgramPath(path);
  return isMove ? [{ from: previousPath, to: path }] : [];
}

/** The program and rule files that merging comes to. */
export interface MergedFiles {
  readonly entries: readonly TreeEntry[];
  /** Paths that the head and the base branch changed each in its own way: the head's file is taken. */
  readonly diverged: readonly string[];
}

/** File by file, as a merge does: what only one side changed is as that side has it. */
export function mergedFiles({ base, mergeBase, head }: ProposedTrees): MergedFiles {
  const diverged: string[] = [];
  const entries = programPaths(base, mergeBase, head).flatMap((path) => {
    const [ours, before, theirs] = [base.get(path), mergeBase.get(path), head.get(path)];
    if (isSame(theirs, before)) return ours ?? [];
    if (!isSame(ours, before) && !isSame(ours, theirs)) diverged.push(path);
    return theirs ?? [];
  });
  return { entries, diverged };
}

function programPaths(...trees: readonly Tree[]): string[] {
  return [...new Set(trees.flatMap((tree) => [...tree.keys()].filter(isProgramPath)))].sort();
}

function isSame(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode;
}
