import { readCall } from '../dataflow/calls.js';
import type { Flow } from '../dataflow/flow.js';
import type { DetectorFile } from '../rules/detector.js';
import { NONE, type Node } from '../rust/syntax.js';
import { joinValues, type Value } from './memory.js';
import { handedToClosure } from './value-methods.js';

/** What closures that were bound to a name are handed where the name is used, by the closure and the position. */
export type ClosureArguments = ReadonlyMap<Node, readonly (Value | undefined)[]>;

/**
 * Reads in a flow that has run what is handed to closures bound before: `let add = |p| …; MAP.get_ptr_mut(0).map(add)`.
 * The closure stands above its uses, so that the flow meets it first.
 */
export function boundClosures(file: DetectorFile, flow: Flow<Value>): ClosureArguments {
  const { tree, names } = file;
  const found = new Map<Node, (Value | undefined)[]>();
  for (const closure of tree.nodes('closure_expression')) {
    const binding = tree.parent(closure);
    if (tree.kind(binding) !== 'let_declaration') continue;
    const pattern = tree.field(binding, 'pattern');
    if (tree.kind(pattern) !== 'identifier') continue;
    for (const use of names.usesOf(pattern)) {
      for (const [index, value] of handedAt(file, flow, use).entries()) {
        if (value === undefined) continue;
        const before = found.get(closure) ?? [];
        before[index] = joinValues(before[index], value);
        found.set(closure, before);
      }
    }
  }
  return found;
}

/** What a use of a closure's name hands to it: the arguments of its call, or what a method calls it with. */
function handedAt({ tree }: DetectorFile, flow: Flow<Value>, use: Node): (Value | undefined)[] {
  let value = use;
  while (tree.kind(tree.parent(value)) === 'reference_expression') value = tree.parent(value);
  const parent = tree.parent(value);
  if (tree.kind(parent) === 'call_expression') {
    return readCall(tree, parent).arguments.map((argument) => flow.value(argument));
  }
  const callNode = tree.kind(parent) === 'arguments' ? tree.parent(parent) : NONE;
  if (callNode === NONE || tree.kind(callNode) !== 'call_expression') return [];
  const call = readCall(tree, callNode);
  const self = call.receiver === NONE ? undefined : flow.value(call.receiver);
  return self?.kind === 'wrapped' ? [0, 1].map((index) => handedToClosure(self, call.name, index)) : [];
}
