import { type Call, readCall } from '../dataflow/calls.js';
import type { Flow } from '../dataflow/flow.js';
import type { DetectorFile } from '../rules/detector.js';
import type { Confidence } from '../rust/finding.js';
import { writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node } from '../rust/syntax.js';
import { feeds, type Place, readings, type Value } from './memory.js';

/** A store that also reads the place that it writes: a read-modify-write that is not atomic. */
export interface RacyStore {
  readonly node: Node;
  readonly place: Place;
  readonly confidence: Confidence;
}

const WRITE_METHODS = new Set(['write', 'write_volatile', 'write_unaligned', 'replace']);
const WRITE_FUNCTIONS =
  /^(?:core|std)::(?:ptr::(?:write|write_volatile|write_unaligned|replace)|mem::replace)$/;
/** `core::ops::AddAssign::add_assign` and its like. */
const OPERATOR_ASSIGN = /^(?:add|sub|mul|div|rem|bitand|bitor|bitxor|shl|shr)_assign$/;

/** The read-modify-writes that an expression does by itself, once the flow has left its parts. */
export function racyStores(file: DetectorFile, flow: Flow<Value>, node: Node, kind: string): RacyStore[] {
  switch (kind) {
    case 'compound_assignment_expr':
      return always(node, flow.part(node, 'left'));
    case 'assignment_expression':
      return assigned(node, flow.part(node, 'left'), flow.part(node, 'right'));
    case 'call_expression':
      return called(file, flow, readCall(file.tree, node));
    default:
      return [];
  }
}

function always(node: Node, target: Value | undefined): RacyStore[] {
  return target?.kind === 'place' ? [{ node, place: target.place, confidence: 'certain' }] : [];
}

function assigned(
  node: Node,
  target: Value | undefined,
  value: Value | undefined,
  confidence: Confidence = 'certain',
): RacyStore[] {
  if (target?.kind === 'place') {
    const racy = readings(value).some((reading) => feeds(reading, target.place));
    return racy ? [{ node, place: target.place, confidence }] : [];
  }
  if (target?.kind !== 'record') return [];
  for (const [name, part] of target.fields) {
    const stores = assigned(node, part, value?.kind === 'record' ? value.fields.get(name) : value);
    if (stores.length > 0) return stores;
  }
  return [];
}

function called(file: DetectorFile, flow: Flow<Value>, call: Call): RacyStore[] {
  const values = call.arguments.map((argument) => flow.value(argument));
  if (call.receiver !== NONE) return methodCalled(call, flow.value(call.receiver), values);
  const [target, value] = values;
  if (OPERATOR_ASSIGN.test(call.name)) return always(call.node, pointedTo(target));
  const confidence = target?.kind === 'pointer' ? writeFunction(file, call) : undefined;
  return confidence === undefined ? [] : assigned(call.node, pointedTo(target), value, confidence);
}

function methodCalled(call: Call, self: Value | undefined, values: (Value | undefined)[]): RacyStore[] {
  if (OPERATOR_ASSIGN.test(call.name))
    return always(call.node, self?.kind === 'place' ? self : pointedTo(self));
  if (!WRITE_METHODS.has(call.name) || self?.kind !== 'pointer') return [];
  return assigned(call.node, pointedTo(self), values[0]);
}

function pointedTo(value: Value | undefined): Value | undefined {
  return value?.kind === 'pointer' ? { kind: 'place', place: value.place } : undefined;
}

/** How surely the call's path is one of the functions that write through a pointer; `undefined` for not at all. */
function writeFunction(file: DetectorFile, call: Call): Confidence | undefined {
  if (call.path === NONE) return undefined;
  const resolved = file.names.resolve(call.path);
  if (resolved.kind !== 'external') return undefined;
  if (resolved.paths.some((path) => WRITE_FUNCTIONS.test(path))) return 'certain';
  const tail = writtenPath(file.tree, call.path).segments.slice(-2).join('::');
  return resolved.open && WRITE_FUNCTIONS.test(`core::${tail}`) ? 'probable' : undefined;
}
