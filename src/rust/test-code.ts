import { cfgNeedsTest, type Meta, parseMeta } from './attributes.js';
import { canHold } from './cfg.js';
import { cfgIfBranches } from './cfg-if.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** Attributes that make a function a test, by the last segment of their path. */
const TEST_ATTRIBUTES = new Set([
  'test',
  'bench',
  'rstest',
  'parameterized',
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

/** Macros whose arguments are tests, by the last segment of their path. */
const TEST_MACRO = /(^|:)\s*(proptest|quickcheck)$/;

/** Whether an attribute marks the function that it stands on as a test. */
export function isTestAttribute(meta: Meta): boolean {
  if (meta.path === 'cfg_attr') return meta.list.slice(1).some(isTestAttribute);
  return TEST_ATTRIBUTES.has(meta.path.slice(meta.path.lastIndexOf(':') + 1));
}

/** What an attribute asks of a build that has the item that it stands on. */
export function cfgPredicates({ path, list }: Meta): readonly Meta[] {
  if (path === 'cfg') return list;
  const [condition, ...attributes] = path === 'cfg_attr' ? list : [];
  if (condition === undefined) return [];
  const otherwise: Meta = { path: 'not', list: [condition], value: null };
  return attributes
    .flatMap(cfgPredicates)
    .map((predicate) => ({ path: 'any', list: [otherwise, predicate], value: null }));
}

/** More predicates than this on one item are judged one by one. */
const JUDGED_TOGETHER = 16;

/** Whether what bears the attributes is a test, or is built for tests only. */
export function isTestCode(attributes: readonly Meta[]): boolean {
  return attributes.some(isTestAttribute) || needsTest(attributes.flatMap(cfgPredicates));
}

/** Whether no build without `test` meets all predicates at once. */
function needsTest(predicates: readonly Meta[]): boolean {
  if (predicates.some(cfgNeedsTest)) return true;
  return predicates.length <= JUDGED_TOGETHER && !canHold(predicates, false);
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
  for (const [marked, attributes] of attributesByBearer(tree)) if (isTestCode(attributes)) mark(marked);
  for (const { start, end, conditions } of cfgIfBranches(tree)) {
    if (needsTest(conditions)) ranges.push([start, end]);
  }
  for (const invocation of testMacros(tree)) mark(invocation);
  return merge(ranges);
}

/** All attributes of what bears any, be they before it or in it. */
function attributesByBearer(tree: SyntaxTree): ReadonlyMap<Node, readonly Meta[]> {
  const attributes = new Map<Node, Meta[]>();
  const add = (attribute: Node, bearer: Node) => {
    const same = attributes.get(bearer);
    if (same === undefined) attributes.set(bearer, [attributeMeta(tree, attribute)]);
    else same.push(attributeMeta(tree, attribute));
  };
  for (const [attribute, bearer] of attributeTargets(tree)) add(attribute, bearer);
  for (const attribute of tree.nodes('inner_attribute_item')) add(attribute, tree.parent(attribute));
  return attributes;
}

function* testMacros(tree: SyntaxTree): Generator<Node> {
  if (!/\b(?:proptest|quickcheck)\s*!/.test(tree.text)) return;
  for (const invocation of tree.nodes('macro_invocation')) {
    if (TEST_MACRO.test(tree.source(tree.field(invocation, 'macro')))) yield invocation;
  }
}

/** The meta item of an `attribute_item` or `inner_attribute_item`. */
export function attributeMeta(tree: SyntaxTree, item: Node): Meta {
  const source = tree.source(item);
  return parseMeta(source.slice(source.indexOf('[') + 1, source.lastIndexOf(']')));
}

/** What holds the attributes that stand on it, where others stand beside them. */
const HOLDS_ITS_ATTRIBUTES = new Set(['match_arm', 'field_initializer', 'shorthand_field_initializer']);

/** What an outer attribute stands on; asked from the last attribute to the first, so that long rows stay linear. */
function target(tree: SyntaxTree, attribute: Node, targets: ReadonlyMap<Node, Node>): Node {
  const parent = tree.parent(attribute);
  if (parent !== NONE && HOLDS_ITS_ATTRIBUTES.has(tree.kind(parent))) return parent;
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
