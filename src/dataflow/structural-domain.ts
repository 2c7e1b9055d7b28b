import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { type Domain, type Flow, firstNamed } from './flow.js';
import type { Part } from './patterns.js';

/** A domain that knows how values come out of parentheses, blocks, branches and matches; the rest is its heirs'. */
export abstract class StructuralDomain<V> implements Domain<V> {
  protected readonly tree: SyntaxTree;

  constructor(protected readonly flow: Flow<V>) {
    this.tree = flow.tree;
  }

  abstract project(value: V, part: Part): V | undefined;
  abstract iterate(value: V): V | undefined;
  abstract parameter(parameter: Node, owner: Node, index: number): V | undefined;
  abstract join(a: V | undefined, b: V | undefined): V | undefined;
  /** What an expression of any other kind evaluates to. */
  protected abstract operation(node: Node, kind: string): V | undefined;

  evaluate(node: Node, kind: string): V | undefined {
    switch (kind) {
      case 'parenthesized_expression':
      case 'unsafe_block':
      case 'else_clause':
      case 'await_expression':
      case 'const_block':
        return this.inner(node);
      case 'block':
        return this.flow.tail(node);
      case 'match_arm':
        return this.flow.part(node, 'value');
      case 'match_block':
        return this.joined(node);
      default:
        return this.operation(node, kind);
    }
  }

  /** The value of the one expression that the node is around. */
  protected inner(node: Node): V | undefined {
    const child = firstNamed(this.tree, node);
    return child === NONE ? undefined : this.flow.value(child);
  }

  /** What the children's values are together. */
  protected joined(node: Node): V | undefined {
    let joined: V | undefined;
    for (const child of this.tree.namedChildren(node)) joined = this.join(joined, this.flow.value(child));
    return joined;
  }

  /** What the ways of an `if` give. */
  protected chosen(node: Node): V | undefined {
    return this.join(this.flow.part(node, 'consequence'), this.flow.part(node, 'alternative'));
  }

  /** The operator that a `unary_expression` begins with. */
  protected operator(node: Node): string {
    return this.tree.text[this.tree.start(node)]!;
  }
}
