import { isRuleBody, pastedNames, plainBody, ruleBodyForms } from './macro-rules.js';
import { parseNative, type TreeCursor } from './parser.js';
import { argumentsForm, blockForm, type Form, patternForm } from './reparse-forms.js';
import { selectForms } from './select-arms.js';
import { sweep } from './sweep.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { beginsForeign, canonicalArguments, type Stretch, splitArguments } from './token-forms.js';

/** Macros whose arguments are neither run nor searched. */
const QUOTING = new Set(['stringify', 'concat', 'quote', 'quote_spanned', 'parse_quote']);

/** Groups in groups that are no plain Rust are parsed to this depth; deeper ones are named as errors. */
const DEPTH = 32;

/** Times a text's length, plus a little, that is parsed again before the rest is named as an error. */
const REPARSED_TIMES = 12;
const REPARSED_PLUS = 100_000;

/** Characters of arguments that are split into pieces; longer ones that do not parse whole are named as errors. */
const SPLIT_LIMIT = 1_000_000;

/** A way to read arguments as Rust: forms that must all parse, and groups that are read on their own besides. */
interface Way {
  readonly forms: readonly Form[];
  readonly groups?: readonly Stretch[];
}

/** Parses what macro calls are given once more, as ordinary Rust, in place of their tokens. */
export class MacroExpander {
  /** Offsets of arguments that were given up: nested too deeply, or too long. */
  readonly abandoned: number[] = [];
  private depth = 0;
  /** Characters that may still be parsed again. */
  private allowance: number;
  /** The text that is read, and the offset at which it begins: the file's, or a rule's body made plain. */
  private window: { readonly start: number; readonly text: string };

  /** @param text what the parser gets, of the same length as the tree's text. */
  constructor(
    private readonly tree: SyntaxTree,
    text: string,
    private readonly budgetMs: number,
  ) {
    this.window = { start: 0, text };
    this.allowance = text.length * REPARSED_TIMES + REPARSED_PLUS;
  }

  /** Supplies the children of a `token_tree`; answers `false` where the raw tokens stay. */
  expand(tokens: Node): boolean {
    const parent = this.tree.parent(tokens);
    const stretch = { start: this.tree.start(tokens) + 1, end: this.tree.end(tokens) - 1 };
    if (parent === NONE || stretch.end < stretch.start) return false;
    if (isRuleBody(this.tree, tokens)) {
      this.expandRule(tokens, stretch);
      return true;
    }
    if (this.tree.kind(parent) !== 'macro_invocation') return false;
    const name = macroName(this.tree, parent);
    const inner = this.read(stretch.start, stretch.end);
    if (QUOTING.has(name) || isPlain(inner)) return true;
    if (name === 'paste') this.expandPlain(tokens, stretch, pastedNames(inner));
    else this.attempt(tokens, NONE, waysOf(name, inner, stretch.start), stretch);
    return true;
  }

  /** Reads the arguments, and macro calls in them, as another text of the same length. */
  private expandPlain(tokens: Node, stretch: { start: number; end: number }, text: string): void {
    const before = this.window;
    this.window = { start: stretch.start, text };
    this.attempt(tokens, NONE, groupWays(text, stretch.start), stretch);
    this.window = before;
  }

  /** Makes a rule's body plain Rust first, so that macro calls in it are too. */
  private expandRule(tokens: Node, { start, end }: { start: number; end: number }): void {
    const inner = this.read(start, end);
    if (inner.length > SPLIT_LIMIT) {
      this.abandoned.push(start);
      return;
    }
    const before = this.window;
    this.window = { start, text: plainBody(inner, '{', '}') };
    const ways = [...ruleBodyForms(inner, start)].map((forms) => ({ forms }));
    this.attempt(tokens, NONE, ways, { start, end });
    this.window = before;
  }

  private read(start: number, end: number): string {
    return this.window.text.slice(start - this.window.start, end - this.window.start);
  }

  /** Splices the first form that parses, else the pieces of the stretch. Returns the last child. */
  private attempt(
    tokens: Node,
    previous: Node,
    forms: Iterable<Way>,
    stretch: { start: number; end: number },
  ): Node {
    if (this.depth >= DEPTH || this.exhausted()) return this.abandon(previous, stretch.start);
    for (const way of forms) {
      const spliced = this.splice(tokens, previous, way.forms);
      if (spliced !== null) return this.splicePieces(tokens, spliced, way.groups ?? []);
    }
    if (stretch.end - stretch.start > SPLIT_LIMIT) return this.abandon(previous, stretch.start);
    return this.splicePieces(
      tokens,
      previous,
      splitArguments(this.read(stretch.start, stretch.end), stretch.start),
    );
  }

