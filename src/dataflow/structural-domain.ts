import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { expressions } from './calls.js';
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
  annotated(value: V | undefined, _type: Node): V | undefined {
    return value;
  }

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

  /** This domain, with someone who looks at each node before it is evaluated, when its parts have their values. */
  observed(look: (node: Node, kind: string) => void): Domain<V> {
    return {
      evaluate: (node, kind) => {
        look(node, kind);
        return this.evaluate(node, kind);
      },
      project: (value, part) => this.project(value, part),
      iterate: (value) => this.iterate(value),
      parameter: (parameter, owner, index) => this.parameter(parameter, owner, index),
      annotated: (value, type) => this.annotated(value, type),
      join: (a, b) => this.join(a, b),
    };
  }

  /** The value of the one expression that the node is around. */
  protected inner(node: Node): V | undefined {
    const child = firstNamed(this.tree, node);
    return child === NONE ? undefined : this.flow.value(child);
  }

  /** What the children's values are together. */
  protected joined(node: Node): V | undefined {
    const [first, ...others] = expressions(this.tree, node).map((child) => this.flow.value(child));
    return others.reduce((joined, value) => this.join(joined, value), first);
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
