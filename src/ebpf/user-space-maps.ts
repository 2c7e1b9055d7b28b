import { type Call, expressions, readCall } from '../dataflow/calls.js';
import type { Flow } from '../dataflow/flow.js';
import type { Part } from '../dataflow/patterns.js';
import { StructuralDomain } from '../dataflow/structural-domain.js';
import type { DetectorFile } from '../rules/detector.js';
import { NONE, type Node } from '../rust/syntax.js';
import { memberTypes } from './map-members.js';
import { isScalarType } from './scalar-types.js';

/** What the flow of user space's map handles knows of a value. */
export type UserSpaceValue =
  /** A handle of a map asked for, wrapped or not; `isScalar` as far as its value type is declared. */
  | { readonly kind: 'handle'; readonly isScalar: boolean | undefined }
  | { readonly kind: 'scalar' }
  /** A string that names a map asked for. */
  | { readonly kind: 'map-name' }
  /** A closure, by what it returns. */
  | { readonly kind: 'closure'; readonly result: UserSpaceValue | undefined };

type Handle = Extract<UserSpaceValue, { kind: 'handle' }>;

const OPENINGS = new Set(['map_mut', 'map', 'take_map']);
/** Methods of a handle, or of what wraps it, that give it again. */
const SAME_HANDLE = new Set([
  'unwrap',
  'expect',
  'context',
  'with_context',
  'ok_or',
  'ok_or_else',
  'ok',
  'map_err',
  'try_into',
  'into',
  'as_mut',
  'as_ref',
  'unwrap_or_else',
  'inspect_err',
]);
const CONVERTING = new Set(['map', 'and_then']);
const WRAPPING_PATHS = new Set(['try_from', 'from', 'new', 'try_into', 'into', 'Ok', 'Some']);
/** Methods of numbers that give a number. */
const SCALAR_METHODS =
  /^(?:to_[bl]e|from_[bl]e|swap_bytes|min|max|clone|clamp|pow|(?:wrapping|saturating)_\w+)$/;
const LITERALS = new Set(['integer_literal', 'float_literal', 'boolean_literal', 'char_literal']);

/** Follows handles of eBPF maps that user space opens by name, and which values are bare numbers. */
export class UserSpaceMaps extends StructuralDomain<UserSpaceValue> {
  constructor(
    private readonly file: DetectorFile,
    flow: Flow<UserSpaceValue>,
    private readonly isMap: (name: string) => boolean,
  ) {
    super(flow);
  }

  override join(a: UserSpaceValue | undefined, b: UserSpaceValue | undefined): UserSpaceValue | undefined {
    return a?.kind === b?.kind ? a : undefined;
  }

  override project(value: UserSpaceValue, part: Part): UserSpaceValue | undefined {
    return part.kind === 'field' || part.kind === 'element' ? undefined : value;
  }

  override iterate(value: UserSpaceValue): UserSpaceValue | undefined {
    return value.kind === 'map-name' || value.kind === 'handle' ? value : undefined;
  }

  override parameter(parameter: Node, owner: Node): UserSpaceValue | undefined {
    const type = this.tree.field(parameter, 'type');
    const list = this.tree.parent(owner);
    const call = list === NONE ? NONE : this.tree.parent(list);
    const isHandedOver = call !== NONE && this.tree.kind(call) === 'call_expression';
    const { receiver } = isHandedOver ? readCall(this.tree, call) : { receiver: NONE };
    const self = receiver === NONE ? undefined : this.flow.value(receiver);
    if (self?.kind === 'handle') return self;
    return type === NONE ? undefined : this.ofType(type);
  }

  override annotated(value: UserSpaceValue | undefined, type: Node): UserSpaceValue | undefined {
    if (value?.kind !== 'handle') return this.ofType(type) ?? value;
    return { kind: 'handle', isScalar: this.valueTypeIsScalar(type) ?? value.isScalar };
  }

  protected override operation(node: Node, kind: string): UserSpaceValue | undefined {
    if (LITERALS.has(kind)) return { kind: 'scalar' };
    switch (kind) {
      case 'string_literal':
      case 'raw_string_literal':
        return this.text(this.tree.source(node));
      case 'identifier':
      case 'scoped_identifier':
        return this.named(node, kind);
      case 'try_expression':
      case 'unary_expression':
        return this.inner(node);
      case 'reference_expression':
        return this.flow.part(node, 'value');
      case 'binary_expression':
        return this.joined(node);
      case 'array_expression':
        return namesOnly(this.joined(node));
      case 'type_cast_expression':
        return this.ofType(this.tree.field(node, 'type'));
      case 'if_expression':
        return this.chosen(node);
      case 'match_expression':
        return this.flow.part(node, 'body');
      case 'field_expression':
        return this.member(node);
      case 'closure_expression':
        return { kind: 'closure', result: this.flow.part(node, 'body') };
      case 'call_expression':
        return this.call(readCall(this.tree, node));
      default:
        return undefined;
    }
  }

