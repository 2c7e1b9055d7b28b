import { type Call, expressions, readCall } from '../dataflow/calls.js';
import { firstNamed } from '../dataflow/flow.js';
import type { DetectorFile } from '../rules/detector.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';

/** A place that says an event's rule: an emit, an event's literal or a store to its field. */
export interface RuleIdUse {
  /** What is reported. */
  readonly node: Node;
  /** The expression that stands for the rule's id. */
  readonly id: Node;
}

/** Finds, node by node, the places that say an event's rule. */
export class RuleIdUses {
  private readonly tree: SyntaxTree;

  /**
   * @param isEmit whether a function of that name emits an event.
   * @param parameter the emit functions' parameter, and the events' field, for the rule's id.
   */
  constructor(
    private readonly file: DetectorFile,
    private readonly isEmit: (name: string) => boolean,
    private readonly parameter: string,
  ) {
    this.tree = file.tree;
  }

  at(node: Node, kind: string): RuleIdUse | undefined {
    switch (kind) {
      case 'call_expression':
        return this.emitted(readCall(this.tree, node));
      case 'struct_expression':
        return this.initialised(node);
      case 'assignment_expression':
        return this.stored(node);
      default:
        return undefined;
    }
  }

  private emitted(call: Call): RuleIdUse | undefined {
    const signature = call.name === '' ? undefined : this.signature(call);
    if (signature === undefined) return undefined;
    const position = this.positionIn(signature, call.path !== NONE);
    const id = position === undefined ? undefined : call.arguments[position];
    return id === undefined ? undefined : { node: call.node, id };
  }

  /** The emit function that is called, with the tree of its file. */
  private signature(call: Call): { tree: SyntaxTree; item: Node } | undefined {
    if (!this.isEmit(call.name) && !this.aliases().has(call.name)) return undefined;
    const resolved = call.path === NONE ? undefined : this.file.names.resolve(call.path);
    if (resolved?.kind === 'item' && resolved.rest.length === 0) {
      const file = resolved.path === this.file.path ? this.file : this.file.crate.file(resolved.path);
      if (file !== null && file.tree.kind(resolved.node) === 'function_item') {
        const name = plainName(file.tree.source(file.tree.field(resolved.node, 'name')));
        return this.isEmit(name) ? { tree: file.tree, item: resolved.node } : undefined;
      }
    }
    const item = this.functions().get(call.name);
    return item === undefined ? undefined : { tree: this.tree, item };
  }

  private renamed: Set<string> | undefined;

  /** What `use … as …` renames to in this file. */
  private aliases(): ReadonlySet<string> {
    if (this.renamed !== undefined) return this.renamed;
    const aliases = [...this.tree.nodes('use_as_clause')].map((clause) => this.tree.field(clause, 'alias'));
    this.renamed = new Set(
      aliases.filter((node) => node !== NONE).map((node) => plainName(this.tree.source(node))),
    );
    return this.renamed;
  }

  private named: Map<string, Node> | undefined;

  private functions(): ReadonlyMap<string, Node> {
    if (this.named !== undefined) return this.named;
    this.named = new Map();
    for (const item of this.tree.nodes('function_item')) {
      const name = this.tree.field(item, 'name');
      if (name !== NONE) this.named.set(plainName(this.tree.source(name)), item);
    }
    return this.named;
  }

  /** The parameter's position among a call's arguments; a path call hands over `self` as an argument too. */
  private positionIn(
    { tree, item }: { tree: SyntaxTree; item: Node },
    isPathCall: boolean,
  ): number | undefined {
    const list = tree.field(item, 'parameters');
    let position = 0;
    for (const parameter of list === NONE ? [] : expressions(tree, list)) {
      const isSelf = tree.kind(parameter) === 'self_parameter';
      const pattern = tree.field(parameter, 'pattern');
      if (pattern !== NONE && plainName(tree.source(pattern)) === this.parameter) return position;
      if (!isSelf || isPathCall) position++;
    }
    return undefined;
  }

  private initialised(node: Node): RuleIdUse | undefined {
    const body = this.tree.field(node, 'body');
    for (const initializer of body === NONE ? [] : expressions(this.tree, body)) {
      const isShorthand = this.tree.kind(initializer) === 'shorthand_field_initializer';
      const name = isShorthand ? firstNamed(this.tree, initializer) : this.tree.field(initializer, 'field');
      if (name === NONE || plainName(this.tree.source(name)) !== this.parameter) continue;
      const id = isShorthand ? name : this.tree.field(initializer, 'value');
      if (id !== NONE && !this.isOverwritten(node)) return { node, id };
    }
    return undefined;
  }

  private stored(node: Node): RuleIdUse | undefined {
    const id = this.tree.field(node, 'right');
    return id === NONE || this.storedField(node) === NONE ? undefined : { node, id };
  }

  /** The event whose field is assigned, or `NONE`. */
  private storedField(assignment: Node): Node {
    const left = this.tree.field(assignment, 'left');
    const field = left === NONE ? NONE : this.tree.field(left, 'field');
    if (field === NONE || plainName(this.tree.source(field)) !== this.parameter) return NONE;
    return this.tree.field(left, 'value');
  }

  /** Whether the literal only begins an event whose rule is stored later. */
  private isOverwritten(literal: Node): boolean {
    const declaration = this.tree.parent(literal);
    if (declaration === NONE || this.tree.kind(declaration) !== 'let_declaration') return false;
    const pattern = this.tree.field(declaration, 'pattern');
    const name = pattern === NONE ? '' : this.tree.source(pattern);
    const end = this.tree.end(this.tree.parent(declaration));
    const start = this.tree.end(literal);
    return (
      this.stores()
        .get(name)
        ?.some((offset) => offset > start && offset < end) === true
    );
  }

  private storeOffsets: Map<string, number[]> | undefined;

  /** Where the rule of a local event is stored, by the local's name. */
  private stores(): ReadonlyMap<string, readonly number[]> {
    if (this.storeOffsets !== undefined) return this.storeOffsets;
    this.storeOffsets = new Map();
    for (const assignment of this.tree.nodes('assignment_expression')) {
      const event = this.storedField(assignment);
      if (event === NONE || this.tree.kind(event) !== 'identifier') continue;
      const name = this.tree.source(event);
      const offsets = this.storeOffsets.get(name) ?? [];
      offsets.push(this.tree.start(assignment));
      this.storeOffsets.set(name, offsets);
    }
    return this.storeOffsets;
  }
}
