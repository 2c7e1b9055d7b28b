import { typeName } from '../rust/contexts.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { isLooseFunction } from '../rust/test-functions.js';

/** The words with which an item of each kind begins. */
export const ITEM_KEYWORDS = {
  fn: ['fn'],
  struct: ['struct'],
  enum: ['enum'],
  union: ['union'],
  trait: ['trait'],
  type: ['type'],
  const: ['const'],
  static: ['static'],
  mod: ['mod'],
} as const;

export type ItemKind = keyof typeof ITEM_KEYWORDS;

const NODE_KINDS: Readonly<Record<string, ItemKind>> = {
  function_item: 'fn',
  function_signature_item: 'fn',
  struct_item: 'struct',
  enum_item: 'enum',
  union_item: 'union',
  trait_item: 'trait',
  type_item: 'type',
  associated_type: 'type',
  const_item: 'const',
  static_item: 'static',
  mod_item: 'mod',
};

/** An item and the node of its name. */
export interface DeclaredItem {
  readonly node: Node;
  readonly name: Node;
}

/** The items that a file declares, also among a macro's arguments, but not in the body of a `macro_rules!`. */
export function* declaredItems(tree: SyntaxTree, kind: ItemKind | 'item'): Generator<DeclaredItem> {
  for (let node: Node = 0; node < tree.size; ) {
    const nodeKind = tree.kind(node);
    const declared = NODE_KINDS[nodeKind];
    const name = declared === undefined ? NONE : tree.field(node, 'name');
    if (name !== NONE && (kind === 'item' || kind === declared)) yield { node, name };
    const isLoose = nodeKind === 'identifier' && (kind === 'item' || kind === 'fn');
    if (isLoose && isLooseFunction(tree, node)) yield { node, name: node };
    node = nodeKind === 'macro_definition' ? tree.subtreeEnd(node) : node + 1;
  }
}

/** Modules and types of more than these are left out, the outermost first. */
const MOST_SEGMENTS = 32;

/** An item's name with the modules, and the type or trait, that it stands in: `tests`, `Runner`, `run`. */
export function itemPath(tree: SyntaxTree, item: Node, name: string): string[] {
  const path = [name];
  for (let at = tree.parent(item); at !== NONE && path.length < MOST_SEGMENTS; at = tree.parent(at)) {
    const kind = tree.kind(at);
    if (kind === 'mod_item' || kind === 'trait_item')
      path.unshift(plainName(tree.source(tree.field(at, 'name'))));
    if (kind === 'impl_item') path.unshift(plainName(typeName(tree, tree.field(at, 'type'))));
  }
  return path;
}
