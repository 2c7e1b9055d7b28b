import type { Flow } from '../dataflow/flow.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import {
  armsTaken,
  conditional,
  endOfBlock,
  matches,
  type Span,
  spanOf,
  whenFalse,
  whenTrue,
} from './branches.js';
import type { LookupValue } from './lookups.js';
import type { OpenedBranch } from './opened-branches.js';

/**
 * Collects the branches that look-ups open: the code that runs only where one found something. Where one of the maps
 * asked for has nothing, its branch is noted as opened by no source.
 */
export class LookupBranches {
  readonly opened: OpenedBranch[] = [];
  private readonly tree: SyntaxTree;

  constructor(private readonly flow: Flow<LookupValue>) {
    this.tree = flow.tree;
  }

  /** `let pattern = look-up` in a condition. */
  condition(node: Node): void {
    const value = this.flow.part(node, 'value');
    const expression = value?.kind === 'lookup' ? conditional(this.tree, node) : NONE;
    if (value?.kind !== 'lookup' || expression === NONE) return;
    const way = matches(this.tree, this.tree.field(node, 'pattern'));
    this.openWays(expression, way !== 'failure', value.source);
  }

  /** An `if` over a flag. */
  flagged(node: Node): void {
    const condition = this.flow.part(node, 'condition');
    if (condition?.kind !== 'flag') return;
    this.openWays(node, condition.found, condition.source);
  }

  /** Of an `if` or `while`, the way that is taken when something was found, and the other one. */
  private openWays(expression: Node, isFoundWhenTrue: boolean, source: boolean): void {
    const [onTrue, onFalse] = [whenTrue(this.tree, expression), whenFalse(this.tree, expression)];
    this.open(isFoundWhenTrue ? onTrue : onFalse, source);
    if (source) this.open(isFoundWhenTrue ? onFalse : onTrue, false);
  }

  /** `let … else`, and a `match` that goes on only with what was found: all that follows in the block. */
  rest(node: Node): void {
    const value = this.flow.part(node, 'value');
    const scrutinee = this.scrutinee(this.tree.field(node, 'value'));
    const lookup = scrutinee ?? (this.tree.field(node, 'alternative') === NONE ? undefined : value);
    if (lookup?.kind !== 'lookup') return;
    if (lookup.source) this.open(spanOf(this.tree, this.tree.field(node, 'alternative')), false);
    this.after(node, lookup.source);
  }

  /** What a `match` is about whose value is a look-up's. */
  private scrutinee(expression: Node): LookupValue | undefined {
    if (expression === NONE || this.tree.kind(expression) !== 'match_expression') return undefined;
    return this.flow.value(expression)?.kind === 'entry' ? this.flow.part(expression, 'value') : undefined;
  }

  /** The arms of a `match`. */
  arms(match: Node): void {
    const value = this.flow.part(match, 'value');
    if (value?.kind !== 'lookup' && value?.kind !== 'flag') return;
    const isTrueFound = value.kind === 'lookup' || value.found;
    const found = armsTaken(this.tree, match, isTrueFound ? 'success' : 'failure');
    const starts = new Set(found.map(({ start }) => start));
    for (const arm of found) this.open(arm, value.source);
    if (!value.source) return;
    for (const arm of armsTaken(this.tree, match, isTrueFound ? 'failure' : 'success')) {
      if (!starts.has(arm.start)) this.open(arm, false);
    }
  }

  /** What follows in the block where a missing entry leaves it. */
  after(node: Node, source: boolean): void {
    this.open({ start: this.tree.end(node), end: endOfBlock(this.tree, node) }, source);
  }

  open(span: Span | undefined, source: boolean): void {
    if (span !== undefined) this.opened.push({ ...span, source });
  }
}
