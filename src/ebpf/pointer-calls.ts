import { type Call, readCall } from '../dataflow/calls.js';
import type { Flow } from '../dataflow/flow.js';
import type { DetectorFile } from '../rules/detector.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import type { MapReference } from './map-declarations.js';
import { memberMap } from './map-members.js';
import type { MapHandle } from './map-types.js';
import { computed, entryPointer, handedOver, pointer, type Value, wrapped } from './memory.js';
import { anyField, callOnPlace, callOnPointer, callOnWrapped, handedToClosure } from './value-methods.js';

/** Calls that return, perhaps wrapped, the pointer that they are given. */
const POINTER_MADE = new Set([
  'new_unchecked',
  'from_mut',
  'from_ref',
  'from',
  'into',
  'addr_of_mut',
  'addr_of',
]);
/** Calls that make a reference, or what can be used like one, of the pointer that they are given. */
const REFERENCE_MADE = new Set(['from_raw_parts_mut', 'transmute']);
const WRAPPERS = new Set(['Some', 'Ok']);
const READERS = new Set(['read', 'read_volatile', 'read_unaligned', 'replace', 'take']);

/** Pointers into maps that functions of the file return, by the functions' names. */
export type ReturnedPointers = Map<string, Value>;

/** Knows what calls return where map handles, pointers or map memory are called or handed over. */
export class PointerCalls {
  private readonly tree: SyntaxTree;

  constructor(
    private readonly file: DetectorFile,
    private readonly flow: Flow<Value>,
    private readonly returned: ReturnedPointers,
  ) {
    this.tree = file.tree;
  }

  /** What the call returns. Its receiver, path and arguments have their values. */
  result(call: Call): Value | undefined {
    const args = call.arguments.map((argument) => this.flow.value(argument));
    if (call.name === 'get_ptr_mut' || call.name === 'get_ptr') return this.mapEntry(call, args);
    if (call.receiver !== NONE) return this.method(call, this.flow.value(call.receiver), args);
    return this.function(call, args);
  }

  private method(call: Call, self: Value | undefined, args: (Value | undefined)[]): Value | undefined {
    switch (self?.kind) {
      case 'pointer':
        return callOnPointer(self, call.name, args);
      case 'place':
        return callOnPlace(self.place, call.name, args);
      case 'wrapped':
        return callOnWrapped(self, call.name, args);
      case 'map':
        return args.length === 0 ? self : undefined;
      case 'record':
        if (call.name === 'into_iter') return wrapped(anyField(self));
        return computed(self, ...args.map(handedOver));
      case undefined:
        return this.ofMember(call, args);
      default:
        return computed(self, ...args.map(handedOver));
    }
  }

  private function(call: Call, args: (Value | undefined)[]): Value | undefined {
    const first = args[0];
    const isPointer = first?.kind === 'pointer';
    if (WRAPPERS.has(call.name)) return wrapped(first);
    if (isPointer && call.name === 'new') return wrapped(first);
    if (isPointer && REFERENCE_MADE.has(call.name)) return pointer(first.place, true, first.layers);
    if (isPointer && POINTER_MADE.has(call.name)) return pointer(first.place, first.reference, first.layers);
    if (isPointer && READERS.has(call.name)) return { kind: 'copy', place: first.place };
    const callee = call.callee === NONE ? undefined : this.flow.value(call.callee);
    const result = callee?.kind === 'closure' ? callee.result : undefined;
    return result ?? this.ofMember(call, args);
  }

  /** What the file's own declarations say that a call returns. */
  private ofMember(call: Call, args: (Value | undefined)[]): Value | undefined {
    const returned = this.returned.get(call.name);
    if (returned !== undefined) return ofOrigin(returned, `returned ${call.node}`);
    return handleOf(memberMap(this.file, call.node)) ?? computed(...args.map(handedOver));
  }

  /** `MAP.get_ptr_mut(key)` or `Array::get_ptr_mut(&MAP, key)`. */
  private mapEntry(call: Call, args: (Value | undefined)[]): Value | undefined {
    const isMethod = call.receiver !== NONE;
    const handle = isMethod ? this.flow.value(call.receiver) : args[0];
    const map = handle?.kind === 'map' ? handle.map() : undefined;
    if (map === undefined) return undefined;
    const key = call.arguments[isMethod ? 0 : 1];
    const origin = { map, key: this.entryKey(map, key, call.node) };
    const entry = entryPointer(origin);
    return isBare(map, call) ? entry : wrapped(entry);
  }

  /** Equal for two look-ups of one static under one key. */
  private entryKey(map: MapHandle, key: Node | undefined, call: Node): string {
    let node = key ?? NONE;
    while (node !== NONE && this.tree.kind(node) === 'reference_expression')
      node = this.tree.field(node, 'value');
    const kind = node === NONE ? '' : this.tree.kind(node);
    const local = kind === 'identifier' ? this.flow.local(node) : undefined;
    if (map.name === undefined || node === NONE) return `entry ${call}`;
    if (local !== undefined) return `${map.name} local ${local.id}.${local.version}`;
    const isConstant = kind === 'integer_literal' || kind === 'identifier' || kind === 'scoped_identifier';
    return isConstant ? `${map.name} ${this.tree.source(node)}` : `entry ${call}`;
  }

  /** What a method hands to the parameter at that position of the closure that is its argument. */
  handed(closureNode: Node, index: number): Value | undefined {
    const list = this.tree.parent(closureNode);
    const callNode = list === NONE ? NONE : this.tree.parent(list);
    if (callNode === NONE || this.tree.kind(callNode) !== 'call_expression') return undefined;
    const call = readCall(this.tree, callNode);
    const self = call.receiver === NONE ? undefined : this.flow.value(call.receiver);
    return self?.kind === 'wrapped' ? handedToClosure(self, call.name, index) : undefined;
  }
}

export function handleOf(map: MapReference | undefined): Value | undefined {
  return map === undefined ? undefined : { kind: 'map', map };
}

/** The same pointer into another entry of its map. */
function ofOrigin(value: Value, key: string): Value | undefined {
  if (value.kind === 'wrapped') return wrapped(ofOrigin(value.inner, key));
  if (value.kind !== 'pointer') return undefined;
  return { ...value, place: { ...value.place, origin: { ...value.place.origin, key } } };
}

/** Local storages hand out the pointer itself, not an `Option`: each CPU's or object's entry is always there. */
function isBare(map: MapHandle, call: Call): boolean {
  return map.type?.endsWith('Storage') ?? (call.receiver !== NONE && call.arguments.length === 0);
}
