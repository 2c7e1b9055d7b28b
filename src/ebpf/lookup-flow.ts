import { type Call, expressions, readCall } from '../dataflow/calls.js';
import type { Flow } from '../dataflow/flow.js';
import type { Part } from '../dataflow/patterns.js';
import { StructuralDomain } from '../dataflow/structural-domain.js';
import type { DetectorFile } from '../rules/detector.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node } from '../rust/syntax.js';
import { spanOf } from './branches.js';
import { LookupBranches } from './lookup-branches.js';
import { joinLookups, type LookupValue } from './lookups.js';
import { namedMap } from './map-declarations.js';
import type { MapHandle } from './map-types.js';
import { isScalarType } from './scalar-types.js';

const LOOKUPS = new Set(['get', 'get_ptr', 'get_ptr_mut', 'lookup']);
/** Methods of an `Option` after which it still tells whether the look-up found something. */
const KEEPS = new Set([
  'copied',
  'cloned',
  'as_ref',
  'filter',
  'inspect',
  'ok_or',
  'ok_or_else',
  'ok',
  'map_err',
]);
const UNWRAPS = new Set([
  'unwrap',
  'expect',
  'unwrap_unchecked',
  'unwrap_or',
  'unwrap_or_else',
  'unwrap_or_default',
]);
const OPENS_CLOSURE = new Set([
  'map',
  'and_then',
  'inspect',
  'map_or',
  'map_or_else',
  'is_some_and',
  'filter',
]);
/** Conversions that leave the number what it is. */
const CONVERSIONS = new Set([
  'into',
  'clone',
  'to_owned',
  'try_into',
  'unwrap',
  'expect',
  'read',
  'read_volatile',
  'as_ref',
  'as_mut',
  'copied',
]);
const CONVERTING_PATHS = new Set(['from', 'try_from', 'into', 'clone', 'read', 'read_volatile']);
const LITERALS = new Set([
  'integer_literal',
  'float_literal',
  'boolean_literal',
  'char_literal',
  'negative_literal',
]);
export interface LookupNames {
  /** Whether a static of that name is a map asked for. */
  readonly isSource: (name: string) => boolean;
  /** The field of an entry that holds the rule's id, and the one that holds its action. */
  readonly idField: string;
  readonly actionField: string;
}

/** Follows what look-ups in maps give, and which code runs only where they found something. */
export class LookupFlow extends StructuralDomain<LookupValue> {
  readonly branches: LookupBranches;

  constructor(
    private readonly file: DetectorFile,
    flow: Flow<LookupValue>,
    private readonly names: LookupNames,
  ) {
    super(flow);
    this.branches = new LookupBranches(flow);
  }

  override join(a: LookupValue | undefined, b: LookupValue | undefined): LookupValue | undefined {
    return joinLookups(a, b);
  }

  override iterate(value: LookupValue): LookupValue | undefined {
    return value.kind === 'lookup' ? value.inner : undefined;
  }

  override parameter(_parameter: Node, owner: Node, index: number): LookupValue | undefined {
    const list = index === 0 ? this.tree.parent(owner) : NONE;
    const callNode = list === NONE ? NONE : this.tree.parent(list);
    if (callNode === NONE || this.tree.kind(callNode) !== 'call_expression') return undefined;
    const call = readCall(this.tree, callNode);
    const self = call.receiver === NONE ? undefined : this.flow.value(call.receiver);
    if (self?.kind !== 'lookup' || !OPENS_CLOSURE.has(call.name)) return undefined;
    this.branches.open(spanOf(this.tree, owner), self.source);
    return self.inner;
  }

  override project(value: LookupValue, part: Part): LookupValue | undefined {
    switch (part.kind) {
      case 'variant':
        return value.kind === 'lookup' ? value.inner : undefined;
      case 'field':
        return this.fieldOf(value, part.name);
      case 'element':
        return value.kind === 'tuple' ? value.items[part.index] : undefined;
      case 'dereference':
      case 'reference':
        return value;
    }
  }

  protected override operation(node: Node, kind: string): LookupValue | undefined {
    if (LITERALS.has(kind)) return { kind: 'no-id', what: 'constant' };
    switch (kind) {
      case 'identifier':
      case 'scoped_identifier':
        return this.named(node, kind);
      case 'reference_expression':
      case 'type_cast_expression':
        return this.flow.part(node, 'value');
      case 'unary_expression':
        return this.unary(node);
      case 'binary_expression':
      case 'let_chain':
        return this.operands(node);
      case 'field_expression':
        return this.field(node);
      case 'tuple_expression':
        return { kind: 'tuple', items: expressions(this.tree, node).map((item) => this.flow.value(item)) };
      case 'try_expression':
        return this.tried(node);
      case 'closure_expression':
        return { kind: 'closure', result: this.flow.part(node, 'body') };
      case 'call_expression':
        return this.call(readCall(this.tree, node));
      default:
        return this.control(node, kind);
    }
  }

