import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import type { DetectorFile } from './detector.js';

/** A value that goes to more places than this is taken to go anywhere. */
const MOST_PLACES = 256;

/**
 * Where a value goes: where it stands, or, where a `let` of its own holds it, wherever that local is used, through
 * further locals too. None where a local holds it that nothing uses, or where it goes to too many places to tell.
 */
export function destinations({ tree, names }: DetectorFile, expression: Node): readonly Node[] {
  const found: Node[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.length + open.length > MOST_PLACES) return [];
    const value = handedValue(tree, next);
    const local = localHolding(tree, value);
    if (local === NONE) found.push(value);
    else open.push(...names.usesOf(local));
  }
  return found;
}

/** The name of the `let` whose value the expression is, or `NONE`. */
function localHolding(tree: SyntaxTree, value: Node): Node {
  const binding = tree.parent(value);
  if (binding === NONE || tree.kind(binding) !== 'let_declaration') return NONE;
  const pattern = tree.field(binding, 'pattern');
  return tree.kind(pattern) === 'identifier' ? pattern : NONE;
}

/** Climbs out of what only passes the value on: parentheses, `Box::new`, clones, ways to choose, and a block's last expression. */
export function handedValue(tree: SyntaxTree, expression: Node): Node {
  let node = expression;
  for (let steps = 0; steps < 64; steps++) {
    const parent = tree.parent(node);
    if (parent === NONE) return node;
    const outer = tree.parent(parent);
    if (isBoxOf(tree, outer, parent) || isCloneOf(tree, outer, parent)) node = outer;
    else if (!passesOn(tree, node, parent) || tree.kind(outer) === 'closure_expression') return node;
    else node = parent;
  }
  return node;
}

function passesOn(tree: SyntaxTree, node: Node, parent: Node): boolean {
  switch (tree.kind(parent)) {
    case 'parenthesized_expression':
    case 'else_clause':
    case 'match_block':
      return true;
    case 'block':
      return isTail(tree, node) && tree.kind(tree.parent(parent)) !== 'function_item';
    case 'if_expression':
      return tree.fieldName(node) !== 'condition';
    case 'match_expression':
      return tree.fieldName(node) === 'body';
    case 'match_arm':
      return tree.fieldName(node) === 'value';
    default:
      return false;
  }
}

function isBoxOf(tree: SyntaxTree, call: Node, list: Node): boolean {
  if (tree.kind(list) !== 'arguments' || tree.kind(call) !== 'call_expression') return false;
  const callee = tree.field(call, 'function');
  return (
    tree.kind(callee) === 'scoped_identifier' &&
    /^(?:(?:std|alloc)::boxed::)?Box::new$/.test(tree.source(callee))
  );
}

function isCloneOf(tree: SyntaxTree, call: Node, callee: Node): boolean {
  if (tree.kind(callee) !== 'field_expression' || call === NONE) return false;
  return (
    tree.kind(call) === 'call_expression' && plainName(tree.source(tree.field(callee, 'field'))) === 'clone'
  );
}

function isTail(tree: SyntaxTree, node: Node): boolean {
  let next = tree.nextSibling(node);
  while (next !== NONE && tree.kind(next).endsWith('_comment')) next = tree.nextSibling(next);
  return next !== NONE && tree.kind(next) === '}';
}
