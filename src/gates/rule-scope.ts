import { isLiteral, matcher } from '../program/globs.js';
import type { RuleUse } from '../program/schema.js';
import { type Change, isFile, type Tree, type TreeEntry } from '../snapshot/tree.js';
import type { Plan, RuleRequest } from './gate.js';

/** The trees and changes that decide which files a rule's use concerns; plans and snapshots both have them. */
export interface Trees {
  readonly changes: readonly Change[];
  readonly headTree: Tree;
  readonly mergeBaseTree: Tree;
}

/** Which files one use of a rule concerns, at both ends. */
export interface RuleScope {
  readonly inScope: (path: string) => boolean;
  /** Rust files in scope at head and at the merge base. */
  readonly head: readonly string[];
  readonly mergeBase: readonly string[];
  /** Rust files out of scope that the pull request changes, as they are at head and at the merge base. */
  readonly changedHead: readonly string[];
  readonly changedMergeBase: readonly string[];
  /** Names in scope at head that end like Rust files and have no contents of their own: links and submodules. */
  readonly notFiles: readonly string[];
  /** Files in scope at the merge base that are not there at head. */
  readonly gone: readonly string[];
  /** Paths that the use names letter by letter and that are not there at head. */
  readonly unmatchedPaths: readonly string[];
}

export function isRust(path: string): boolean {
  return path.endsWith('.rs');
}

const rustOfTrees = new WeakMap<Tree, readonly TreeEntry[]>();

/** What is named like Rust in a tree, looked for once: every use of every rule asks. */
function rustEntries(tree: Tree): readonly TreeEntry[] {
  const known = rustOfTrees.get(tree);
  if (known !== undefined) return known;
  const entries = [...tree.values()].filter(({ path }) => isRust(path));
  rustOfTrees.set(tree, entries);
  return entries;
}

/** Works out which files a rule's use concerns. */
export function ruleScope(use: RuleUse, { changes, headTree, mergeBaseTree }: Trees): RuleScope {
  const inScope = matcher(use.in);
  const rustIn = (tree: Tree): string[] =>
    rustEntries(tree)
      .filter((entry) => isFile(entry) && inScope(entry.path))
      .map(pathOf);
  const mergeBase = rustIn(mergeBaseTree);
  const outside = (path: string): boolean => isRust(path) && !inScope(path);
  return {
    inScope,
    head: rustIn(headTree),
    mergeBase,
    changedHead: changes.flatMap(({ after }) =>
      after && isFile(after) && outside(after.path) ? [after.path] : [],
    ),
    changedMergeBase: changes.flatMap(({ before }) =>
      before && isFile(before) && outside(before.path) ? [before.path] : [],
    ),
    notFiles: rustEntries(headTree)
      .filter((entry) => !isFile(entry) && inScope(entry.path))
      .map(pathOf),
    gone: mergeBase.filter((path) => !headTree.has(path)),
    unmatchedPaths: use.in.filter((glob) => isLiteral(glob) && !headTree.has(glob)),
  };
}

function pathOf({ path }: { readonly path: string }): string {
  return path;
}

/**
 * What the gates that compare ask for: each rule, of the wave if no others are given, over its scope and over the
 * other Rust files that the pull request changes, at both ends.
 */
export function ruleRequests(
  gate: string,
  plan: Pick<Plan, 'wave' | 'rules' | keyof Trees>,
  uses: readonly RuleUse[] = plan.wave.rules,
): RuleRequest[] {
  return uses.map((use, index) => {
    const rule = plan.rules.get(use.rule);
    if (rule === undefined) throw new Error(`There is no rule \`${use.rule}\`.`);
    const scope = ruleScope(use, plan);
    return {
      key: requestKey(gate, index),
      rule: { ...rule, options: { ...rule.options, ...use.options } },
      headPaths: [...scope.head, ...scope.changedHead],
      mergeBasePaths: [...scope.mergeBase, ...scope.changedMergeBase],
    };
  });
}

/** The key under which the snapshot answers a gate's request for the wave's rule at `index`. */
export function requestKey(gate: string, index: number): string {
  return `${gate}:${index}`;
}
