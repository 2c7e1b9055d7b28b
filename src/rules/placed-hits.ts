import type { Node, SyntaxTree } from '../rust/syntax.js';
import type { Hit } from './detector.js';

/** A node by where it stands: how much of a file is parsed changes nodes' numbers, not this. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

export interface PlacedHit extends Omit<Hit, 'node'> {
  readonly at: Place;
}

export function placeOf(tree: SyntaxTree, node: Node): Place {
  return { start: tree.start(node), end: tree.end(node), kind: tree.kind(node) };
}

/** The hits with their nodes in the tree, which has every one of them. */
export function hitsIn(tree: SyntaxTree, hits: readonly PlacedHit[]): Hit[] {
  const starts = new Set(hits.map(({ at }) => at.start));
  const nodes = new Map<string, Node>();
  for (let node = 0; node < tree.size && starts.size > 0; node++) {
    if (!starts.has(tree.start(node))) continue;
    const key = keyOf(placeOf(tree, node));
    if (!nodes.has(key)) nodes.set(key, node);
  }
  return hits.flatMap(({ at, ...hit }) => {
    const node = nodes.get(keyOf(at));
    return node === undefined ? [] : [{ ...hit, node }];
  });
}

function keyOf({ start, end, kind }: Place): string {
  return `${start} ${end} ${kind}`;
}