  private text(literal: string): UserSpaceValue | undefined {
    const content = /^(?:r#*)?"([^"]*)"#*$/.exec(literal)?.[1];
    return content !== undefined && this.isMap(content) ? { kind: 'map-name' } : undefined;
  }

  /** A local, or a constant of the file by its type. */
  private named(node: Node, kind: string): UserSpaceValue | undefined {
    const local = kind === 'identifier' ? this.flow.local(node) : undefined;
    if (local !== undefined) return local.value;
    if (!/(?:^|:)\s*_?[A-Z][A-Z0-9_]*$/.test(this.tree.source(node).slice(-80))) return undefined;
    const resolved = this.file.names.resolve(node);
    if (resolved.kind === 'external' && isPrimitive(resolved.paths[0]!)) return { kind: 'scalar' };
    if (resolved.kind !== 'item' || resolved.rest.length > 0 || resolved.path !== this.file.path)
      return undefined;
    const value = this.tree.field(resolved.node, 'value');
    const text = value === NONE ? undefined : this.text(this.tree.source(value).slice(0, 200));
    const type = this.tree.field(resolved.node, 'type');
    return text ?? (type === NONE ? undefined : this.ofType(type));
  }

  private member(node: Node): UserSpaceValue | undefined {
    if (this.tree.fieldName(node) === 'function') return undefined;
    return this.declared(memberTypes(this.file, node));
  }

  /** A scalar where every declaration of the name in the file says so. */
  private declared(types: readonly Node[]): UserSpaceValue | undefined {
    const areScalar = types.length > 0 && types.every((type) => isScalarType(this.file, type) === true);
    return areScalar ? { kind: 'scalar' } : undefined;
  }

  private call(call: Call): UserSpaceValue | undefined {
    const [first] = call.arguments.map((argument) => this.flow.value(argument));
    if (OPENINGS.has(call.name) && first?.kind === 'map-name') return { kind: 'handle', isScalar: undefined };
    const self = call.receiver === NONE ? undefined : this.flow.value(call.receiver);
    if (self?.kind === 'handle') return this.onHandle(call, self, first);
    if (self?.kind === 'scalar') return SCALAR_METHODS.test(call.name) ? self : undefined;
    if (call.path !== NONE && first?.kind === 'handle') return this.converted(call, first);
    if (call.path !== NONE && isPrimitive(this.tree.source(call.path).slice(0, 80)))
      return { kind: 'scalar' };
    return this.declared(memberTypes(this.file, call.node));
  }

  private onHandle(
    call: Call,
    self: Handle,
    argument: UserSpaceValue | undefined,
  ): UserSpaceValue | undefined {
    if (SAME_HANDLE.has(call.name)) return self;
    if (!CONVERTING.has(call.name)) return undefined;
    if (argument?.kind === 'closure') return argument.result?.kind === 'handle' ? argument.result : undefined;
    const path = call.arguments[0];
    return path === undefined ? undefined : { kind: 'handle', isScalar: this.typedIn(path) ?? self.isScalar };
  }

  /** `LpmTrie::<_, [u8; 4], u32>::try_from(map)`. */
  private converted(call: Call, handle: Handle): UserSpaceValue | undefined {
    if (!WRAPPING_PATHS.has(call.name)) return undefined;
    return { kind: 'handle', isScalar: this.typedIn(call.path) ?? handle.isScalar };
  }

  private typedIn(path: Node): boolean | undefined {
    let type = this.tree.field(path, 'path');
    if (type !== NONE && this.tree.kind(type) === 'bracketed_type')
      type = expressions(this.tree, type)[0] ?? NONE;
    return type === NONE ? undefined : this.valueTypeIsScalar(type);
  }

  /** Whether the last argument of a map's type is a scalar; `undefined` where the type does not say. */
  private valueTypeIsScalar(type: Node): boolean | undefined {
    let last = type;
    for (let list = argumentsOf(this.file, last); list !== NONE; list = argumentsOf(this.file, last)) {
      const types = expressions(this.tree, list).filter((each) => this.tree.kind(each) !== 'lifetime');
      const [only] = types;
      if (only === undefined) return undefined;
      const isMap = types.length > 1 && !this.tree.source(this.tree.field(last, 'type')).endsWith('Result');
      if (isMap) return isScalarType(this.file, types.at(-1)!);
      last = only;
    }
    return undefined;
  }

  private ofType(type: Node): UserSpaceValue | undefined {
    return type !== NONE && isScalarType(this.file, type) === true ? { kind: 'scalar' } : undefined;
  }
}

/** Of an array's elements: what a loop over names meets; an array of numbers is no number. */
function namesOnly(value: UserSpaceValue | undefined): UserSpaceValue | undefined {
  return value?.kind === 'map-name' ? value : undefined;
}

function argumentsOf({ tree }: DetectorFile, type: Node): Node {
  return tree.field(type, 'type_arguments');
}

/** `u32::from`, `u8::MAX`. */
function isPrimitive(path: string): boolean {
  return /^(?:core::|std::)?(?:[ui](?:8|16|32|64|128|size)|bool|char)\s*::/.test(path);
}
