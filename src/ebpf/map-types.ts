import type { CrateItem, DetectorFile } from '../rules/detector.js';
import { writtenPath } from '../rust/path-syntax.js';
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
  readonly valueType: CrateItem | undefined;
  /** `ebpf`: the type is one of `aya_ebpf`, or the static bears `#[map]`; `foreign`: it is another crate's. */
  readonly source: 'ebpf' | 'foreign' | 'unknown';
}

/** Something that is at hand and no eBPF map. */
export const NO_MAP = 'no map';

const PER_CPU = new Set(['PerCpuArray', 'PerCpuHashMap', 'LruPerCpuHashMap', 'PerCpuCgroupStorage']);

/** Map types of `aya_ebpf::maps` and `aya_ebpf::btf_maps`, with the position of the value among the type arguments. */
const VALUE_POSITION: ReadonlyMap<string, number> = new Map([
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
  ['InodeStorage', 0],
  ['TaskStorage', 0],
  ['CgrpStorage', 0],
  ['CgroupStorage', 0],
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

const EBPF_CRATES = new Set(['aya_ebpf', 'aya_bpf']);
/** Crates whose types of the same names are no maps. */
const OTHER_CRATES = new Set(['std', 'core', 'alloc']);

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
    if (isNoMap(holder, node)) return undefined;
    const alias = aliasedType(holder, node);
    if (alias === undefined) return mapNamed(holder, node);
    if (alias === NO_MAP) return undefined;
    holder = alias.file;
    node = alias.node;
  }
  return undefined;
}

/** Whether the name alone says so: no map's, and none that anything is renamed to. So bindings need not be parsed. */
function isNoMap({ tree, crate }: DetectorFile, type: Node): boolean {
  const name = writtenPath(tree, type).segments.at(-1);
  if (name === undefined || name === 'Self' || !/^\w+$/.test(name)) return false;
  return !VALUE_POSITION.has(name) && !OTHER_MAPS.has(name) && !crate.mayRename(name);
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
  const holder = resolved.path === file.path ? file : file.crate.file(resolved.path);
  if (holder === null || holder.tree.kind(resolved.node) !== 'type_item') return NO_MAP;
  return { file: holder, node: holder.tree.field(resolved.node, 'type') };
}

function mapNamed(file: DetectorFile, type: Node): MapHandle | undefined {
  const resolved = file.names.resolve(type);
  const external =
    resolved.kind === 'external' && !resolved.open ? resolved.paths[0]?.split('::') : undefined;
  const path = external ?? writtenPath(file.tree, type).segments;
  const crate = path.length > 1 ? path[0]! : '';
  const name = path.at(-1) ?? '';
  const position = VALUE_POSITION.get(name);
  if (OTHER_CRATES.has(crate) || (position === undefined && !OTHER_MAPS.has(name))) return undefined;
  const valueType = position === undefined ? undefined : typeArgument(file, type, position);
  const source = EBPF_CRATES.has(crate) ? 'ebpf' : external === undefined ? 'unknown' : 'foreign';
  return { name: undefined, type: name, perCpu: PER_CPU.has(name), valueType, source };
}

function typeArgument(file: DetectorFile, type: Node, position: number): CrateItem | undefined {
  const { tree } = file;
  const list = tree.field(type, 'type_arguments');
  if (list === NONE) return undefined;
  const types = [...tree.namedChildren(list)].filter((child) => tree.kind(child) !== 'lifetime');
  const node = types[position];
  return node === undefined ? undefined : { file, node };
}
