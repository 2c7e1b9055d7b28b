import { type Call, readCall } from '../dataflow/calls.js';
import type { DetectorFile } from '../rules/detector.js';
import { globPattern } from '../rules/glob-pattern.js';
import { macroName } from '../rust/macro-arguments.js';
import { plainName, writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';

/** What counts as a drop signal, by globs over names. */
export interface DropSignalNames {
  readonly functions: readonly string[];
  readonly counters: readonly string[];
}

/** Macros that only show what they are given. */
const SHOWING =
  /^(?:trace|debug|info|warn|error|log|print|println|eprint|eprintln|format|write|writeln|panic|assert\w*|bpf_printk|dbg)$/;
/** Paths of the standard library such as `core::mem::drop` and `core::ptr::drop_in_place` are no signals. */
const STANDARD = /^(?:core|std|alloc)::/;

/** Knows where in a file a drop is signalled: to ask it of any part of the file is a binary search. */
export class DropSignals {
  private readonly functions: readonly RegExp[];
  private readonly counters: readonly RegExp[];
  /** Offsets of the signals, ascending. */
  private readonly offsets: number[];
  /** Functions and local closures of the file whose body signals a drop by itself. */
  private readonly signalling: ReadonlySet<string>;

  constructor(
    private readonly file: DetectorFile,
    names: DropSignalNames,
  ) {
    this.functions = names.functions.map(globPattern);
    this.counters = names.counters.map(globPattern);
    this.offsets = sorted(this.direct());
    this.signalling = new Set(this.bodies());
    this.offsets = sorted([...this.offsets, ...this.indirect()]);
  }

  /** Whether code of the node signals a drop, itself or through a function of the file. */
  within(node: Node): boolean {
    return node !== NONE && this.between(this.file.tree.start(node), this.file.tree.end(node));
  }

  /** Whether a drop is signalled between the offsets. */
  between(start: number, end: number): boolean {
    let low = 0;
    let high = this.offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsets[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return low < this.offsets.length && this.offsets[low]! < end;
  }

  /** Whether a handler that is handed over signals a drop when it is called: a closure or a function's name. */
  inHandler(handler: Node): boolean {
    const { tree } = this.file;
    if (tree.kind(handler) === 'closure_expression') return this.within(handler);
    const name = writtenPath(tree, handler).segments.at(-1);
    return name !== undefined && (this.isSignalName(name, handler) || this.signalling.has(name));
  }

  private *direct(): Generator<number> {
    const { tree } = this.file;
    const claimed = new Set<Node>();
    for (let node = 0; node < tree.size; node++) {
      const kind = tree.kind(node);
      if (kind === 'call_expression' && this.isSignalCall(readCall(tree, node))) yield tree.start(node);
      if (kind === 'macro_invocation' && this.matches(this.functions, macroName(tree, node)))
        yield tree.start(node);
      if (kind !== 'identifier' || !this.matches(this.counters, plainName(tree.source(node)))) continue;
      const statement = mentioning(tree, node, claimed);
      if (statement !== NONE) yield tree.start(node);
    }
  }

  private isSignalCall(call: Call): boolean {
    return call.name !== '' && this.isSignalName(call.name, call.path);
  }

  private isSignalName(name: string, path: Node): boolean {
    if (name === 'drop') return false;
    const resolved = path === NONE ? undefined : this.file.names.resolve(path);
    const full = resolved?.kind === 'external' ? resolved.paths[0]! : undefined;
    if (full !== undefined && STANDARD.test(full)) return false;
    const meant =
      resolved?.kind === 'item' ? this.itemName(resolved.path, resolved.node) : full?.split('::').at(-1);
    return this.matches(this.functions, name) || (meant !== undefined && this.matches(this.functions, meant));
  }

  private itemName(path: string, item: Node): string | undefined {
    const file = path === this.file.path ? this.file : this.file.crate.file(path);
    const name = file === null ? NONE : file.tree.field(item, 'name');
    return file === null || name === NONE ? undefined : plainName(file.tree.source(name));
  }

  private matches(patterns: readonly RegExp[], name: string): boolean {
    return patterns.some((pattern) => pattern.test(name));
  }

  /** Names of functions and of local closures with a signal in their body. */
  private *bodies(): Generator<string> {
    const { tree } = this.file;
    for (let node = 0; node < tree.size; node++) {
      const kind = tree.kind(node);
      const isFunction = kind === 'function_item';
      if (!isFunction && kind !== 'let_declaration') continue;
      const body = tree.field(node, isFunction ? 'body' : 'value');
      const name = tree.field(node, isFunction ? 'name' : 'pattern');
      if (body === NONE || name === NONE || !this.within(body)) continue;
      if (isFunction || tree.kind(body) === 'closure_expression') yield plainName(tree.source(name));
    }
  }

  private *indirect(): Generator<number> {
    const { tree } = this.file;
    for (let node = 0; node < tree.size; node++) {
      if (tree.kind(node) !== 'call_expression') continue;
      if (this.signalling.has(readCall(tree, node).name)) yield tree.start(node);
    }
  }
}

function sorted(offsets: Iterable<number>): number[] {
  return [...offsets].sort((a, b) => a - b);
}

const STATEMENTS = new Set([
  'expression_statement',
  'let_declaration',
  'block',
  'function_item',
  'closure_expression',
]);
const ASSIGNMENTS = new Set(['assignment_expression', 'compound_assignment_expr']);

/** The call or assignment around a mention, or `NONE`; what only shows the item or binds it is none. */
function mentioning(tree: SyntaxTree, mention: Node, passed: Set<Node>): Node {
  for (let node = tree.parent(mention); node !== NONE; node = tree.parent(node)) {
    const kind = tree.kind(node);
    if (kind === 'call_expression' || ASSIGNMENTS.has(kind)) return node;
    if (kind === 'macro_invocation') return SHOWING.test(macroName(tree, node)) ? NONE : node;
    if (STATEMENTS.has(kind) || passed.has(node)) return NONE;
    passed.add(node);
  }
  return NONE;
}
