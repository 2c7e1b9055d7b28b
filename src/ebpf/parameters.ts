import type { DetectorFile } from '../rules/detector.js';
import { writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { isEbpf } from './ebpf-code.js';
import { aliasedType, mapOfType, NO_MAP } from './map-types.js';
import { pointer, type Value, wrapped } from './memory.js';

/** References, wrappers and aliases around a parameter's type are followed this far. */
const MAX_STEPS = 16;
const WRAPPERS = new Set(['Option', 'Result']);

/** What a typed parameter is: a map's handle, or (in eBPF code) a raw pointer of unknown origin. */
export function parameterValue(file: DetectorFile, parameter: Node): Value | undefined {
  const type = file.tree.field(parameter, 'type');
  if (type === NONE) return undefined;
  const map = mapOfType(file, type);
  if (map !== undefined) return { kind: 'map', map: () => map };
  return isEbpf(file) ? pointerOfType(file, type, `parameter ${parameter}`) : undefined;
}

function pointerOfType(file: DetectorFile, type: Node, key: string): Value | undefined {
  const { tree } = file;
  let node = type;
  let layers = 0;
  let wrappers = 0;
  for (let step = 0; step < MAX_STEPS && node !== NONE; step++) {
    switch (tree.kind(node)) {
      case 'pointer_type':
        return isShared(tree, node) ? wrap(pointerTo(key, layers), wrappers) : undefined;
      case 'reference_type':
        layers++;
        node = tree.field(node, 'type');
        break;
      case 'generic_type':
        if (!WRAPPERS.has(writtenPath(tree, node).segments.at(-1) ?? '')) return undefined;
        wrappers++;
        node = firstTypeArgument(tree, node);
        break;
      default: {
        const alias = aliasedType(file, node);
        if (alias === undefined || alias === NO_MAP || alias.file !== file) return undefined;

        node = alias.node;
      }
    }
  }
  return undefined;
}

function pointerTo(key: string, layers: number): Value {
  return pointer({ origin: { map: undefined, key }, path: [] }, false, layers);
}

function wrap(value: Value, times: number): Value | undefined {
  let result: Value | undefined = value;
  for (let time = 0; time < times; time++) result = wrapped(result);
  return result;
}

/** `*mut T`; a `*mut Self` is what a method is called on, as generated bindings do for values of any origin. */
function isShared(tree: SyntaxTree, type: Node): boolean {
  const pointee = tree.field(type, 'type');
  const isSelf = pointee !== NONE && tree.source(pointee) === 'Self';
  return !isSelf && [...tree.children(type)].some((child) => tree.kind(child) === 'mutable_specifier');
}

function firstTypeArgument(tree: SyntaxTree, type: Node): Node {
  const list = tree.field(type, 'type_arguments');
  if (list === NONE) return NONE;
  for (const child of tree.namedChildren(list)) if (tree.kind(child) !== 'lifetime') return child;
  return NONE;
}