  private control(node: Node, kind: string): LookupValue | undefined {
    switch (kind) {
      case 'return_expression':
      case 'break_expression':
      case 'continue_expression':
        return { kind: 'never' };
      case 'expression_statement':
        return this.inner(node)?.kind === 'never' ? { kind: 'never' } : undefined;
      case 'if_expression':
        this.branches.flagged(node);
        return this.chosen(node);
      case 'match_expression':
        this.branches.arms(node);
        return this.flow.part(node, 'body');
      case 'let_condition':
        this.branches.condition(node);
        return undefined;
      case 'let_declaration':
        this.branches.rest(node);
        return undefined;
      default:
        return undefined;
    }
  }

  private named(node: Node, kind: string): LookupValue | undefined {
    const local = kind === 'identifier' ? this.flow.local(node) : undefined;
    if (local !== undefined) return local.value;
    const map = namedMap(this.file, node);
    return map === undefined ? undefined : { kind: 'name', path: node, map };
  }

  private unary(node: Node): LookupValue | undefined {
    const value = this.inner(node);
    const operator = this.operator(node);
    if (operator === '!' && value?.kind === 'flag') return { ...value, found: !value.found };
    return operator === '*' || value?.kind === 'no-id' ? value : undefined;
  }

  /** A number computed of constants is one; of `a && b`, what is known to have been found. */
  private operands(node: Node): LookupValue | undefined {
    const left = this.flow.part(node, 'left');
    const right = this.flow.part(node, 'right');
    if (left?.kind === 'flag' || right?.kind === 'flag') return left?.kind === 'flag' ? left : right;
    const isConstant = (value: LookupValue | undefined) =>
      value?.kind === 'no-id' && value.what === 'constant';
    return isConstant(left) && isConstant(right) ? left : undefined;
  }

  private field(node: Node): LookupValue | undefined {
    if (this.tree.fieldName(node) === 'function') return undefined;
    const value = this.flow.part(node, 'value');
    const name = this.tree.field(node, 'field');
    return value === undefined || name === NONE
      ? undefined
      : this.fieldOf(value, plainName(this.tree.source(name)));
  }

  private fieldOf(value: LookupValue, name: string): LookupValue | undefined {
    if (value.kind === 'tuple') return value.items[Number(name)];
    if (value.kind !== 'entry' && value.kind !== 'part') return undefined;
    if (name === this.names.actionField) return { kind: 'no-id', what: 'action' };
    return name === this.names.idField ? undefined : { kind: 'part' };
  }

  private tried(node: Node): LookupValue | undefined {
    const value = this.inner(node);
    if (value?.kind !== 'lookup') return value;
    this.branches.after(node, value.source);
    return value.inner;
  }

  private call(call: Call): LookupValue | undefined {
    const self = call.receiver === NONE ? undefined : this.flow.value(call.receiver);
    const first = call.arguments[0];
    const argument = first === undefined ? undefined : this.flow.value(first);
    if (self?.kind === 'name' && LOOKUPS.has(call.name)) return this.lookedUp(self.map());
    if (self?.kind === 'lookup') return this.onLookup(call, self, argument);
    if (self !== undefined) return CONVERSIONS.has(call.name) ? self : undefined;
    const isSome = call.path !== NONE && (call.name === 'Some' || call.name === 'Ok');
    if (isSome && argument?.kind === 'lookup') return argument;
    return call.path !== NONE && CONVERTING_PATHS.has(call.name) ? argument : undefined;
  }

  private lookedUp(map: MapHandle | undefined): LookupValue | undefined {
    if (map?.name === undefined) return undefined;
    const source = this.names.isSource(map.name);
    if (!source) return { kind: 'lookup', source, inner: undefined };
    const isScalar = map.valueType && isScalarType(map.valueType.file, map.valueType.node);
    return { kind: 'lookup', source, inner: { kind: 'entry', isScalar } };
  }

  private onLookup(
    call: Call,
    self: Extract<LookupValue, { kind: 'lookup' }>,
    argument: LookupValue | undefined,
  ): LookupValue | undefined {
    if (KEEPS.has(call.name)) return self;
    if (call.name === 'is_some' || call.name === 'is_some_and') {
      return { kind: 'flag', source: self.source, found: true };
    }
    if (call.name === 'is_none') return { kind: 'flag', source: self.source, found: false };
    if (call.name === 'or' || call.name === 'or_else') return this.either(self, argument);
    const result = argument?.kind === 'closure' ? argument.result : undefined;
    if (call.name === 'map') return { ...self, inner: result };
    if (call.name === 'and_then') return result?.kind === 'lookup' ? result : { ...self, inner: result };
    if (!UNWRAPS.has(call.name)) return undefined;
    if (!call.name.startsWith('unwrap_or')) this.branches.after(call.node, self.source);
    return self.inner;
  }

  /** `a.or(b)`: what either gave. */
  private either(
    self: Extract<LookupValue, { kind: 'lookup' }>,
    argument: LookupValue | undefined,
  ): LookupValue {
    const other = argument?.kind === 'closure' ? argument.result : argument;
    if (other?.kind !== 'lookup') return self;
    return { kind: 'lookup', source: self.source || other.source, inner: self.inner ?? other.inner };
  }
}
