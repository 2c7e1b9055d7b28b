import type { ScopeTable } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** Fields in which an identifier is not the use of a value. */
const OTHER_FIELDS = new Set([
  'name',
  'macro',
  'path',
  'alias',
  'argument',
  'label',
  'type',
  'trait',
  'field',
]);

const OTHER_PARENTS = new Set([
  'scoped_identifier',
  'scoped_type_identifier',
  'use_list',
  'scoped_use_list',
  'use_as_clause',
  'use_wildcard',
  'use_declaration',
  'token_tree',
  'attribute',
  'visibility_modifier',
  'label',
  'lifetime',
  'closure_parameters',
  'type_parameters',
  'token_binding_pattern',
  'token_tree_pattern',
  'token_repetition',
  'token_repetition_pattern',
  'fragment_specifier',
  'ERROR_NAME',
]);

/** Whether the node is a whole path in the place of a value: called, handed over, or bound to a name. */
export function isValuePath(tree: SyntaxTree, scopes: ScopeTable, node: Node): boolean {
  const kind = tree.kind(node);
  if (kind !== 'identifier' && kind !== 'scoped_identifier') return false;
  const parent = tree.parent(node);
  if (parent === NONE) return false;
  const parentKind = tree.kind(parent);
  if (OTHER_PARENTS.has(parentKind)) return false;
  const field = tree.fieldName(node);
  if (parentKind === 'field_initializer') return field === 'value';
  if (OTHER_FIELDS.has(field)) return false;
  return !scopes.isInPattern(node);
}

/** The call whose function the path is, or the path itself where it is only named. */
export function callOf(tree: SyntaxTree, path: Node): Node {
  const call = tree.parent(calleeOf(tree, path));
  return isCallee(tree, call, path) ? call : path;
}

function isCallee(tree: SyntaxTree, call: Node, path: Node): boolean {
  return (
    call !== NONE &&
    tree.kind(call) === 'call_expression' &&
    tree.field(call, 'function') === calleeOf(tree, path)
  );
}

/** The path with its generic arguments (`read::<&str>`). */
export function calleeOf(tree: SyntaxTree, path: Node): Node {
  const parent = tree.parent(path);
  return parent !== NONE && tree.kind(parent) === 'generic_function' ? parent : path;
}

/** Whether the path is what is assigned to, or the name of a macro's argument (`format!("{a}", a = 1)`): no function is. */
export function isAssigned(tree: SyntaxTree, path: Node): boolean {
  return (
    tree.fieldName(path) === 'left' &&
    ['assignment_expression', 'compound_assignment_expr'].includes(tree.kind(tree.parent(path)))
  );
}
