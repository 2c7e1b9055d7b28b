import { type Call, readCall } from '../dataflow/calls.js';
import { type Flow, firstNamed } from '../dataflow/flow.js';
import type { Part } from '../dataflow/patterns.js';
import { StructuralDomain } from '../dataflow/structural-domain.js';
import type { DetectorFile } from '../rules/detector.js';
import { plainName, writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node } from '../rust/syntax.js';
import { armsTaken, conditional, matches, type Span, spanOf, whenFalse, whenTrue } from './branches.js';
import type { DropSignals } from './drop-signals.js';
import { type Emit, emitsOf, joinRingValues, type RingValue } from './emits.js';
import { type MapReference, namedMap } from './map-declarations.js';
import { memberMap } from './map-members.js';
import { mapOfType } from './map-types.js';

const EMITS = new Set(['reserve', 'reserve_untyped', 'reserve_bytes', 'output']);
/** Methods whose closure, the first argument, runs on failure, and whose result still tells of it. */
const HANDLES_AND_KEEPS = new Set(['ok_or_else', 'map_err', 'or_else', 'inspect_err']);
/** The same, with a result that does not. */
const HANDLES = new Set(['unwrap_or_else', 'map_or_else']);
const KEEPS = new Set([
  'map',
  'and_then',
  'ok',
  'ok_or',
  'or',
  'and',
  'as_mut',
  'as_ref',
  'inspect',
  'copied',
  'cloned',
  'filter',
  'take',
  'err',
  'iter',
  'into_iter',
]);
const IGNORES = new Set([
  'unwrap',
  'expect',
  'unwrap_unchecked',
  'unwrap_or',
  'unwrap_or_default',
  'expect_err',
  'unwrap_err',
  'for_each',
]);
const SUCCEEDED = new Set(['is_some', 'is_ok', 'is_some_and', 'is_ok_and', 'map_or']);
const FAILED = new Set(['is_none', 'is_err', 'is_none_or', 'is_err_and']);

/** Follows what emits into ring buffers return, to the ways that are taken when the buffer was full. */
export class EmitFlow extends StructuralDomain<RingValue> {
  readonly emits: Emit[] = [];

  /** @param isRingName whether a receiver of that name is a ring buffer whatever its declaration. */
  constructor(
    private readonly file: DetectorFile,
    flow: Flow<RingValue>,
    private readonly signals: DropSignals,
    private readonly isRingName: (name: string) => boolean,
  ) {
    super(flow);
  }

  override join(a: RingValue | undefined, b: RingValue | undefined): RingValue | undefined {
    return joinRingValues(a, b);
  }

  override project(value: RingValue, part: Part): RingValue | undefined {
    return part.kind === 'reference' || part.kind === 'dereference' ? value : undefined;
  }

  override iterate(value: RingValue): undefined {
    this.settle(value, undefined);
  }

  override parameter(parameter: Node): RingValue | undefined {
    return this.ofType(this.tree.field(parameter, 'type'));
  }

  override annotated(value: RingValue | undefined, type: Node): RingValue | undefined {
    return value ?? this.ofType(type);
  }

  private ofType(type: Node): RingValue | undefined {
    const map = type === NONE ? undefined : mapOfType(this.file, type);
    return map === undefined ? undefined : { kind: 'map', map: () => map };
  }

  protected override operation(node: Node, kind: string): RingValue | undefined {
    switch (kind) {
      case 'identifier':
      case 'scoped_identifier':
        return this.named(node, kind);
      case 'reference_expression':
        return this.flow.part(node, 'value');
      case 'if_expression':
        return this.branches(node);
      case 'unary_expression':
        return this.unary(node);
      case 'binary_expression':
      case 'let_chain':
        return this.operands(node);
      case 'field_expression':
        return this.tree.fieldName(node) === 'function' ? undefined : handle(memberMap(this.file, node));
      case 'call_expression':
        return this.call(readCall(this.tree, node));
      default:
        return this.consume(node, kind);
    }
  }

