import { matcher } from '../../program/globs.js';
import type { SearchCondition } from '../../program/text-gate-schema.js';
import { isFile } from '../../snapshot/tree.js';
import { filesIn } from '../files-in.js';
import { isRust } from '../rule-scope.js';
import type { Trees } from './kind.js';

/** The files at head that a condition searches; something in Rust is looked for in Rust files alone. */
export function searchedFiles({ in: globs, pattern }: SearchCondition, { headTree }: Trees): string[] {
  const files = filesIn(headTree, globs);
  return typeof pattern === 'string' ? files : files.filter(isRust);
}

/**
 * The files at head in which something must not stand: those in scope, and those that the pull request only renames out
 * of it. A new name mends nothing.
 */
export function guardedFiles(condition: SearchCondition, trees: Trees): string[] {
  const inScope = matcher(condition.in);
  const renamedOut = trees.changes.flatMap(({ status, path, previousPath, after }) =>
    status === 'renamed' && inScope(previousPath!) && !inScope(path) && isFile(after!) ? [path] : [],
  );
  return [...searchedFiles(condition, trees), ...renamedOut];
}

/** Links and submodules in scope that the pull request brings: what they stand for is not searched. */
export function broughtLinks(globs: readonly string[], { changes }: Trees): string[] {
  const inScope = matcher(globs);
  return changes.flatMap(({ path, after }) =>
    after !== undefined && !isFile(after) && inScope(path) ? [path] : [],
  );
}
