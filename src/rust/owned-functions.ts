import { typeName } from './contexts.js';
import { plainName } from './path-syntax.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

const known = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly Node[]>>();

/** The functions with a body in a file's `impl`s and `trait`s, by `Type::name` of the type's last segment. */
export function ownedFunctions(tree: SyntaxTree): ReadonlyMap<string, readonly Node[]> {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const functions = new Map<string, Node[]>();
  for (const item of tree.nodes('function_item')) {
    const owner = ownerName(tree, item);
    if (owner === null) continue;
    const name = `${owner}::${plainName(tree.source(tree.field(item, 'name')))}`;
    const same = functions.get(name);
    if (same === undefined) functions.set(name, [item]);
    else same.push(item);
  }
  known.set(tree, functions);
  return functions;
}

const knownTraits = new WeakMap<SyntaxTree, ReadonlyMap<string, readonly Node[]>>();

/** The traits that a file implements for types, by the type's last segment. */
export function implementedTraits(tree: SyntaxTree): ReadonlyMap<string, readonly Node[]> {
  const before = knownTraits.get(tree);
  if (before !== undefined) return before;
  const traits = new Map<string, Node[]>();
  for (const item of tree.nodes('impl_item')) {
    const trait = tree.field(item, 'trait');
    if (trait === NONE) continue;
    const owner = plainName(typeName(tree, tree.field(item, 'type')));
    const same = traits.get(owner);
    if (same === undefined) traits.set(owner, [trait]);
    else same.push(trait);
  }
  knownTraits.set(tree, traits);
  return traits;
}

/** The type or trait whose `impl` or `trait` holds the function; `null` for a free function. */
export function ownerName(tree: SyntaxTree, item: Node): string | null {
  const list = tree.parent(item);
  const owner = list === NONE ? NONE : tree.parent(list);
  if (owner === NONE) return null;
  switch (tree.kind(owner)) {
    case 'impl_item':
      return plainName(typeName(tree, tree.field(owner, 'type')));
    case 'trait_item':
      return plainName(tree.source(tree.field(owner, 'name')));
    default:
      return null;
  }
}
