import { canHold } from './cfg.js';
import { conditionsAt, ownConditions } from './conditions.js';
import type { ExternalName, ItemName, Name } from './name.js';
import { UNKNOWN } from './name.js';
import { writtenPath } from './path-syntax.js';
import type { Binding, Glob, Scope, ScopeTable } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** A file as the resolver sees it. */
export interface ResolvedFile {
  readonly path: string;
  readonly tree: SyntaxTree;
  readonly scopes: ScopeTable;
}

/** A scope and the file that holds it. */
export interface Place {
  readonly file: ResolvedFile;
  readonly scope: Scope;
}

/** How the files of a crate hang together. Each answer is `null` where the other file is not at hand. */
export interface ModuleTree {
  file(path: string): ResolvedFile | null;
  /** The root file of the crate that the file belongs to; the file itself when nothing declares it. */
  root(path: string): ResolvedFile | null;
  /** The `mod name;` that declares the file. */
  declaration(path: string): { readonly file: ResolvedFile; readonly node: Node } | null;
  /** The file behind a `mod name;`. */
  child(path: string, declaration: Node): ResolvedFile | null;
}

export type Space = 'types' | 'values';

/** A longer chain of imports, aliases and modules is given up: no code has one, and a hostile one must end. */
const CHAIN = 64;

/** Crates whose globs bind what rules know of them and nothing else of interest. */
const KNOWN_CRATES = new Set(
  'std core alloc proc_macro test tokio regex regex_lite fancy_regex jsonschema aya_ebpf'.split(' '),
);

/** What globs leave open on the way to a name. */
interface Openness {
  /** Paths that globs of other crates could give the name. */
  readonly candidates: string[];
  /** A glob's module is not at hand. */
  open: boolean;
  /** Globs that have been looked through. */
  readonly visited: Set<Glob>;
}

/** Paths that globs of other crates could give one name; no code has as many such globs. */
const CANDIDATES = 64;

function closed(): Openness {
  return { candidates: [], open: false, visited: new Set() };
}

const PENDING: Name = { kind: 'unknown' };

/** Follows paths through scopes, imports, aliases and modules, in one file and across those at hand. */
export class Resolver {
  /** Imports that are being followed: they do not bind what their own path begins with. */
  private readonly pending = new Set<Binding>();
  /** What each glob imports from; unknown while that is being found out. */
  private globTargets = new WeakMap<Glob, Name>();

  /** The path that is asked about, by its file: what its `cfg`s ask for holds wherever it leads to. */
  private asked: { readonly tree: SyntaxTree; readonly node: Node } | null = null;

  constructor(private readonly modules: ModuleTree) {}

  /** Forgets what it has found by nodes of trees that are no longer the files'. */
  forget(): void {
    this.globTargets = new WeakMap();
  }

  /** Says which path the following questions are about. */
  askFor(tree: SyntaxTree, node: Node): void {
    this.asked = { tree, node };
  }

  /** @param offset where the path stands, to tell which `let`s are visible; -1: none is. */
  resolve(place: Place, segments: readonly string[], space: Space, offset = -1, fuel = CHAIN): Name {
    const first = segments[0]!;
    const rest = segments.slice(1);
    if (fuel <= 0) return UNKNOWN;
    switch (first) {
      case '$crate':
      case 'crate':
        return this.fromRoot(place, rest, space, fuel);
      case 'self':
        if (segments.length === 1 && space === 'values') return UNKNOWN;
        return this.inModule(moduleOf(place), rest, space, fuel);
      case 'super':
        return this.inModule(this.parentOf(moduleOf(place)), rest, space, fuel);
    }
    if (first.startsWith('$')) return UNKNOWN;
    const seen = closed();
    const inner = segments.length > 1 ? 'types' : space;
    for (let scope: Scope | null = place.scope; scope !== null; scope = scope.outer[inner]) {
      const visible = scope.function === place.scope.function ? offset : -1;
      const found = this.inScope({ ...place, scope }, segments, space, visible, seen, fuel);
      if (found !== null) return found;
      if (scope.isModule) break;
    }
    const [path] = this.outside(place.file, segments).paths;
    return { kind: 'external', paths: [path!, ...seen.candidates], open: seen.open };
  }

  /** What a path means that begins with a crate's name, which the file may have changed. */
  outside({ scopes }: ResolvedFile, [crate, ...rest]: readonly string[]): ExternalName {
    return external([scopes.renamedCrates.get(crate!) ?? crate!, ...rest]);
  }

  /** The item that a type is, through aliases: `Regex` of `&regex::Regex<T>`. */
  resolveType(file: ResolvedFile, type: Node, fuel = CHAIN): Name {
    if (type === NONE || fuel <= 0) return UNKNOWN;
    const written = writtenPath(file.tree, type);
    if (written.self !== NONE)
      return extend(this.resolveType(file, written.self, fuel - 1), written.segments);
    if (written.segments.length === 0) return UNKNOWN;
    if (written.global) return this.outside(file, written.segments);
    return this.resolve({ file, scope: file.scopes.scopeOf(type) }, written.segments, 'types', -1, fuel - 1);
  }

