import type { CrateItem, DetectorFile } from '../rules/detector.js';
import { writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { type MapHandle, mapOfType, NO_MAP } from './map-types.js';

/** `undefined`: the declaration is not at hand. */
type MapLookup = MapHandle | typeof NO_MAP | undefined;

const UNKNOWN_MAP: MapHandle = {
  name: undefined,
  type: undefined,
  perCpu: false,
  valueType: undefined,
  source: 'unknown',
};

const PART_OF_PATH = new Set([
  'scoped_identifier',
  'scoped_type_identifier',
  'tuple_struct_pattern',
  'use_declaration',
]);

/** Finds, when first asked, the map that something is a handle of. */
export type MapReference = () => MapHandle | undefined;

/**
 * The map that a path in an expression names: a static known to be one, or a name in a static's style whose
 * declaration is not at hand.
 */
export function namedMap(file: DetectorFile, path: Node): MapReference | undefined {
  const parent = file.tree.parent(path);
  if (parent !== NONE && PART_OF_PATH.has(file.tree.kind(parent))) return undefined;
  return once(() => {
    const map = mapOfPath(file, path);
    if (map !== undefined) return map === NO_MAP ? undefined : map;
    const name = writtenPath(file.tree, path).segments.at(-1) ?? '';
    return /^_?[A-Z][A-Z0-9_]*$/.test(name) ? { ...UNKNOWN_MAP, name } : undefined;
  });
}

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What tests declare does not say what programs race on, unless there is nothing else. */
function inProduction(items: readonly CrateItem[]): readonly CrateItem[] {
  const production = items.filter(({ file, node }) => !file.contexts.isTest(node));
  return production.length > 0 ? production : items;
}

const staticsByName = new WeakMap<SyntaxTree, Map<string, readonly CrateItem[]>>();

function statics(file: DetectorFile, name: string): readonly CrateItem[] {
  const known = staticsByName.get(file.tree) ?? new Map<string, readonly CrateItem[]>();
  staticsByName.set(file.tree, known);
  const found = known.get(name) ?? inProduction(file.crate.statics(name));
  known.set(name, found);
  return found;
}

/** The map that an expression's path names, looked up in this file and, where at hand, in the crate. */
function mapOfPath(file: DetectorFile, path: Node): MapLookup {
  const name = writtenPath(file.tree, path).segments.at(-1) ?? '';
  const resolved = file.names.resolve(path);
  if (resolved.kind === 'local') return NO_MAP;
  if (resolved.kind === 'item' && resolved.rest.length === 0) {
    const holder = fileAt(file, resolved.path);
    if (holder !== null) return mapOfItem(file, { file: holder, node: resolved.node });
  }
  return meet(statics(file, name).map((item) => mapOfStatic(item)));
}

function fileAt(file: DetectorFile, path: string): DetectorFile | null {
  return path === file.path ? file : file.crate.file(path);
}

function mapOfItem(file: DetectorFile, item: CrateItem): MapLookup {
  const { tree } = item.file;
  if (tree.kind(item.node) !== 'static_item') return NO_MAP;
  const name = tree.source(tree.field(item.node, 'name'));
  const alternatives = statics(file, name).filter(
    (other) => other.file.path === item.file.path && sameModule(tree, other.node, item.node),
  );
  return meet((alternatives.length > 0 ? alternatives : [item]).map((each) => mapOfStatic(each)));
}

/** Statics of one name in one module are alternatives under `cfg`. */
function sameModule(tree: SyntaxTree, a: Node, b: Node): boolean {
  return tree.parent(a) === tree.parent(b);
}

/** Of several declarations one shared map is enough: on some build the race is there. */
function meet(lookups: readonly MapLookup[]): MapLookup {
  const maps = lookups.filter((lookup) => typeof lookup === 'object');
  return maps.find((map) => !map.perCpu) ?? maps[0] ?? lookups[0];
}

function mapOfStatic({ file, node }: CrateItem): MapLookup {
  const { tree } = file;
  const name = tree.source(tree.field(node, 'name'));
  const type = tree.field(node, 'type');
  const map = type === NONE ? undefined : mapOfType(file, type);
  const isDeclared = declaredMaps(tree).has(node);
  if (map !== undefined) return { ...map, name, source: isDeclared ? 'ebpf' : map.source };
  return isDeclared ? { ...UNKNOWN_MAP, name, source: 'ebpf' } : NO_MAP;
}

const declared = new WeakMap<SyntaxTree, ReadonlySet<Node>>();

/** The file's items that bear `#[map]` or `#[btf_map]`. */
export function declaredMaps(tree: SyntaxTree): ReadonlySet<Node> {
  const known = declared.get(tree);
  if (known !== undefined) return known;
  const found = new Set<Node>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'attribute' || !isMapAttribute(tree, node)) continue;
    let item = tree.nextSibling(tree.parent(node));
    while (item !== NONE && tree.kind(item) !== 'static_item' && isBetween(tree.kind(item))) {
      item = tree.nextSibling(item);
    }
    if (item !== NONE && tree.kind(item) === 'static_item') found.add(item);
  }
  declared.set(tree, found);
  return found;
}

function isMapAttribute(tree: SyntaxTree, attribute: Node): boolean {
  const path = tree.firstChild(attribute);
  const name = path === NONE ? undefined : writtenPath(tree, path).segments.at(-1);
  return name === 'map' || name === 'btf_map';
}

function isBetween(kind: string): boolean {
  return kind === 'attribute_item' || kind === 'line_comment' || kind === 'block_comment';
}
