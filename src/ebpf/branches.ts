import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';

/** A part of the text that runs on some condition: `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How far up an expression's surroundings are searched for the `if` that it is a condition of. */
const MAX_CLIMB = 64;
const CONDITION_PARTS = new Set([
  'let_chain',
  'binary_expression',
  'parenthesized_expression',
  'unary_expression',
]);

/** The `if`, `while` or match arm whose condition the expression is a part of, or `NONE`. */
export function conditional(tree: SyntaxTree, condition: Node): Node {
  let node = condition;
  for (let step = 0; step < MAX_CLIMB && node !== NONE; step++) {
    const parent = tree.parent(node);
    if (parent === NONE) return NONE;
    const kind = tree.kind(parent);
    const isCondition = tree.fieldName(node) === 'condition';
    if (isCondition && (kind === 'if_expression' || kind === 'while_expression')) return parent;
    if (!CONDITION_PARTS.has(kind)) return NONE;
    node = parent;
  }
  return NONE;
}

/** What runs when the condition of an `if` or `while` holds. */
export function whenTrue(tree: SyntaxTree, expression: Node): Span | undefined {
  const isLoop = tree.kind(expression) === 'while_expression';
  return spanOf(tree, tree.field(expression, isLoop ? 'body' : 'consequence'));
}

/** What runs when it does not hold: the `else`, or what follows where the other way leaves the function or loop. */
export function whenFalse(tree: SyntaxTree, expression: Node): Span | undefined {
  const alternative = tree.field(expression, 'alternative');
  if (alternative !== NONE) return spanOf(tree, alternative);
  const taken = tree.field(expression, 'consequence');
  if (taken === NONE || !diverges(tree, taken)) return undefined;
  return { start: tree.end(expression), end: endOfStatements(tree, expression) };
}

export function spanOf(tree: SyntaxTree, node: Node): Span | undefined {
  return node === NONE ? undefined : { start: tree.start(node), end: tree.end(node) };
}

const LEAVING = new Set(['return_expression', 'break_expression', 'continue_expression']);
const TRANSPARENT = new Set(['expression_statement', 'block', 'unsafe_block']);

/** Whether a block ends by leaving the function or loop. */
function diverges(tree: SyntaxTree, block: Node): boolean {
  let node = block;
  for (let step = 0; step < MAX_CLIMB; step++) {
    if (LEAVING.has(tree.kind(node))) return true;
    if (!TRANSPARENT.has(tree.kind(node))) return false;
    let last: Node = NONE;
    for (const child of tree.namedChildren(node)) if (!tree.kind(child).endsWith('comment')) last = child;
    if (last === NONE) return false;
    node = last;
  }
  return false;
}

/** Where the statements end that run after the expression, whatever block of them it stands in. */
function endOfStatements(tree: SyntaxTree, expression: Node): number {
  let end = tree.end(expression);
  let node = tree.parent(expression);
  for (let step = 0; step < MAX_CLIMB && node !== NONE && TRANSPARENT.has(tree.kind(node)); step++) {
    end = tree.end(node);
    node = tree.parent(node);
  }
  return end;
}

/** Where the block ends that the node stands in. */
export function endOfBlock(tree: SyntaxTree, node: Node): number {
  let at = tree.parent(node);
  while (at !== NONE && tree.kind(at) !== 'block' && tree.kind(at) !== 'function_item') at = tree.parent(at);
  return at === NONE ? tree.text.length : tree.end(at);
}

/** Which way a pattern on an `Option`, `Result` or `bool` takes. */
export type Matches = 'success' | 'failure' | 'either';

/** Whether a pattern matches a success (`Some(…)`, `Ok(…)`), a failure (`None`, `Err(…)`) or both. */
export function matches(tree: SyntaxTree, pattern: Node): Matches {
  const seen = new Set<Matches>();
  const pending = [pattern];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const kind = tree.kind(node);
    if (kind === 'match_pattern' || kind === 'or_pattern' || kind === 'captured_pattern') {
      pending.push(...alternatives(tree, node, kind));
    } else seen.add(single(tree, node, kind));
  }
  const [first] = seen;
  return seen.size === 1 && first !== undefined ? first : 'either';
}

function alternatives(tree: SyntaxTree, node: Node, kind: string): Node[] {
  const parts = [...tree.children(node)].filter(
    (child) => (tree.isNamed(child) || tree.kind(child) === '_') && tree.fieldName(child) !== 'condition',
  );
  return kind === 'captured_pattern' ? parts.slice(1) : parts;
}

function single(tree: SyntaxTree, pattern: Node, kind: string): Matches {
  const path = kind === 'tuple_struct_pattern' ? tree.field(pattern, 'type') : pattern;
  const name = path === NONE ? '' : tree.source(path).replace(/^[\s\S]*::\s*/, '');
  if (kind === 'boolean_literal') return name === 'true' ? 'success' : 'failure';
  if (kind === 'tuple_struct_pattern') return name === 'Some' || name === 'Ok' ? 'success' : 'failure';
  return name === 'None' ? 'failure' : 'either';
}

/** The arms of a `match` that are taken on a success, or on a failure. */
export function armsTaken(tree: SyntaxTree, match: Node, way: 'success' | 'failure'): Span[] {
  const body = tree.field(match, 'body');
  const spans: Span[] = [];
  for (const arm of body === NONE ? [] : tree.namedChildren(body)) {
    const pattern = tree.kind(arm) === 'match_arm' ? tree.field(arm, 'pattern') : NONE;
    if (pattern === NONE) continue;
    const matched = matches(tree, pattern);
    if (matched !== way && matched !== 'either') continue;
    // A wildcard after `Some(…)` is for what was not found.
    if (way === 'success' && matched === 'either' && spans.length > 0) continue;
    spans.push(spanOf(tree, tree.field(arm, 'value')) ?? { start: 0, end: 0 });
    if (way === 'failure' && isExhaustive(tree, pattern)) break;
  }
  return spans;
}

/** Whether no later arm can see a failure: there is no guard, and every failure matches. */
function isExhaustive(tree: SyntaxTree, pattern: Node): boolean {
  if (tree.field(pattern, 'condition') !== NONE) return false;
  const source = tree.source(pattern).slice(0, 200);
  return !/\bErr\s*\(/.test(source) || /\bErr\s*\(\s*(?:_|[a-z_]\w*|\.\.)\s*\)/.test(source);
}
