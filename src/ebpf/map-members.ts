import { readCall } from '../dataflow/calls.js';
import type { DetectorFile } from '../rules/detector.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { type MapReference, once } from './map-declarations.js';
import { type MapHandle, mapOfType } from './map-types.js';

/** Struct fields and functions of one file by name, with the types that they declare. */
type Members = ReadonlyMap<string, readonly Node[]>;

const membersOf = new WeakMap<SyntaxTree, Members>();

/** The map that `x.field`, `x.method()` or `function()` is a handle of, as the file's declarations of that name say. */
export function memberMap(file: DetectorFile, expression: Node): MapReference | undefined {
  const types = memberTypes(file, expression);
  return types.length === 0 ? undefined : once(() => sharedFirst(types.map((type) => mapOfType(file, type))));
}

/** The types that the file's fields or functions of the name of `x.field`, `x.method()` or `function()` declare. */
export function memberTypes(file: DetectorFile, expression: Node): readonly Node[] {
  const key = memberKey(file.tree, expression);
  return (key === undefined ? undefined : membersIn(file.tree).get(key)) ?? [];
}

function memberKey(tree: SyntaxTree, expression: Node): string | undefined {
  if (tree.kind(expression) === 'call_expression') {
    const { name } = readCall(tree, expression);
    return name === '' ? undefined : `fn ${name}`;
  }
  const field = tree.field(expression, 'field');
  return field === NONE ? undefined : plainName(tree.source(field));
}

function sharedFirst(maps: readonly (MapHandle | undefined)[]): MapHandle | undefined {
  const known = maps.filter((map) => map !== undefined);
  return known.find((map) => !map.perCpu) ?? known[0];
}

function membersIn(tree: SyntaxTree): Members {
  const known = membersOf.get(tree);
  if (known !== undefined) return known;
  const types = new Map<string, Node[]>();
  for (let node = 0; node < tree.size; node++) {
    const kind = tree.kind(node);
    if (kind === 'field_declaration') addType(tree, types, node, '', 'type');
    else if (kind === 'function_item') addType(tree, types, node, 'fn ', 'return_type');
  }
  membersOf.set(tree, types);
  return types;
}

function addType(
  tree: SyntaxTree,
  types: Map<string, Node[]>,
  item: Node,
  prefix: string,
  field: string,
): void {
  const name = tree.field(item, 'name');
  const type = tree.field(item, field);
  if (name === NONE || type === NONE) return;
  const key = prefix + plainName(tree.source(name));
  const list = types.get(key);
  if (list === undefined) types.set(key, [type]);
  else list.push(type);
}
