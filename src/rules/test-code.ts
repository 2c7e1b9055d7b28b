import { z } from 'zod';
import type { Node, SyntaxTree } from '../rust/syntax.js';
import { attributeTargets, inRanges, testRanges } from '../rust/test-code.js';
import type { Detector } from './detector.js';

const options = z.strictObject({
  having: z
    .array(z.string().regex(/^\w+$/u))
    .optional()
    .describe(
      'Letters, digits and `_` of which a file has one to be of interest; any file, if it is not given.',
    ),
});

type Options = z.output<typeof options>;

/** Code that is built for tests only: each outermost item of it with its attributes, or the whole file. */
export const testCode: Detector<Options> = {
  id: 'test-code',
  options,
  words: () => [],
  candidates(crate, { having }) {
    const all = crate.having([]);
    if (having === undefined) return new Set(all);
    return new Set(all.filter((path) => having.some((word) => crate.latin1(path).includes(word))));
  },
  detect({ tree, contexts }, _options, report) {
    const hit = (node: Node): void => report({ node, data: {}, confidence: 'certain' });
    const ranges = testRanges(tree);
    const wholeFile = !inRanges(ranges, tree.start(0)) && contexts.isTest(0);
    if (wholeFile) return hit(0);
    const items = outermost(tree, ranges);
    for (const item of items) hit(item);
    for (const [attribute, item] of attributeTargets(tree)) if (items.has(item)) hit(attribute);
  },
};

/** The outermost nodes that lie in one of the ranges, which are sorted and apart from each other. */
function outermost(tree: SyntaxTree, ranges: readonly (readonly [number, number])[]): Set<Node> {
  const found = new Set<Node>();
  let next = 0;
  for (let node: Node = 0; node < tree.size; ) {
    while (next < ranges.length && ranges[next]![1] <= tree.start(node)) next++;
    const range = ranges[next];
    const isIn = range !== undefined && tree.start(node) >= range[0] && tree.end(node) <= range[1];
    if (isIn) found.add(node);
    node = isIn ? tree.subtreeEnd(node) : node + 1;
  }
  return found;
}
