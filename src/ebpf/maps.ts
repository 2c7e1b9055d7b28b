import type { CrateItem, DetectorFile } from '../rules/detector.js';
import { plainName, writtenPath } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';

/** An eBPF map that code holds a handle of. */
export interface MapHandle {
  /** The static's name as declared; `undefined` for a map that comes in as a parameter. */
  readonly name: string | undefined;
  /** The map type's last segment, such as `Array`; `undefined` when its declaration is not at hand. */
  readonly type: string | undefined;
  /** Each CPU has its own entries, so that no other CPU can race. */
  readonly perCpu: boolean;
  /** The type of the map's values as declared, where it is at hand. */
  readonly valueType: string | undefined;
}

/** Something that is at hand and no eBPF map. */
export const NO_MAP = 'no map';
/** `undefined`: the declaration is not at hand. */
export type MapLookup = MapHandle | typeof NO_MAP | undefined;

const PER_CPU = new Set(['PerCpuArray', 'PerCpuHashMap', 'LruPerCpuHashMap', 'PerCpuCgroupStorage']);

/** Map types of `aya_ebpf::maps` and `aya_ebpf::btf_maps`, with the position of the value among the type arguments. */
const VALUE_POSITION = new Map([
  ['Array', 0],
  ['PerCpuArray', 0],
  ['HashMap', 1],
  ['LruHashMap', 1],
  ['PerCpuHashMap', 1],
  ['LruPerCpuHashMap', 1],
  ['LpmTrie', 1],
  ['BloomFilter', 0],
  ['Queue', 0],
  ['Stack', 0],
  ['SkStorage', 0],
  ['PerCpuCgroupStorage', 0],
]);

/** Without values of a Rust type. */
const OTHER_MAPS = new Set([
  'RingBuf',
  'PerfEventArray',
  'PerfEventByteArray',
  'ProgramArray',
  'SockHash',
  'SockMap',
]);

/** The map that an expression's path names, looked up in this file and, where at hand, in the crate. */
export function mapOfPath(file: DetectorFile, path: Node): MapLookup {
  const name = writtenPath(file.tree, path).segments.at(-1) ?? '';
  const resolved = file.names.resolve(path);
  if (resolved.kind === 'local') return NO_MAP;
  if (resolved.kind === 'item' && resolved.rest.length === 0) {
    const holder = fileAt(file, resolved.path);
    if (holder !== null) return mapOfItem(file, { file: holder, node: resolved.node });
  }
  return meet(file.crate.statics(name).map((item) => mapOfStatic(item)));
}

function fileAt(file: DetectorFile, path: string): DetectorFile | null {
  return path === file.path ? file : file.crate.file(path);
}

function mapOfItem(file: DetectorFile, item: CrateItem): MapLookup {
  const { tree } = item.file;
  if (tree.kind(item.node) !== 'static_item') return NO_MAP;
  const name = tree.source(tree.field(item.node, 'name'));
  const alternatives = file.crate
    .statics(name)
    .filter((other) => other.file.path === item.file.path && sameModule(tree, other.node, item.node));
  return meet([item, ...alternatives].map((each) => mapOfStatic(each)));
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
  if (map !== undefined) return { ...map, name };
  return declaredMaps(tree).has(node)
    ? { name, type: undefined, perCpu: false, valueType: undefined }
    : NO_MAP;
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

/** Type aliases and references are followed this far. */
const MAX_STEPS = 16;

/** The map that a type says a handle is of; `undefined` for other types. */
export function mapOfType(file: DetectorFile, type: Node): MapHandle | undefined {
  let holder = file;
  let node = type;
  for (let step = 0; step < MAX_STEPS && node !== NONE; step++) {
    const { tree } = holder;
    const kind = tree.kind(node);
    if (kind === 'reference_type' || kind === 'pointer_type' || kind === 'parenthesized_type') {
      node = referenced(tree, node);
      continue;
    }
    const alias = aliasedType(holder, node);
    if (alias === undefined) return mapNamed(holder, node);
    if (alias === NO_MAP) return undefined;
    holder = alias.file;
    node = alias.node;
  }
  return undefined;
}

function referenced(tree: SyntaxTree, node: Node): Node {
  const type = tree.field(node, 'type');
  if (type !== NONE) return type;
  for (const child of tree.namedChildren(node)) return child;
  return NONE;
}

/** The type that a `type` alias of the crate stands for; `NO_MAP` for another type of the crate's own. */
export function aliasedType(file: DetectorFile, type: Node): CrateItem | typeof NO_MAP | undefined {
  const resolved = file.names.resolve(type);
  if (resolved.kind !== 'item') return undefined;
  const holder = fileAt(file, resolved.path);
  if (holder === null || holder.tree.kind(resolved.node) !== 'type_item') return NO_MAP;
  return { file: holder, node: holder.tree.field(resolved.node, 'type') };
}

function mapNamed(file: DetectorFile, type: Node): MapHandle | undefined {
  const resolved = file.names.resolve(type);
  const path = resolved.kind === 'external' ? resolved.paths[0]?.split('::') : undefined;
  const name = (path ?? writtenPath(file.tree, type).segments).at(-1) ?? '';
  const position = VALUE_POSITION.get(name);
  if (position === undefined && !OTHER_MAPS.has(name)) return undefined;
  const valueType = position === undefined ? undefined : typeArgument(file.tree, type, position);
  return { name: undefined, type: plainName(name), perCpu: PER_CPU.has(name), valueType };
}

function typeArgument(tree: SyntaxTree, type: Node, position: number): string | undefined {
  const list = tree.field(type, 'type_arguments');
  if (list === NONE) return undefined;
  const types = [...tree.namedChildren(list)].filter((child) => tree.kind(child) !== 'lifetime');
  const argument = types[position];
  return argument === undefined ? undefined : tree.source(argument);
}
