import type { TreeCursor } from 'tree-sitter';
import { fieldNames, kindNames } from './grammar-names.js';
import { type AppendedNode, NONE, type Node, type SyntaxTree } from './syntax.js';

/**
 * Decides on a node's children before they are copied: answers whether it has supplied others in their place.
 * Called for `token_tree` nodes only.
 */
export type Expand = (node: Node) => boolean;

/** What is copied: a tree of the native parser from where its cursor stands, and how it lies in the file. */
export interface Copied {
  readonly cursor: TreeCursor;
  /** The text that was parsed. */
  readonly source: string;
  /** Whether the parser found no error in it. */
  readonly isClean: boolean;
  /** What to add to an offset into `source` for the offset into the file. */
  readonly shift: number;
}

/** Copies what the cursor stands on, and all below it, into `tree` under `parent`, in one sweep without recursion. */
export function sweep(
  { cursor, source, isClean, shift }: Copied,
  tree: SyntaxTree,
  expand: Expand,
  parent: Node = NONE,
  previousSibling: Node = NONE,
): Node {
  const reader = new NodeReader(cursor as Cursor, tree, source, isClean, shift);
  let previous: Node = previousSibling;
  let above = parent;
  const root = reader.append(parent, previousSibling, true);
  let node = root;
  for (;;) {
    const expanded = tree.kind(node) === 'token_tree' && expand(node);
    if (!expanded && !reader.isLeaf(node) && cursor.gotoFirstChild()) {
      above = node;
      previous = NONE;
    } else {
      let last = node;
      while (last !== root && (reader.isLast(last) || !cursor.gotoNextSibling())) {
        cursor.gotoParent();
        last = tree.parent(last);
      }
      if (last === root) return root;
      previous = last;
      above = tree.parent(last);
    }
    node = reader.append(above, previous, false);
  }
}

type Cursor = TreeCursor & { readonly nodeTypeId: number; readonly currentFieldId: number | undefined };

/** The id that the parser gives to `ERROR` nodes, mapped down so that the table of names stays dense. */
const ERROR_ID = 0xffff;
const ERROR_SLOT = 1023;

/** Nodes in which tokens stand that the tree does not show, or in which white space is content. */
const OPAQUE = new Set([
  'string_literal',
  'raw_string_literal',
  'line_comment',
  'block_comment',
  'shebang',
  'token_repetition',
  'token_repetition_pattern',
]);
/** Nodes without children whose text is one word. */
const WORDS = new Set(
  'identifier type_identifier field_identifier shorthand_field_identifier primitive_type self super crate'.split(
    ' ',
  ),
);
/** Tokens that fill a field of what they stand in. */
const OPERATORS = /^(?:_|[-+*/%&|^<>=!]+)$/;

/** What a kind of node tells of all nodes of the kind. */
interface Kind {
  readonly isNamed: boolean;
  readonly isWord: boolean;
  readonly isOpaque: boolean;
  /** The length of a token that is always spelled as its kind is named; 0 for other nodes. */
  readonly width: number;
  readonly mayFillField: boolean;
}

const kinds: Kind[] = [];

/**
 * Reads nodes from a cursor. Every read of it crosses into native code, which is what copying costs, so what is known
 * otherwise is not asked: a clean tree has nothing between two nodes but white space, so the text says where a node
 * begins, and where a word or a token ends; and what ends where its parent does has no sibling after it.
 */
class NodeReader {
  private readonly appended: AppendedNode = {
    kindId: 0,
    fieldId: 0,
    named: false,
    missing: false,
    start: 0,
    end: 0,
    parent: NONE,
    previous: NONE,
  };

  constructor(
    private readonly cursor: Cursor,
    private readonly tree: SyntaxTree,
    private readonly source: string,
    private readonly isClean: boolean,
    private readonly shift: number,
  ) {}

  append(parent: Node, previous: Node, isRoot: boolean): Node {
    const { cursor, appended } = this;
    const id = cursor.nodeTypeId;
    const kindId = id === ERROR_ID ? ERROR_SLOT : id;
    const kind = kinds[kindId] ?? learnt(kindId, cursor);
    const fieldId = kind.mayFillField ? (cursor.currentFieldId ?? 0) : 0;
    if (fieldId !== 0) fieldNames[fieldId] ??= cursor.currentFieldName;
    const start = isRoot ? cursor.startIndex : this.start(parent, previous);
    const end = this.end(kind, start);
    appended.kindId = kindId;
    appended.fieldId = fieldId;
    appended.named = kind.isNamed;
    appended.start = start + this.shift;
    appended.end = end + this.shift;
    appended.missing = start === end && cursor.nodeIsMissing;
    appended.parent = parent;
    appended.previous = previous;
    return this.tree.append(appended);
  }

  isLeaf(node: Node): boolean {
    const kind = kinds[this.tree.kindId(node)]!;
    return kind.isWord || kind.width > 0;
  }

  /** Whether no sibling can follow. */
  isLast(node: Node): boolean {
    const { tree } = this;
    const parent = tree.parent(node);
    return this.isClean && tree.end(node) === tree.end(parent) && !kinds[tree.kindId(parent)]!.isOpaque;
  }

  private start(parent: Node, previous: Node): number {
    const { tree, source, cursor } = this;
    if (!this.isClean || kinds[tree.kindId(parent)]!.isOpaque) return cursor.startIndex;
    if (previous === NONE) return tree.start(parent) - this.shift;
    let at = tree.end(previous) - this.shift;
    while (isSpace(source.charCodeAt(at))) at++;
    return source.charCodeAt(at) < 0x80 ? at : cursor.startIndex;
  }

  private end(kind: Kind, start: number): number {
    if (!this.isClean) return this.cursor.endIndex;
    if (kind.width > 0) return start + kind.width;
    if (!kind.isWord) return this.cursor.endIndex;
    const { source } = this;
    let at = source.charCodeAt(start + 1) === HASH ? start + 2 : start;
    let code = source.charCodeAt(at);
    while (isWordCharacter(code)) code = source.charCodeAt(++at);
    // Beyond ASCII, and at the end of the text, the parser knows better.
    return code < 0x80 ? at : this.cursor.endIndex;
  }
}

const HASH = 0x23;

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}

function learnt(kindId: number, cursor: Cursor): Kind {
  const name = cursor.nodeType;
  const isNamed = cursor.nodeIsNamed;
  kindNames[kindId] = name;
  const kind = {
    isNamed,
    isWord: isNamed && WORDS.has(name),
    isOpaque: OPAQUE.has(name),
    // The quote may have a letter in front of it.
    width: isNamed || name === '"' ? 0 : name.length,
    mayFillField: isNamed || OPERATORS.test(name),
  };
  kinds[kindId] = kind;
  return kind;
}