  private inScope(
    place: Place,
    segments: readonly string[],
    space: Space,
    offset: number,
    seen: Openness,
    fuel: number,
  ): Name | null {
    const first = segments[0]!;
    const single = segments.length === 1;
    if (single && space === 'values' && offset >= 0) {
      const local = visibleLocal(place.scope, first, offset);
      if (local !== null) return { kind: 'local', node: local };
    }
    return this.bound(place, segments, space, seen, null, fuel);
  }

  /** What a scope itself binds, by name or by glob. `viewer` sees only what is visible from there; `null` sees all. */
  private bound(
    place: Place,
    segments: readonly string[],
    space: Space,
    seen: Openness,
    viewer: Place | null,
    fuel: number,
  ): Name | null {
    const rest = segments.slice(1);
    const names = rest.length > 0 || space === 'types' ? place.scope.types : place.scope.values;
    const binding = names.get(segments[0]!);
    if (
      binding !== undefined &&
      !this.pending.has(binding) &&
      !(rest.length > 0 && isNamedLikeItsCrate(binding)) &&
      this.sees(viewer, place, binding)
    ) {
      return this.followAny(place, binding, rest, space, fuel);
    }
    for (const glob of place.scope.globs) {
      if (seen.visited.has(glob) || !this.sees(viewer, place, glob)) continue;
      seen.visited.add(glob);
      const found = this.throughGlob(place, glob, segments, space, seen, fuel);
      if (found !== null) return found;
    }
    return null;
  }

  private throughGlob(
    place: Place,
    glob: Glob,
    segments: readonly string[],
    space: Space,
    seen: Openness,
    fuel: number,
  ): Name | null {
    const target = this.globTarget(place, glob, fuel);
    if (target === null) return null;
    if (target.kind === 'external') {
      for (const outer of target.paths) {
        if (seen.candidates.length < CANDIDATES) seen.candidates.push([outer, ...segments].join('::'));
        if (!KNOWN_CRATES.has(outer.split('::')[0]!)) seen.open = true;
      }
      return null;
    }
    const module = target.kind === 'item' ? this.moduleAt(target) : null;
    if (module !== null) return this.bound(module, segments, space, seen, place, fuel - 1);
    if (target.kind !== 'item' || target.rest.length > 0 || this.isAbsentModule(target)) seen.open = true;
    return null;
  }

  private globTarget(place: Place, glob: Glob, fuel: number): Name | null {
    const known = this.globTargets.get(glob);
    if (known !== undefined) return known === PENDING ? null : known;
    this.globTargets.set(glob, PENDING);
    const { global, segments } = glob.import;
    const target = global
      ? this.outside(place.file, segments)
      : this.resolve(place, segments, 'types', -1, fuel - 1);
    this.globTargets.set(glob, target);
    return target;
  }

  private isAbsentModule(item: ItemName): boolean {
    return this.modules.file(item.path)?.tree.kind(item.node) === 'mod_item';
  }

  private sees(viewer: Place | null, place: Place, bound: { readonly isPublic: boolean }): boolean {
    if (viewer === null || bound.isPublic) return true;
    let module: Place | null = moduleOf(viewer);
    for (let steps = 0; module !== null && steps < CHAIN; steps++) {
      if (module.file.path === place.file.path && module.scope.node === place.scope.node) return true;
      module = this.parentOf(module);
    }
    return false;
  }

  /** What the name may mean in one build or another, where `cfg`s choose between declarations. */
  private followAny(
    place: Place,
    binding: Binding,
    rest: readonly string[],
    space: Space,
    fuel: number,
  ): Name {
    if (binding.kind !== 'import' && binding.kind !== 'item')
      return this.follow(place, binding, rest, space, fuel);
    if (binding.others === undefined) return this.follow(place, binding, rest, space, fuel);
    const { tree } = place.file;
    const around = this.asked === null ? [] : conditionsAt(this.asked.tree, this.asked.node);
    const names = [binding, ...binding.others]
      .filter(({ node }) => canHold([...around, ...ownConditions(tree, node)], false))
      .map((one) => this.follow(place, one, rest, space, fuel));
    const paths = names.flatMap((name) => (name.kind === 'external' ? name.paths : []));
    if (paths.length === 0) return names[0] ?? UNKNOWN;
    return { kind: 'external', paths: [...new Set(paths)].slice(0, CANDIDATES), open: false };
  }

  private follow(place: Place, binding: Binding, rest: readonly string[], space: Space, fuel: number): Name {
    switch (binding.kind) {
      case 'generic':
        return UNKNOWN;
      case 'local':
        return { kind: 'local', node: binding.node };
      case 'self':
        return this.belowSelf(place, binding.node, rest, fuel);
      case 'item':
        return this.followItem(place, binding.node, rest, space, fuel);
      case 'import': {
        const path = [...binding.import.segments, ...rest];
        if (binding.import.global) return this.outside(place.file, path);
        this.pending.add(binding);
        const found = this.resolve(place, path, space, -1, fuel - 1);
        this.pending.delete(binding);
        return found;
      }
    }
  }