  /** Nodes that decide what becomes of a result. */
  private consume(node: Node, kind: string): RingValue | undefined {
    switch (kind) {
      case 'let_condition':
        return this.letCondition(node);
      case 'let_declaration':
        this.declared(node);
        return undefined;
      case 'match_expression':
        return this.arms(node);
      case 'try_expression':
        this.settle(this.inner(node), undefined);
        return undefined;
      case 'expression_statement':
        return this.statement(node);
      case 'assignment_expression':
        this.assigned(node);
        return undefined;
      case 'while_expression':
        this.decided(node);
        return undefined;
      default:
        return this.handedOn(node, kind);
    }
  }

  private named(node: Node, kind: string): RingValue | undefined {
    const local = kind === 'identifier' ? this.flow.local(node) : undefined;
    return local === undefined ? handle(namedMap(this.file, node)) : local.value;
  }

  private unary(node: Node): RingValue | undefined {
    const value = this.inner(node);
    const isNot = this.operator(node) === '!';
    return isNot && value?.kind === 'flag' ? { ...value, success: !value.success } : value;
  }

  private operands(node: Node): RingValue | undefined {
    const value = this.joined(node);
    if (value?.kind === 'flag') return value;
    this.escape(value);
    return undefined;
  }

  private branches(node: Node): RingValue | undefined {
    this.decided(node);
    return this.chosen(node);
  }

  /** An `if` or `while` over a flag. */
  private decided(node: Node): void {
    const condition = this.flow.part(node, 'condition');
    if (condition?.kind !== 'flag') return;
    this.settle(condition, condition.success ? whenFalse(this.tree, node) : whenTrue(this.tree, node));
  }

  private letCondition(node: Node): undefined {
    const value = this.flow.part(node, 'value');
    if (emitsOf(value).length === 0) return;
    const way = matches(this.tree, this.tree.field(node, 'pattern'));
    const expression = conditional(this.tree, node);
    if (expression === NONE) this.escape(value);
    else if (way === 'success') this.settle(value, whenFalse(this.tree, expression));
    else if (way === 'failure') this.settle(value, whenTrue(this.tree, expression));
  }

  private declared(node: Node): void {
    const value = this.flow.part(node, 'value');
    const pattern = this.tree.field(node, 'pattern');
    const alternative = this.tree.field(node, 'alternative');
    if (alternative !== NONE) this.settle(value, spanOf(this.tree, alternative));
    else if (pattern !== NONE && this.tree.kind(pattern) === '_') this.settle(value, undefined);
  }

  private arms(node: Node): RingValue | undefined {
    const value = this.flow.part(node, 'value');
    if (value?.kind === 'result') this.settleAll(value, armsTaken(this.tree, node, 'failure'));
    if (value?.kind === 'flag') {
      this.settleAll(value, armsTaken(this.tree, node, value.success ? 'failure' : 'success'));
    }
    return this.flow.part(node, 'body');
  }

  private statement(node: Node): undefined {
    const isDiscarded = this.tree.text[this.tree.end(node) - 1] === ';';
    if (isDiscarded) this.settle(this.inner(node), undefined);
  }

  private assigned(node: Node): void {
    const left = this.tree.field(node, 'left');
    const value = this.flow.part(node, 'right');
    if (left === NONE || this.tree.kind(left) !== 'identifier') this.escape(value);
    else if (this.tree.source(left) === '_') this.settle(value, undefined);
  }

  private call(call: Call): RingValue | undefined {
    if (EMITS.has(call.name) && this.isOnRing(call)) {
      const emit: Emit = { node: call.node, signalled: false, silent: false, escaped: false };
      this.emits.push(emit);
      return { kind: 'result', emits: [emit] };
    }
    const self = call.receiver === NONE ? undefined : this.flow.value(call.receiver);
    if (self?.kind === 'result') return this.onResult(call, self);
    if (self?.kind === 'flag') return this.onFlag(call, self);
    return handle(memberMap(this.file, call.node));
  }

