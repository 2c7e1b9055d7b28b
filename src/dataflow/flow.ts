import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { Environment, type Local } from './environment.js';
import { type BoundName, matchPattern, type Part } from './patterns.js';
import { walk } from './walk.js';

/** What an analysis wants to know of values: the flow carries it from where they arise to where they are used. */
export interface Domain<V> {
  /** What an expression evaluates to. Called in source order, when all its parts have their values. */
  evaluate(node: Node, kind: string): V | undefined;
  /** What a sub-pattern meets when `value` is matched. */
  project(value: V, part: Part): V | undefined;
  /** What a loop's pattern meets when `value` is iterated. */
  iterate(value: V): V | undefined;
  /** What is known of a parameter of a function or closure at its start. */
  parameter(parameter: Node, owner: Node, index: number): V | undefined;
  /** What a `let` with a type binds. */
  annotated?(value: V | undefined, type: Node): V | undefined;
  /** What is known where two ways through the code meet. */
  join(a: V | undefined, b: V | undefined): V | undefined;
}

/**
 * Follows values through a file in one forward sweep: by every form of binding, through assignments, scopes, shadowing
 * and branches. Loops are swept once: what a later round would bring to an earlier line is not followed.
 */
export class Flow<V> {
  /** By node. */
  private readonly values: (V | undefined)[];
  private readonly scopes = new Map<Node, number>();
  private readonly environment: Environment<V>;
  private readonly rules: Domain<V>;

  constructor(
    readonly tree: SyntaxTree,
    domain: (flow: Flow<V>) => Domain<V>,
  ) {
    // oxlint-disable-next-line unicorn/no-new-array -- room for every node at once keeps the array a fast one
    this.values = new Array<V | undefined>(tree.size);
    this.environment = new Environment((a, b) => this.rules.join(a, b));
    this.rules = domain(this);
  }

  run(root: Node): void {
    walk(this.tree, root, { enter: (node) => this.enter(node), leave: (node) => this.leave(node) });
  }

  /** The value of an expression that the sweep has left. */
  value(node: Node): V | undefined {
    return this.values[node];
  }

  /** The local that an identifier names at this point of the sweep. */
  local(identifier: Node): Local<V> | undefined {
    return this.environment.lookup(plainName(this.tree.source(identifier)));
  }

  /** The value of the child that fills the field. */
  part(node: Node, field: string): V | undefined {
    const child = this.tree.field(node, field);
    return child === NONE ? undefined : this.value(child);
  }

  /** The value of a block: that of the expression it ends with. */
  tail(block: Node): V | undefined {
    let last: Node = NONE;
    for (const child of this.tree.namedChildren(block)) if (!isComment(this.tree.kind(child))) last = child;
    if (last === NONE) return undefined;
    const unended = this.tree.kind(last) === 'expression_statement' && !endsWithSemicolon(this.tree, last);
    return this.value(unended ? this.tree.firstChild(last) : last);
  }

  private enter(node: Node): void {
    if (!this.tree.isNamed(node)) return;
    const kind = this.tree.kind(node);
    if (kind === 'function_item') this.environment.enterFunction();
    if (scoping.has(kind)) this.scopes.set(node, this.environment.openScope());
    if (this.isBranch(node, kind)) this.environment.openBranch();
    if (kind === 'match_arm') this.bindArm(node);
  }

  private leave(node: Node): void {
    if (!this.tree.isNamed(node)) return;
    const kind = this.tree.kind(node);
    const value = this.rules.evaluate(node, kind);
    if (value !== undefined) this.values[node] = value;
    this.bindOnLeave(node, kind);
    if (this.isBranch(node, kind)) this.environment.closeBranch();
    if (scoping.has(kind)) this.environment.closeScope(this.scopes.get(node)!);
    if (kind === 'function_item') this.environment.leaveFunction();
    if (this.tree.fieldName(node) === 'consequence') this.endCondition(this.tree.parent(node));
  }

  /** What `if let` binds is not in scope in its `else`. */
  private endCondition(expression: Node): void {
    const mark = this.scopes.get(expression);
    if (mark !== undefined) this.environment.closeScope(mark);
  }

