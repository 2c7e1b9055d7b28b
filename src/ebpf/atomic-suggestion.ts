import type { DetectorFile } from '../rules/detector.js';
import type { Suggestion } from '../rust/finding.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import type { Value } from './memory.js';

const ATOMICS: ReadonlyMap<string, string> = new Map([
  ['u32', 'AtomicU32'],
  ['u64', 'AtomicU64'],
  ['i32', 'AtomicI32'],
  ['i64', 'AtomicI64'],
]);
const METHODS: ReadonlyMap<string, string> = new Map([
  ['+=', 'fetch_add'],
  ['-=', 'fetch_sub'],
]);
/** Longer lines are not rewritten: nobody reads such a suggestion. UTF-16 code units. */
const MAX_LINE = 400;

/**
 * The line with `*pointer += n;` made an atomic addition. Only where it is surely right: the pointer comes straight
 * from a map whose values are declared as a number that has an atomic type, and the amount is of that type.
 *
 * @param flowValue the value of an expression, as the flow knows it.
 */
export function atomicSuggestion(
  file: DetectorFile,
  assignment: Node,
  flowValue: (node: Node) => Value | undefined,
): Suggestion | undefined {
  const { tree } = file;
  if (tree.kind(assignment) !== 'compound_assignment_expr') return undefined;
  const method = METHODS.get(tree.source(tree.field(assignment, 'operator')));
  const pointer = dereferencedName(tree, tree.field(assignment, 'left'));
  if (method === undefined || pointer === NONE || !isStatement(tree, assignment)) return undefined;
  const type = entryType(flowValue(pointer));
  const atomic = type === undefined ? undefined : ATOMICS.get(type);
  const amount = tree.field(assignment, 'right');
  if (atomic === undefined || !isOfType(tree, amount, type!)) return undefined;
  if (file.contexts.macroDefinition(assignment) !== NONE) return undefined;
  const call =
    `core::sync::atomic::${atomic}::from_ptr(${tree.source(pointer)})` +
    `.${method}(${tree.source(amount)}, core::sync::atomic::Ordering::Relaxed)`;
  return onItsLine(file, assignment, call);
}

/** `pointer` of `*pointer`, or `NONE`. */
function dereferencedName(tree: SyntaxTree, left: Node): Node {
  if (left === NONE || tree.kind(left) !== 'unary_expression' || tree.text[tree.start(left)] !== '*')
    return NONE;
  const [operand] = tree.namedChildren(left);
  return operand !== undefined && tree.kind(operand) === 'identifier' ? operand : NONE;
}

/** The declared type of the map's values, for a pointer just as the map gave it. */
function entryType(value: Value | undefined): string | undefined {
  if (value?.kind !== 'pointer' || value.isConverted || value.layers > 0) return undefined;
  const type = value.place.origin.map?.valueType;
  return type !== undefined && type.file.tree.kind(type.node) === 'primitive_type'
    ? type.file.tree.source(type.node)
    : undefined;
}

function isOfType(tree: SyntaxTree, amount: Node, type: string): boolean {
  if (amount === NONE) return false;
  const kind = tree.kind(amount);
  if (kind === 'integer_literal')
    return /^[0-9][0-9a-fA-FxXobOB_]*$/.test(withoutSuffix(tree.source(amount), type));
  return kind === 'type_cast_expression' && tree.source(tree.field(amount, 'type')) === type;
}

function withoutSuffix(literal: string, type: string): string {
  return literal.endsWith(type) ? literal.slice(0, -type.length) : literal;
}

/** Whether nothing uses the assignment's value: it is a statement, or what a block ends with. */
function isStatement(tree: SyntaxTree, assignment: Node): boolean {
  const parent = tree.parent(assignment);
  return parent !== NONE && (tree.kind(parent) === 'expression_statement' || tree.kind(parent) === 'block');
}

function onItsLine(file: DetectorFile, assignment: Node, call: string): Suggestion | undefined {
  const { tree } = file;
  const [start, end] = [tree.start(assignment), tree.end(assignment)];
  const before = tree.text.slice(Math.max(0, start - MAX_LINE), start);
  const after = tree.text.slice(end, end + MAX_LINE);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = after.indexOf('\n');
  const isWhole = (lineStart > 0 || start <= MAX_LINE) && (lineEnd !== -1 || after.length < MAX_LINE);
  if (!isWhole || /[\r\n]/.test(tree.source(assignment))) return undefined;
  const rest = (lineEnd === -1 ? after : after.slice(0, lineEnd)).replace(/\r$/, '');
  const line = file.line(start);
  // Without its own semicolon the addition's old value would become the block's.
  const ended = /^\s*;/.test(after) ? call : `${call};`;
  return { startLine: line, endLine: line, text: `${before.slice(lineStart)}${ended}${rest}` };
}
