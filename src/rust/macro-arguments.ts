import { parseNative, type Tree, type TreeCursor } from './parser.js';
import { NONE, type Node, type SyntaxTree, sweep } from './syntax.js';

/** Macros whose arguments are neither run nor searched. */
const QUOTING = new Set(['stringify', 'concat', 'quote', 'quote_spanned', 'parse_quote']);

/** Macros in macros are parsed to this depth; what is deeper is left as tokens. */
const DEPTH = 48;

/** Parses what macro calls are given once more, as ordinary Rust, in place of their tokens. */
export class MacroExpander {
  private depth = 0;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly budgetMs: number,
  ) {}

  /** Supplies the children of a `token_tree`; answers `false` where the raw tokens stay. */
  expand(tokens: Node): boolean {
    const parent = this.tree.parent(tokens);
    if (parent === NONE || this.tree.kind(parent) !== 'macro_invocation') return false;
    if (QUOTING.has(macroName(this.tree, parent))) return true;
    return this.depth < DEPTH && this.reparse(tokens);
  }

  private reparse(tokens: Node): boolean {
    const start = this.tree.start(tokens);
    const inner = this.tree.text.slice(start + 1, this.tree.end(tokens) - 1);
    if (inner.trim() === '') return true;
    return (
      this.splice(tokens, `m(${inner});`, start - 1, ['call_expression', 'arguments']) ||
      this.splice(tokens, `{${inner}}`, start, ['block'])
    );
  }

  private splice(tokens: Node, source: string, shift: number, way: readonly string[]): boolean {
    const native: Tree | null = parseNative(source, this.budgetMs);
    if (native === null || native.rootNode.hasError) return false;
    const cursor = native.walk();
    if (!descend(cursor, ['expression_statement', ...way])) return false;
    this.depth++;
    sweep(cursor, this.tree, (node) => this.expand(node), tokens, NONE, shift);
    this.depth--;
    return true;
  }
}

/** The last segment of the path of a `macro_invocation`. */
export function macroName(tree: SyntaxTree, invocation: Node): string {
  const path = tree.source(tree.field(invocation, 'macro'));
  return path.slice(path.lastIndexOf(':') + 1).trim();
}

function descend(cursor: TreeCursor, way: readonly string[]): boolean {
  return way.every((kind) => {
    if (!cursor.gotoFirstChild()) return false;
    while (cursor.nodeType !== kind) if (!cursor.gotoNextSibling()) return false;
    return true;
  });
}
