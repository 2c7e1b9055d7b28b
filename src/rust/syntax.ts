import { fieldNames, kindNames } from './grammar-names.js';

/** A node's place in its arena. `NONE` stands for "no such node". */
export type Node = number;
export const NONE: Node = -1;

const NAMED = 1;
const MISSING = 2;

/**
 * A syntax tree as flat arrays, filled in one forward sweep: climbing to a parent and walking children cost
 * an array read, no recursion is ever needed, and a hostile nesting depth costs memory in proportion, no stack.
 *
 * Offsets are UTF-16 code units into `text`, as the parser counts them.
 */
export class SyntaxTree {
  private kindIds = new Uint16Array(1024);
  private fieldIds = new Uint8Array(1024);
  private flags = new Uint8Array(1024);
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private parents = new Int32Array(1024);
  private firsts = new Int32Array(1024);
  private nexts = new Int32Array(1024);
  private count = 0;

  constructor(readonly text: string) {}

  /** How many nodes there are; nodes are numbered in document order, parents before their children. */
  get size(): number {
    return this.count;
  }

  /** The first node after the node's subtree: the descendants are the nodes between the two. */
  subtreeEnd(node: Node): Node {
    for (let at = node; at !== NONE; at = this.parents[at]!) {
      if (this.nexts[at] !== NONE) return this.nexts[at]!;
    }
    return this.count;
  }

  kind(node: Node): string {
    return kindNames[this.kindIds[node]!]!;
  }

  /** The number of its kind, by which the grammar's names are found. */
  kindId(node: Node): number {
    return this.kindIds[node]!;
  }

  /** The field of its parent that this node fills (`function`, `arguments`, …), or the empty string. */
  fieldName(node: Node): string {
    return fieldNames[this.fieldIds[node]!] ?? '';
  }

  isNamed(node: Node): boolean {
    return (this.flags[node]! & NAMED) !== 0;
  }

  /** A token that the parser made up to go on after an error. */
  isMissing(node: Node): boolean {
    return (this.flags[node]! & MISSING) !== 0;
  }

  start(node: Node): number {
    return this.starts[node]!;
  }

  end(node: Node): number {
    return this.ends[node]!;
  }

  parent(node: Node): Node {
    return this.parents[node]!;
  }

  firstChild(node: Node): Node {
    return this.firsts[node]!;
  }

  nextSibling(node: Node): Node {
    return this.nexts[node]!;
  }

  source(node: Node): string {
    return this.text.slice(this.starts[node], this.ends[node]);
  }

  /** Every node of that kind, in document order. */
  *nodes(kind: string): Generator<Node> {
    const id = kindNames.indexOf(kind);
    if (id === -1) return;
    for (let node = 0; node < this.count; node++) if (this.kind(node) === kind) yield node;
  }

  *children(node: Node): Generator<Node> {
    for (let child = this.firsts[node]!; child !== NONE; child = this.nexts[child]!) yield child;
  }

  *namedChildren(node: Node): Generator<Node> {
    for (const child of this.children(node)) if (this.isNamed(child)) yield child;
  }

  /** The first child that fills the field, or `NONE`. */
  field(node: Node, name: string): Node {
    for (let child = this.firsts[node]!; child !== NONE; child = this.nexts[child]!) {
      if (this.fieldName(child) === name) return child;
    }
    return NONE;
  }

  /** Appends a node; its parent must be there already, and siblings come in document order. */
  append(node: AppendedNode): Node {
    const index = this.count++;
    if (index === this.starts.length) this.grow();
    this.kindIds[index] = node.kindId;
    this.fieldIds[index] = node.fieldId;
    this.flags[index] = (node.named ? NAMED : 0) | (node.missing ? MISSING : 0);
    this.starts[index] = node.start;
    this.ends[index] = node.end;
    this.parents[index] = node.parent;
    this.firsts[index] = NONE;
    this.nexts[index] = NONE;
    if (node.previous !== NONE) this.nexts[node.previous] = index;
    else if (node.parent !== NONE) this.firsts[node.parent] = index;
    return index;
  }

  /** Gives back the memory that was kept for further nodes. */
  trim(): void {
    this.resize(this.count);
  }

  private grow(): void {
    this.resize(this.starts.length * 2);
  }

  private resize(size: number): void {
    const widen = <T extends Uint8Array | Uint16Array | Int32Array>(old: T, wide: T): T => {
      wide.set(old.length > size ? (old.subarray(0, size) as T) : old);
      return wide;
    };
    this.kindIds = widen(this.kindIds, new Uint16Array(size));
    this.fieldIds = widen(this.fieldIds, new Uint8Array(size));
    this.flags = widen(this.flags, new Uint8Array(size));
    this.starts = widen(this.starts, new Int32Array(size));
    this.ends = widen(this.ends, new Int32Array(size));
    this.parents = widen(this.parents, new Int32Array(size));
    this.firsts = widen(this.firsts, new Int32Array(size));
    this.nexts = widen(this.nexts, new Int32Array(size));
  }
}

export interface AppendedNode {
  kindId: number;
  fieldId: number;
  named: boolean;
  missing: boolean;
  start: number;
  end: number;
  parent: Node;
  /** The sibling before it, or `NONE` for a first child. */
  previous: Node;
}