  private splicePieces(tokens: Node, before: Node, pieces: readonly Stretch[]): Node {
    let previous = before;
    this.depth++;
    for (const piece of pieces) {
      const inner = this.read(piece.start, piece.end);
      previous = piece.group
        ? this.attempt(tokens, previous, groupWays(inner, piece.start), piece)
        : this.splicePiece(tokens, previous, piece, inner);
    }
    this.depth--;
    return previous;
  }

  private splicePiece(tokens: Node, previous: Node, piece: Stretch, inner: string): Node {
    if (this.depth >= DEPTH || this.exhausted()) return this.abandon(previous, piece.start);
    for (const form of [argumentsForm, blockForm, patternForm]) {
      const spliced = this.splice(tokens, previous, [form(inner, piece.start)]);
      if (spliced !== null) return spliced;
    }
    return this.splicePieces(tokens, previous, piece.parts?.() ?? []);
  }

  private exhausted(): boolean {
    return this.allowance < 0;
  }

  private abandon(previous: Node, start: number): Node {
    this.abandoned.push(start);
    return previous;
  }

  /** Parses all forms, and copies what they give into the tree if all of them are Rust. */
  private splice(tokens: Node, before: Node, forms: readonly Form[]): Node | null {
    const cursors: TreeCursor[] = [];
    for (const { source, way } of forms) {
      this.allowance -= source.length;
      const native = parseNative(source, this.budgetMs);
      if (native === null || native.rootNode.hasError) return null;
      const cursor = native.walk();
      if (!descend(cursor, way)) return null;
      cursors.push(cursor);
    }
    let previous = before;
    this.depth++;
    for (const [i, cursor] of cursors.entries()) {
      const { source, shift } = forms[i]!;
      const copied = { cursor, source, isClean: true, shift };
      previous = sweep(copied, this.tree, (node) => this.expand(node), tokens, previous);
    }
    this.depth--;
    return previous;
  }
}

/** The ways in which a macro's arguments may be Rust, the likeliest first. */
function* waysOf(name: string, inner: string, start: number): Generator<Way> {
  if (name === 'select' || name === 'select_biased') {
    const arms = inner.length > SPLIT_LIMIT ? null : selectForms(inner, start);
    if (arms !== null) yield { forms: arms };
  }
  if (name === 'lazy_static') {
    yield { forms: [blockForm(inner.replace(/\bstatic(\s+)ref\b/g, 'static$1   '), start)] };
  }
  if (name === 'thread_local') {
    yield { forms: [blockForm(inner, start)] };
    yield { forms: [blockForm(`${inner};`, start)] };
  }
  yield* groupWays(inner, start);
}

/** What begins foreign is not tried as a whole first: in long text the parser is slow to find that it is no Rust. */
function* groupWays(inner: string, start: number): Generator<Way> {
  const foreign = beginsForeign(inner);
  if (foreign) yield* canonicalWay(inner, start);
  yield { forms: [argumentsForm(inner, start)] };
  yield { forms: [blockForm(inner, start)] };
  if (!foreign) yield* canonicalWay(inner, start);
}

function* canonicalWay(inner: string, start: number): Generator<Way> {
  if (inner.length > SPLIT_LIMIT) return;
  const { text, groups } = canonicalArguments(inner, start);
  yield { forms: [argumentsForm(text, start)], groups };
}

/** The last segment of the path of a `macro_invocation`. */
export function macroName(tree: SyntaxTree, invocation: Node): string {
  const path = tree.source(tree.field(invocation, 'macro'));
  return path.slice(path.lastIndexOf(':') + 1).trim();
}

/** Nothing, or one string: the commonest arguments, with nothing to search. */
function isPlain(inner: string): boolean {
  return inner.trim() === '' || (inner.length < 4096 && /^\s*"[^"\\]*"\s*$/.test(inner));
}

function descend(cursor: TreeCursor, way: readonly string[]): boolean {
  return ['expression_statement', ...way].every((kind) => {
    if (!cursor.gotoFirstChild()) return false;
    while (cursor.nodeType !== kind) if (!cursor.gotoNextSibling()) return false;
    return true;
  });
}
