import { type Call, expressions, readCall } from '../dataflow/calls.js';
import { type Flow, firstNamed } from '../dataflow/flow.js';
import type { Part } from '../dataflow/patterns.js';
import { StructuralDomain } from '../dataflow/structural-domain.js';
import type { DetectorFile } from '../rules/detector.js';
import { macroName } from '../rust/macro-arguments.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node } from '../rust/syntax.js';
import { type MapReference, namedMap } from './map-declarations.js';
import { memberMap } from './map-members.js';
import { type MapHandle, mapOfType } from './map-types.js';
import {
  ANY_ELEMENT,
  closure,
  computed,
  entryPointer,
  handedOver,
  joinValues,
  pointer,
  record,
  type Value,
  within,
  wrapped,
} from './memory.js';
import { parameterValue } from './parameters.js';
import {
  anyField,
  callOnPlace,
  callOnPointer,
  callOnWrapped,
  dereferenced,
  fieldOf,
  handedToClosure,
  layered,
} from './value-methods.js';

/** Calls that return, perhaps wrapped, the pointer that they are given. */
const POINTER_MADE = new Set([
  'new_unchecked',
  'transmute',
  'from_mut',
  'from_ref',
  'from',
  'from_raw_parts_mut',
  'into',
  'addr_of_mut',
  'addr_of',
]);
const WRAPPERS = new Set(['Some', 'Ok']);
const READERS = new Set(['read', 'read_volatile', 'read_unaligned', 'replace', 'take']);

/** Pointers into maps that functions of the file return, by the functions' names. */
export type ReturnedPointers = Map<string, Value>;

/** Follows raw pointers into eBPF maps, references made of them and what is read through them. */
export class MapPointers extends StructuralDomain<Value> {
  constructor(
    private readonly file: DetectorFile,
    flow: Flow<Value>,
    private readonly returned: ReturnedPointers = new Map(),
  ) {
    super(flow);
  }

  override join(a: Value | undefined, b: Value | undefined): Value | undefined {
    return joinValues(a, b);
  }

  override iterate(value: Value): Value | undefined {
    if (value.kind === 'wrapped') return value.inner;
    if (value.kind === 'record') return anyField(value);
    if (value.kind === 'pointer' && value.reference) return pointer(within(value.place, ANY_ELEMENT), true);
    return computed(value);
  }

  override parameter(parameter: Node, owner: Node, index: number): Value | undefined {
    const handed = this.tree.kind(owner) === 'closure_expression' ? this.handed(owner, index) : undefined;
    return handed ?? parameterValue(this.file, parameter);
  }

  override project(value: Value, part: Part): Value | undefined {
    switch (part.kind) {
      case 'variant':
        return value.kind === 'wrapped' ? value.inner : projectData(value, String(part.index));
      case 'field':
        return projectData(value, part.name);
      case 'element':
        return value.kind === 'record'
          ? value.fields.get(String(part.index))
          : projectData(value, ANY_ELEMENT);
      case 'dereference':
        return dereferenced(value);
      case 'reference':
        return layered(value);
    }
  }

  override annotated(value: Value | undefined, type: Node): Value | undefined {
    const map = value === undefined ? mapOfType(this.file, type) : undefined;
    return map === undefined ? value : { kind: 'map', map: () => map };
  }

  protected override operation(node: Node, kind: string): Value | undefined {
    switch (kind) {
      case 'identifier':
      case 'metavariable':
      case 'scoped_identifier':
        return this.named(node);
      case 'try_expression':
      case 'try_block':
        return this.unwrapped(node, kind);
      case 'if_expression':
      case 'match_expression':
        return this.choice(node, kind);
      case 'closure_expression':
        return closure(this.flow.part(node, 'body'));
      case 'unary_expression':
        return this.unary(node);
      case 'reference_expression':
        return this.reference(node);
      case 'field_expression':
        return this.field(node);
      case 'index_expression':
        return this.index(node);
      case 'type_cast_expression':
        return this.cast(node);
      case 'binary_expression':
      case 'range_expression':
        return computed(...this.parts(node));
      case 'let_condition':
        return computed(this.flow.part(node, 'value'));
      case 'let_chain':
        return computed(...this.parts(node));
      case 'tuple_expression':
      case 'array_expression':
        return this.positional(node);
      case 'struct_expression':
        return this.struct(node);
      case 'macro_invocation':
        return this.macro(node);
      case 'call_expression':
        return this.call(readCall(this.tree, node));
      default:
        return undefined;
    }
  }

  /** A local, or a static that is a map. */
  private named(node: Node): Value | undefined {
    const isPath = this.tree.kind(node) === 'scoped_identifier';
    const local = isPath ? undefined : this.flow.local(node);
    if (local !== undefined) return held(local.value);
    return this.tree.kind(node) === 'metavariable' ? undefined : handleOf(namedMap(this.file, node));
  }

  private unwrapped(node: Node, kind: string): Value | undefined {
    const value = this.inner(node);
    if (kind === 'try_block') return wrapped(value);
    return value?.kind === 'wrapped' ? value.inner : value;
  }

  private parts(node: Node): (Value | undefined)[] {
    return expressions(this.tree, node).map((child) => this.flow.value(child));
  }

  private choice(node: Node, kind: string): Value | undefined {
    const isMatch = kind === 'match_expression';
    const condition = computed(this.flow.part(node, isMatch ? 'value' : 'condition'));
    const chosen = isMatch ? this.flow.part(node, 'body') : this.chosen(node);
    return joinValues(chosen, condition);
  }

