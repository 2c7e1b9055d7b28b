import { cfgNeedsTest, type Meta, parseMeta } from './attributes.js';
import { cfgIfBranches } from './cfg-if.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** Attributes that make a function a test, by the last segment of their path. */
const TEST_ATTRIBUTES = new Set([
  'test',
  'bench',
  'rstest',
  'test_case',
  'test_matrix',
  'wasm_bindgen_test',
  'proptest',
  'property_test',
  'quickcheck',
  'test_log',
  'gtest',
]);

/** Whether Cargo builds the file for tests or benchmarks only, by its place. */
export function isTestPath(path: string): boolean {
  return /(^|\/)(tests|benches)\//.test(path);
}

/** Whether an attribute marks what it stands on as test code. */
export function isTestAttribute(meta: Meta): boolean {
  if (meta.path === 'cfg') return meta.list.length > 0 && meta.list.every(cfgNeedsTest);
  if (meta.path === 'cfg_attr') return meta.list.slice(1).some(isTestAttribute);
  return TEST_ATTRIBUTES.has(meta.path.slice(meta.path.lastIndexOf(':') + 1));
}

/** What each item's `path` attribute says, by the item. */
export function pathAttributes(tree: SyntaxTree): ReadonlyMap<Node, string> {
  const paths = new Map<Node, string>();
  for (const [attribute, marked] of attributeTargets(tree)) {
    const meta = attributeMeta(tree, attribute);
    if (meta.path === 'path' && meta.value !== null) paths.set(marked, meta.value.replaceAll('\\', '/'));
  }
  return paths;
}

/** What each outer attribute stands on. */
export function attributeTargets(tree: SyntaxTree): ReadonlyMap<Node, Node> {
  const targets = new Map<Node, Node>();
  for (let node = tree.size - 1; node >= 0; node--) {
    if (tree.kind(node) === 'attribute_item') targets.set(node, target(tree, node, targets));
  }
  return targets;
}

/** The ranges of text that are test code by their attributes: sorted, apart from each other. */
export function testRanges(tree: SyntaxTree): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  const mark = (node: Node) => {
    if (node !== NONE) ranges.push([tree.start(node), tree.end(node)]);
  };
  for (const [attribute, marked] of attributeTargets(tree)) {
    if (isTestAttribute(attributeMeta(tree, attribute))) mark(marked);
  }
  for (const attribute of tree.nodes('inner_attribute_item')) {
    if (isTestAttribute(attributeMeta(tree, attribute))) mark(tree.parent(attribute));
  }
  for (const { start, end, conditions } of cfgIfBranches(tree)) {
    if (conditions.some(cfgNeedsTest)) ranges.push([start, end]);
  }
  return merge(ranges);
}

/** The meta item of an `attribute_item` or `inner_attribute_item`. */
export function attributeMeta(tree: SyntaxTree, item: Node): Meta {
  const source = tree.source(item);
  return parseMeta(source.slice(source.indexOf('[') + 1, source.lastIndexOf(']')));
}

/** What an outer attribute stands on; asked from the last attribute to the first, so that long rows stay linear. */
function target(tree: SyntaxTree, attribute: Node, targets: ReadonlyMap<Node, Node>): Node {
  for (let next = tree.nextSibling(attribute); next !== NONE; next = tree.nextSibling(next)) {
    const kind = tree.kind(next);
    if (kind === 'attribute_item') return targets.get(next) ?? NONE;
    if (tree.isNamed(next) && kind !== 'line_comment' && kind !== 'block_comment') return next;
  }
  return NONE;
}

function merge(ranges: [number, number][]): (readonly [number, number])[] {
  ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const merged: [number, number][] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last === undefined || range[0] >= last[1]) merged.push(range);
    else last[1] = Math.max(last[1], range[1]);
  }
  return merged;
}

/** Whether an offset is in one of the ranges, which are sorted and apart from each other. */
export function inRanges(ranges: readonly (readonly [number, number])[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]![0] <= offset) low = middle + 1;
    else high = middle;
  }
  return low > 0 && offset < ranges[low - 1]![1];
}
