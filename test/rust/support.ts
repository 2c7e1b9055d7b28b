import { Crate, type RustFile } from '../../src/rust/crate.js';
import { NONE, type Node, type SyntaxTree } from '../../src/rust/syntax.js';

/** A crate of Rust files given as text; the first path is the one that tests look at. */
export function crateOf(files: Readonly<Record<string, string>>): Crate {
  return new Crate(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
}

export function fileOf(text: string): RustFile {
  return crateOf({ 'src/lib.rs': text }).open('src/lib.rs');
}

/** The first node of that source, at its outermost; fails where there is none. */
export function nodeAt(tree: SyntaxTree, source: string, kind?: string): Node {
  for (let node = 0; node < tree.size; node++) {
    if (tree.source(node) === source && (kind === undefined || tree.kind(node) === kind)) return node;
  }
  throw new Error(`no ${kind ?? 'node'} \`${source}\``);
}

/** Every called path of a file, with where it starts. */
export function calledPaths(tree: SyntaxTree): string[] {
  return [...tree.nodes('call_expression')]
    .map((call) => tree.field(call, 'function'))
    .filter((callee) => callee !== NONE)
    .map((callee) => tree.source(callee));
}