  /** `RING.reserve(…)`, or `RingBuf::reserve(&RING, …)`. */
  private isOnRing(call: Call): boolean {
    const ring = call.receiver === NONE ? call.arguments[0] : call.receiver;
    if (ring === undefined) return false;
    const value = this.flow.value(ring);
    if (value?.kind === 'map' && isRingBuffer(value.map)) return true;
    const name = call.receiver === NONE ? undefined : this.receiverName(call.receiver);
    return name !== undefined && this.isRingName(name);
  }

  private receiverName(receiver: Node): string | undefined {
    let node = receiver;
    while (node !== NONE && WRAPPING.has(this.tree.kind(node))) node = firstNamed(this.tree, node);
    if (node === NONE) return undefined;
    const field = this.tree.field(node, 'field');
    if (field !== NONE) return plainName(this.tree.source(field));
    return this.tree.kind(node) === 'metavariable' ? undefined : writtenPath(this.tree, node).segments.at(-1);
  }

  private onResult(call: Call, self: RingValue): RingValue | undefined {
    const handler = call.arguments[0];
    const isHandled = handler !== undefined && this.signals.inHandler(handler);
    if (HANDLES_AND_KEEPS.has(call.name)) {
      if (isHandled) this.mark(self, 'signalled');
      return self;
    }
    if (KEEPS.has(call.name)) return self;
    if (SUCCEEDED.has(call.name)) return { kind: 'flag', emits: emitsOf(self), success: true };
    if (FAILED.has(call.name)) return { kind: 'flag', emits: emitsOf(self), success: false };
    if (HANDLES.has(call.name)) this.mark(self, isHandled ? 'signalled' : 'silent');
    else this.mark(self, IGNORES.has(call.name) ? 'silent' : 'escaped');
    return undefined;
  }

  /** `failed.then(|| count())`. */
  private onFlag(call: Call, self: Extract<RingValue, { kind: 'flag' }>): undefined {
    const handler = call.arguments[0];
    if (call.name !== 'then' || handler === undefined) this.mark(self, 'escaped');
    else this.mark(self, !self.success && this.signals.inHandler(handler) ? 'signalled' : 'silent');
  }

  /** Handed to a call or put into a value; `drop(result)` only throws it away. */
  private handedOn(node: Node, kind: string): undefined {
    const call = kind === 'arguments' ? this.tree.parent(node) : NONE;
    const isCall = call !== NONE && this.tree.kind(call) === 'call_expression';
    const isThrownAway = isCall && readCall(this.tree, call).name === 'drop';
    for (const child of this.tree.children(node)) {
      this.mark(this.flow.value(child), isThrownAway ? 'silent' : 'escaped');
    }
  }

  /** What becomes of a failure that takes the way over `span`; without one nothing is done about it. */
  private settle(value: RingValue | undefined, span: Span | undefined): void {
    this.settleAll(value, span === undefined ? [] : [span]);
  }

  private settleAll(value: RingValue | undefined, spans: readonly Span[]): void {
    if (emitsOf(value).length === 0) return;
    const isSignalled = spans.length > 0 && spans.every(({ start, end }) => this.signals.between(start, end));
    this.mark(value, isSignalled ? 'signalled' : 'silent');
  }

  private escape(value: RingValue | undefined): void {
    this.mark(value, 'escaped');
  }

  private mark(value: RingValue | undefined, what: 'signalled' | 'silent' | 'escaped'): void {
    for (const emit of emitsOf(value)) emit[what] = true;
  }
}

const WRAPPING = new Set(['parenthesized_expression', 'unary_expression', 'reference_expression']);

function handle(map: MapReference | undefined): RingValue | undefined {
  return map === undefined ? undefined : { kind: 'map', map };
}

function isRingBuffer(reference: MapReference): boolean {
  const map = reference();
  return map?.type === 'RingBuf' && map.source !== 'foreign';
}