  private followItem({ file }: Place, node: Node, rest: readonly string[], space: Space, fuel: number): Name {
    const kind = file.tree.kind(node);
    const item: ItemName = { kind: 'item', path: file.path, node, rest: [] };
    if (kind === 'mod_item' && rest.length > 0) return this.inModule(this.moduleAt(item), rest, space, fuel);
    if (kind === 'type_item') {
      const type = file.tree.field(node, 'type');
      // An alias of a pointer, tuple or array names no other item: it is the item itself.
      if (rest.length === 0 && type !== NONE && unnamedTypes.has(file.tree.kind(type))) return item;
      return extend(this.resolveType(file, type, fuel - 1), rest);
    }
    return { ...item, rest };
  }

  private belowSelf(place: Place, owner: Node, rest: readonly string[], fuel: number): Name {
    const { tree, scopes } = place.file;
    const own = rest.length === 0 ? NONE : scopes.associatedType(owner, rest[0]!);
    if (own === NONE) return extend(this.selfType(place, owner, fuel), rest);
    return extend(this.resolveType(place.file, tree.field(own, 'type'), fuel - 1), rest.slice(1));
  }

  private selfType({ file }: Place, owner: Node, fuel: number): Name {
    if (file.tree.kind(owner) !== 'impl_item')
      return { kind: 'item', path: file.path, node: owner, rest: [] };
    return this.resolveType(file, file.tree.field(owner, 'type'), fuel - 1);
  }

  /** The module that an item is, or `null` where it is none or is not at hand. */
  private moduleAt(item: ItemName): Place | null {
    const file = this.modules.file(item.path);
    if (file === null || item.rest.length > 0) return null;
    const kind = file.tree.kind(item.node);
    if (kind === 'source_file') return { file, scope: file.scopes.root };
    if (kind !== 'mod_item') return null;
    if (file.tree.field(item.node, 'body') === NONE) {
      const child = this.modules.child(item.path, item.node);
      return child === null ? null : { file: child, scope: child.scopes.root };
    }
    const scope = file.scopes.scopeOpenedBy(item.node);
    return scope === null ? null : { file, scope };
  }

  private fromRoot(place: Place, rest: readonly string[], space: Space, fuel: number): Name {
    const root = this.modules.root(place.file.path);
    return this.inModule(root === null ? null : { file: root, scope: root.scopes.root }, rest, space, fuel);
  }

  private parentOf({ file, scope }: Place): Place | null {
    if (scope.parent !== null) return moduleOf({ file, scope: scope.parent });
    const declared = this.modules.declaration(file.path);
    return declared === null
      ? null
      : moduleOf({ file: declared.file, scope: declared.file.scopes.scopeOf(declared.node) });
  }

  /** Looks a path up in a module from outside: what it declares, imports and globs, nothing around it. */
  private inModule(module: Place | null, rest: readonly string[], space: Space, fuel: number): Name {
    if (module === null || fuel <= 0) return UNKNOWN;
    if (rest.length === 0) return moduleItem(module);
    if (rest[0] === 'super') return this.inModule(this.parentOf(module), rest.slice(1), space, fuel - 1);
    if (rest[0] === 'self') return this.inModule(module, rest.slice(1), space, fuel - 1);
    const seen = closed();
    const found = this.bound(module, rest, space, seen, null, fuel - 1);
    if (found !== null) return found;
    return seen.candidates.length === 0 ? UNKNOWN : { kind: 'external', paths: seen.candidates, open: false };
  }
}

/** `use regex::regex;` imports a macro or function: in front of `::` the name stays the crate's. */
function isNamedLikeItsCrate(binding: Binding): boolean {
  if (binding.kind !== 'import' || binding.import.global) return false;
  const { name, segments } = binding.import;
  return segments.length > 1 && segments[0] === name && segments.at(-1) === name;
}

const unnamedTypes = new Set(['pointer_type', 'tuple_type', 'array_type', 'function_type', 'unit_type']);

function moduleItem({ file, scope }: Place): ItemName {
  const node = scope.parent === null ? 0 : file.tree.parent(scope.node);
  return { kind: 'item', path: file.path, node, rest: [] };
}

function moduleOf({ file, scope }: Place): Place {
  return { file, scope: scope.module };
}

function visibleLocal(scope: Scope, name: string, offset: number): Node | null {
  const locals = scope.locals.get(name);
  if (locals === undefined) return null;
  for (let i = locals.length - 1; i >= 0; i--) {
    const local = locals[i]!;
    if (local.from <= offset && offset < local.to) return local.node;
  }
  return null;
}

export function external(segments: readonly string[]): ExternalName {
  return { kind: 'external', paths: [segments.join('::')], open: false };
}

/** The name of what lies below a named thing. */
export function extend(name: Name, rest: readonly string[]): Name {
  if (rest.length === 0) return name;
  if (name.kind === 'external') {
    return { ...name, paths: name.paths.map((path) => [path, ...rest].join('::')) };
  }
  if (name.kind === 'item') return { ...name, rest: [...name.rest, ...rest] };
  return UNKNOWN;
}
