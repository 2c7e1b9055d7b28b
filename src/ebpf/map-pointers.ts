import { expressions, readCall } from '../dataflow/calls.js';
import { type Flow, firstNamed } from '../dataflow/flow.js';
import type { Part } from '../dataflow/patterns.js';
import { StructuralDomain } from '../dataflow/structural-domain.js';
import type { DetectorFile } from '../rules/detector.js';
import { macroName } from '../rust/macro-arguments.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node } from '../rust/syntax.js';
import type { ClosureArguments } from './bound-closures.js';
import { namedMap } from './map-declarations.js';
import { memberMap } from './map-members.js';
import { mapOfType } from './map-types.js';
import {
  ANY_ELEMENT,
  closure,
  computed,
  joinValues,
  pointer,
  record,
  type Value,
  within,
  wrapped,
} from './memory.js';
import { parameterValue } from './parameters.js';
import { handleOf, PointerCalls, type ReturnedPointers } from './pointer-calls.js';
import { anyField, dereferenced, fieldOf, layered } from './value-methods.js';

/** Follows raw pointers into eBPF maps, references made of them and what is read through them. */
export class MapPointers extends StructuralDomain<Value> {
  private readonly calls: PointerCalls;

  constructor(
    private readonly file: DetectorFile,
    flow: Flow<Value>,
    returned: ReturnedPointers = new Map(),
    private readonly bound: ClosureArguments = new Map(),
  ) {
    super(flow);
    this.calls = new PointerCalls(file, flow, returned);
  }

  /** What a block or an arm ends with is copied out of it: `&mut unsafe { *p }` points to a copy. */
  override evaluate(node: Node, kind: string): Value | undefined {
    const value = super.evaluate(node, kind);
    return kind === 'block' || kind === 'match_arm' ? held(value) : value;
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
    const handed =
      this.tree.kind(owner) === 'closure_expression' ? this.calls.handed(owner, index) : undefined;
    if (handed !== undefined) return handed;
    const isTyped = this.tree.kind(parameter) === 'parameter';
    return isTyped ? parameterValue(this.file, parameter) : this.bound.get(owner)?.[index];
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
        return this.calls.result(readCall(this.tree, node));
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
}

/** What a local holds that memory was bound to: a copy of it. */
function held(value: Value | undefined): Value | undefined {
  return value?.kind === 'place' ? { kind: 'copy', place: value.place } : value;
}

/** Whether a value is, perhaps wrapped, a pointer that a map gave out. */
export function isMapPointer(value: Value | undefined): boolean {
  if (value?.kind === 'wrapped') return isMapPointer(value.inner);
  return value?.kind === 'pointer' && value.place.origin.map !== undefined;
}

/** A part of a value matched by a pattern: through a reference, a reference to the part. */
function projectData(value: Value, name: string): Value | undefined {
  if (value.kind === 'wrapped') return undefined;
  const part = fieldOf(value, name);
  return value.kind === 'pointer' && part?.kind === 'place' ? pointer(part.place, true) : part;
}
