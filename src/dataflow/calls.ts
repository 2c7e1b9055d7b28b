import { plainName, writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { isComment } from './flow.js';

/** A call as written: of a method, of a path, or of another expression (then neither is there). */
export interface Call {
  readonly node: Node;
  /** The method's name or the path's last segment, without `r#`; empty for other callees. */
  readonly name: string;
  /** What the method is called on, or `NONE`. */
  readonly receiver: Node;
  /** The path of the function, or `NONE`. */
  readonly path: Node;
  readonly callee: Node;
  readonly arguments: readonly Node[];
}

/** Reads a `call_expression`. */
export function readCall(tree: SyntaxTree, node: Node): Call {
  const callee = tree.field(node, 'function');
  const named =
    callee !== NONE && tree.kind(callee) === 'generic_function' ? tree.field(callee, 'function') : callee;
  const call = {
    node,
    callee: named,
    arguments: callArguments(tree, node),
    receiver: NONE,
    path: NONE,
    name: '',
  };
  if (named === NONE) return call;
  if (tree.kind(named) === 'field_expression') {
    const name = plainName(tree.source(tree.field(named, 'field')));
    return { ...call, name, receiver: tree.field(named, 'value') };
  }
  const name = tree.kind(named).endsWith('identifier') ? writtenPath(tree, named).segments.at(-1) : undefined;
  return name === undefined ? call : { ...call, name, path: named };
}

function callArguments(tree: SyntaxTree, call: Node): Node[] {
  const list = tree.field(call, 'arguments');
  return list === NONE ? [] : expressions(tree, list);
}

/** The named children that are neither comments nor attributes. */
export function expressions(tree: SyntaxTree, list: Node): Node[] {
  const found: Node[] = [];
  for (const child of tree.namedChildren(list)) {
    const kind = tree.kind(child);
    if (!isComment(kind) && kind !== 'attribute_item') found.push(child);
  }
  return found;
}