  /** Whether the code of this node may not run although what comes before it did. */
  private isBranch(node: Node, kind: string): boolean {
    if (kind === 'match_arm' || kind === 'else_clause' || kind === 'closure_expression') return true;
    if (kind !== 'block') return false;
    const field = this.tree.fieldName(node);
    if (field === 'consequence' || field === 'alternative') return true;
    return field === 'body' && loops.has(this.tree.kind(this.tree.parent(node)));
  }

  private bindOnLeave(node: Node, kind: string): void {
    switch (kind) {
      case 'let_declaration':
      case 'let_condition':
        this.bind(this.tree.field(node, 'pattern'), this.declared(node));
        break;
      case 'parameters':
      case 'closure_parameters':
        this.bindParameters(node);
        break;
      case 'assignment_expression':
        this.assign(this.tree.field(node, 'left'), this.part(node, 'right'));
        break;
      case 'compound_assignment_expr':
        this.combine(this.tree.field(node, 'left'), this.part(node, 'right'));
        break;
      default:
        this.bindLoop(node);
    }
  }

  private declared(declaration: Node): V | undefined {
    const value = this.part(declaration, 'value');
    const type = this.tree.field(declaration, 'type');
    return type === NONE || this.rules.annotated === undefined ? value : this.rules.annotated(value, type);
  }

  private bindLoop(node: Node): void {
    if (this.tree.fieldName(node) !== 'value') return;
    const loop = this.tree.parent(node);
    if (this.tree.kind(loop) !== 'for_expression') return;
    const value = this.value(node);
    this.bind(this.tree.field(loop, 'pattern'), value === undefined ? undefined : this.rules.iterate(value));
  }

  private bindArm(arm: Node): void {
    const pattern = this.tree.field(arm, 'pattern');
    const match = this.tree.parent(this.tree.parent(arm));
    if (pattern !== NONE && match !== NONE) this.bind(pattern, this.part(match, 'value'));
  }

  private bindParameters(parameters: Node): void {
    const owner = this.tree.parent(parameters);
    let index = 0;
    for (const parameter of this.tree.namedChildren(parameters)) {
      const kind = this.tree.kind(parameter);
      if (kind === 'attribute_item' || isComment(kind)) continue;
      const pattern = kind === 'parameter' ? this.tree.field(parameter, 'pattern') : parameter;
      this.bind(pattern, this.rules.parameter(parameter, owner, index++));
    }
  }

  private bind(pattern: Node, value: V | undefined): void {
    if (pattern === NONE) return;
    const names = new Map<string, V | undefined>();
    const bound: BoundName<V>[] = matchPattern(this.tree, pattern, value, (whole, part) =>
      this.rules.project(whole, part),
    );
    for (const { name, value } of bound) {
      names.set(name, names.has(name) ? this.rules.join(names.get(name), value) : value);
    }
    for (const [name, value] of names) this.environment.declare(name, value);
  }

  private assign(left: Node, value: V | undefined): void {
    const local = this.assigned(left);
    if (local !== undefined) this.environment.assign(local, value);
  }

  private combine(left: Node, value: V | undefined): void {
    const local = this.assigned(left);
    if (local !== undefined) this.environment.assign(local, this.rules.join(local.value, value));
  }

  private assigned(left: Node): Local<V> | undefined {
    let target = left;
    while (target !== NONE && this.tree.kind(target) === 'parenthesized_expression') {
      target = firstNamed(this.tree, target);
    }
    return target !== NONE && names.has(this.tree.kind(target)) ? this.local(target) : undefined;
  }
}

const scoping = new Set([
  'function_item',
  'closure_expression',
  'block',
  'if_expression',
  'while_expression',
  'for_expression',
  'match_arm',
]);
const loops = new Set(['while_expression', 'for_expression', 'loop_expression']);
const names = new Set(['identifier', 'metavariable']);

export function isComment(kind: string): boolean {
  return kind === 'line_comment' || kind === 'block_comment';
}

/** The first named child that is no comment, or `NONE`. */
export function firstNamed(tree: SyntaxTree, node: Node): Node {
  for (const child of tree.namedChildren(node)) if (!isComment(tree.kind(child))) return child;
  return NONE;
}

function endsWithSemicolon(tree: SyntaxTree, statement: Node): boolean {
  return tree.text.charCodeAt(tree.end(statement) - 1) === 0x3b;
}
