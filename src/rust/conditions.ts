import type { Meta } from './attributes.js';
import { cfgIfBranches, cfgIfConditions } from './cfg-if.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { attributeMeta, attributeTargets, cfgPredicates } from './test-code.js';

const byItem = new WeakMap<SyntaxTree, ReadonlyMap<Node, readonly Meta[]>>();

/** The predicates of the `cfg`s that stand on an item or statement itself. */
export function ownConditions(tree: SyntaxTree, item: Node): readonly Meta[] {
  let conditions = byItem.get(tree);
  if (conditions === undefined) {
    conditions = readConditions(tree);
    byItem.set(tree, conditions);
  }
  return conditions.get(item) ?? [];
}

function readConditions(tree: SyntaxTree): ReadonlyMap<Node, readonly Meta[]> {
  const conditions = new Map<Node, Meta[]>();
  for (const [attribute, item] of attributeTargets(tree)) {
    const asked = item === NONE ? [] : cfgPredicates(attributeMeta(tree, attribute));
    const same = conditions.get(item);
    if (same !== undefined) same.push(...asked);
    else if (asked.length > 0) conditions.set(item, [...asked]);
  }
  addBranches(tree, conditions);
  return conditions;
}

/** The predicates of `cfg_if!` on what stands in its groups, which are no nodes of their own. */
function addBranches(tree: SyntaxTree, conditions: Map<Node, Meta[]>): void {
  if (cfgIfBranches(tree).length === 0) return;
  for (let node = 1; node < tree.size; node++) {
    if (!/_(item|declaration)$/.test(tree.kind(node))) continue;
    const added = cfgIfConditions(tree, tree.start(node));
    if (added.length > 0) conditions.set(node, [...(conditions.get(node) ?? []), ...added]);
  }
}

/** The predicates under which a build has the node: its own, and those around it in the file. */
export function conditionsAt(tree: SyntaxTree, node: Node): Meta[] {
  const conditions: Meta[] = [];
  for (let at = node; at !== NONE; at = tree.parent(at)) conditions.push(...ownConditions(tree, at));
  return conditions;
}
