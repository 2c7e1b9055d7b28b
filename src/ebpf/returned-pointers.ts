import { Flow } from '../dataflow/flow.js';
import type { DetectorFile } from '../rules/detector.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { isMapPointer, MapPointers } from './map-pointers.js';
import type { Value } from './memory.js';
import type { ReturnedPointers } from './pointer-calls.js';

/** The functions of a file that return a pointer into a map, or a reference made of one, one call deep. */
export function returnedPointers(file: DetectorFile): ReturnedPointers {
  const returned: ReturnedPointers = new Map();
  const { tree } = file;
  const functions = [...tree.nodes('function_item')].filter(
    (item) => returnsMutable(tree, item) && file.contexts.function(item) === NONE,
  );
  if (functions.length === 0) return returned;
  const flow = new Flow<Value>(tree, (running) => new MapPointers(file, running));
  for (const item of functions) {
    flow.run(item);
    const value = flow.part(item, 'body');
    const name = tree.field(item, 'name');
    if (value !== undefined && name !== NONE && isMapPointer(value)) {
      returned.set(plainName(tree.source(name)), value);
    }
  }
  return returned;
}

/** Longer return types are not searched for a pointer. UTF-16 code units. */
const MAX_TYPE = 200;

function returnsMutable(tree: SyntaxTree, item: Node): boolean {
  const type = tree.field(item, 'return_type');
  return type !== NONE && /[*&][^,>]*\bmut\b/.test(tree.source(type).slice(0, MAX_TYPE));
}
