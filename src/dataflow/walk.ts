import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';

export interface Visitor {
  enter(node: Node): void;
  /** Called once all nodes below have been left. */
  leave(node: Node): void;
}

/** Visits `root` and all below it in source order, without recursion: nesting depth costs no stack. */
export function walk(tree: SyntaxTree, root: Node, visitor: Visitor): void {
  let node = root;
  for (;;) {
    visitor.enter(node);
    const child = tree.firstChild(node);
    if (child !== NONE) {
      node = child;
      continue;
    }
    visitor.leave(node);
    while (node !== root && tree.nextSibling(node) === NONE) {
      node = tree.parent(node);
      visitor.leave(node);
    }
    if (node === root) return;
    node = tree.nextSibling(node);
  }
}