  private unary(node: Node): Value | undefined {
    const value = this.inner(node);
    if (value === undefined) return undefined;
    return this.operator(node) === '*' ? dereferenced(value) : computed(value);
  }

  private reference(node: Node): Value | undefined {
    const value = this.flow.part(node, 'value');
    if (value?.kind !== 'place') return value === undefined ? undefined : layered(value);
    const isRaw = [...this.tree.children(node)].some((child) => this.tree.kind(child) === 'raw');
    return pointer(value.place, !isRaw);
  }

  private field(node: Node): Value | undefined {
    if (this.tree.fieldName(node) === 'function') return undefined;
    const value = this.flow.part(node, 'value');
    const name = this.tree.field(node, 'field');
    const field =
      value === undefined || name === NONE ? undefined : fieldOf(value, plainName(this.tree.source(name)));
    return field ?? handleOf(memberMap(this.file, node));
  }

  private index(node: Node): Value | undefined {
    const [base, index] = expressions(this.tree, node);
    const value = base === undefined ? undefined : this.flow.value(base);
    if (value === undefined || index === undefined) return undefined;
    const isLiteral = this.tree.kind(index) === 'integer_literal';
    const text = this.tree.source(index);
    if (value.kind === 'record') return isLiteral ? value.fields.get(text) : undefined;
    return fieldOf(value, isLiteral ? `[${text}]` : ANY_ELEMENT);
  }

  private cast(node: Node): Value | undefined {
    const value = this.flow.part(node, 'value');
    if (value?.kind === 'pointer') return pointer(value.place, false, value.layers);
    return value?.kind === 'map' ? value : computed(value);
  }

  private positional(node: Node): Value | undefined {
    const fields = new Map<string, Value>();
    for (const [index, value] of this.parts(node).entries())
      if (value !== undefined) fields.set(String(index), value);
    return record(fields);
  }

  private struct(node: Node): Value | undefined {
    const fields = new Map<string, Value>();
    const body = this.tree.field(node, 'body');
    for (const initializer of body === NONE ? [] : expressions(this.tree, body)) {
      const name = this.tree.field(initializer, 'field');
      const child =
        name === NONE ? firstNamed(this.tree, initializer) : this.tree.field(initializer, 'value');
      const value = child === NONE ? undefined : this.flow.value(child);
      const isBase = this.tree.kind(initializer) === 'base_field_initializer';
      if (value !== undefined)
        fields.set(isBase ? '..' : this.tree.source(name === NONE ? child : name), value);
    }
    return record(fields);
  }

  private macro(node: Node): Value | undefined {
    const tokens = [...this.tree.namedChildren(node)].find((child) => this.tree.kind(child) === 'token_tree');
    const list = tokens === undefined ? NONE : firstNamed(this.tree, tokens);
    if (list === NONE || this.tree.kind(list) !== 'arguments') return undefined;
    const values = this.parts(list);
    const name = macroName(this.tree, node);
    if (name !== 'addr_of_mut' && name !== 'addr_of') return computed(...values);
    const place = values[0];
    return place?.kind === 'place' ? pointer(place.place, false) : place;
  }

  private call(call: Call): Value | undefined {
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
    if (isPointer && POINTER_MADE.has(call.name)) return first;
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

  /** What a method hands to the closure that is its argument. */
  private handed(closureNode: Node, index: number): Value | undefined {
    const list = this.tree.parent(closureNode);
    const callNode = list === NONE ? NONE : this.tree.parent(list);
    if (callNode === NONE || this.tree.kind(callNode) !== 'call_expression') return undefined;
    const call = readCall(this.tree, callNode);
    const self = call.receiver === NONE ? undefined : this.flow.value(call.receiver);
    return self?.kind === 'wrapped' ? handedToClosure(self, call.name, index) : undefined;
  }
}

function handleOf(map: MapReference | undefined): Value | undefined {
  return map === undefined ? undefined : { kind: 'map', map };
}

/** What a local holds that memory was bound to: a copy of it. */
function held(value: Value | undefined): Value | undefined {
  return value?.kind === 'place' ? { kind: 'copy', place: value.place } : value;
}

/** The same pointer into another entry of its map. */
function ofOrigin(value: Value, key: string): Value | undefined {
  if (value.kind === 'wrapped') return wrapped(ofOrigin(value.inner, key));
  if (value.kind !== 'pointer') return undefined;
  return { ...value, place: { ...value.place, origin: { ...value.place.origin, key } } };
}

/** Whether a value is, perhaps wrapped, a pointer that a map gave out. */
export function isMapPointer(value: Value | undefined): boolean {
  if (value?.kind === 'wrapped') return isMapPointer(value.inner);
  return value?.kind === 'pointer' && value.place.origin.map !== undefined;
}

/** Local storages hand out the pointer itself, not an `Option`: each CPU's or object's entry is always there. */
function isBare(map: MapHandle, call: Call): boolean {
  return map.type?.endsWith('Storage') ?? (call.receiver !== NONE && call.arguments.length === 0);
}

/** A part of a value matched by a pattern: through a reference, a reference to the part. */
function projectData(value: Value, name: string): Value | undefined {
  if (value.kind === 'wrapped') return undefined;
  const part = fieldOf(value, name);
  return value.kind === 'pointer' && part?.kind === 'place' ? pointer(part.place, true) : part;
}
