import { type ExternalName, type Name, type Names, UNKNOWN } from './name.js';
import { plainName, writtenPath } from './path-syntax.js';
import { isValuePath } from './path-uses.js';
import { type Binding, type Scope, ScopeTable } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** A module of the crate: the scope that holds its names, in the file that holds the scope. */
export interface Module {
  readonly names: FileNames;
  readonly scope: Scope;
}

/** How the modules of a crate hang together; answered by the crate's index, or by nobody for a file alone. */
export interface ModuleTree {
  /** The root of the crate that the file belongs to. */
  root(path: string): Module | null;
  /** The module that declares the file by `mod name;`. */
  parent(path: string): Module | null;
  /** The file behind a `mod_item` without body. */
  child(path: string, declaration: Node): Module | null;
}

/** A longer chain of imports and aliases is given up: no code has one, and a hostile one must end. */
const CHAIN = 64;

/** Crates whose globs bring in what rules name and nothing else of interest. */
const KNOWN_CRATES = new Set([
  'std',
  'core',
  'alloc',
  'tokio',
  'regex',
  'regex_lite',
  'fancy_regex',
  'jsonschema',
]);

type Space = 'type' | 'value';

/** Names of one file. */
export class FileNames implements Names {
  readonly scopes: ScopeTable;
  private readonly pending = new Set<Binding>();

  constructor(
    readonly path: string,
    readonly tree: SyntaxTree,
    private readonly modules: ModuleTree,
  ) {
    this.scopes = new ScopeTable(tree);
  }

  resolve(node: Node): Name {
    const written = writtenPath(this.tree, node);
    if (written.self !== NONE)
      return extend(this.resolve(written.self), written.segments, this.modules, CHAIN);
    const { segments } = written;
    if (segments.length === 0) return UNKNOWN;
    if (written.global) return external(segments);
    const isType = segments.length === 1 && this.tree.kind(node) !== 'identifier';
    const space: Space = segments.length > 1 || isType ? 'type' : 'value';
    return this.resolveIn(this.scopes.scopeOf(node), segments, space, this.tree.start(node), CHAIN);
  }

  *valuePaths(isOfInterest: (name: string) => boolean): Generator<Node> {
    for (let node = 0; node < this.tree.size; node++) {
      const kind = this.tree.kind(node);
      if (kind !== 'scoped_identifier' && kind !== 'identifier') continue;
      if (kind === 'identifier') {
        const name = plainName(this.tree.source(node));
        if (!this.scopes.imported.has(name) && !isOfInterest(name)) continue;
      }
      if (isValuePath(this.tree, this.scopes, node)) yield node;
    }
  }

  private identifiers: Map<string, Node[]> | undefined;

  usesOf(binding: Node): readonly Node[] {
    this.identifiers ??= this.indexIdentifiers();
    const same = this.identifiers.get(plainName(this.tree.source(binding))) ?? [];
    return same.filter((node) => {
      const name = this.resolve(node);
      return name.kind === 'local' && name.node === binding;
    });
  }

  usesOfItem(item: Node): readonly Node[] {
    const itemName = plainName(this.tree.source(this.tree.field(item, 'name')));
    return [...this.valuePaths((name) => name === itemName)].filter((node) => {
      const name = this.resolve(node);
      return name.kind === 'item' && name.path === this.path && name.node === item && name.rest.length === 0;
    });
  }

  private indexIdentifiers(): Map<string, Node[]> {
    const index = new Map<string, Node[]>();
    for (let node = 0; node < this.tree.size; node++) {
      if (this.tree.kind(node) !== 'identifier' || !isValuePath(this.tree, this.scopes, node)) continue;
      const name = plainName(this.tree.source(node));
      const nodes = index.get(name);
      if (nodes === undefined) index.set(name, [node]);
      else nodes.push(node);
    }
    return index;
  }

  private functions: Set<string> | undefined;

  definesFunction(name: string): boolean {
    this.functions ??= new Set(
      [...this.tree.nodes('function_item')].map((item) =>
        plainName(this.tree.source(this.tree.field(item, 'name'))),
      ),
    );
    return this.functions.has(name);
  }

  /** Resolves a path that stands in a scope. `offset` tells which `let`s are visible; -1: none. */
  resolveIn(scope: Scope, segments: readonly string[], space: Space, offset: number, fuel: number): Name {
    const first = segments[0]!;
    const rest = segments.slice(1);
    if (fuel <= 0 || first.startsWith('$'))
      return first === '$crate' ? this.fromRoot(scope, rest, fuel) : UNKNOWN;
    switch (first) {
      case 'crate':
        return this.fromRoot(scope, rest, fuel);
      case 'self':
        return segments.length === 1 && space === 'value'
          ? UNKNOWN
          : this.inModule(this.moduleOf(scope), rest, fuel);
      case 'super':
        return this.inModule(this.parentOf(this.moduleOf(scope)), rest, fuel);
      case 'Self':
        return this.selfType(scope, rest, fuel);
    }
    return this.lookUp(scope, first, segments.length === 1 ? space : 'type', segments, offset, fuel);
  }

  private lookUp(
    from: Scope,
    first: string,
    space: Space,
    segments: readonly string[],
    offset: number,
    fuel: number,
  ): Name {
    const rest = segments.slice(1);
    const candidates: string[] = [];
    let open = false;
    for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
      if (space === 'value' && offset >= 0) {
        const local = visibleLocal(scope, first, offset);
        if (local !== null) return { kind: 'local', node: local };
      }
      const binding = (space === 'type' ? scope.types : scope.values).get(first);
      if (binding !== undefined && !this.pending.has(binding)) return this.follow(binding, rest, space, fuel);
      const glob = this.throughGlobs(scope, segments, space, candidates, fuel);
      if (glob === 'open') open = true;
      else if (glob !== null) return glob;
      if (scope.isModule) break;
    }
    return { kind: 'external', paths: [segments.join('::'), ...candidates], open };
  }

  /** A name that a glob of the scope binds; candidates of other crates are collected on the way. */
  private throughGlobs(
    scope: Scope,
    segments: readonly string[],
    space: Space,
    candidates: string[],
    fuel: number,
  ): Name | 'open' | null {
    let open = false;
    for (const glob of scope.globs) {
      const binding: Binding = this.globBinding(glob, scope);
      if (this.pending.has(binding)) continue;
      this.pending.add(binding);
      const target = glob.global
        ? external(glob.segments)
        : this.resolveIn(scope, glob.segments, 'type', -1, fuel - 1);
      const found = this.inGlob(target, segments, space, candidates, fuel);
      this.pending.delete(binding);
      if (found === 'open') open = true;
      else if (found !== null) return found;
    }
    return open ? 'open' : null;
  }

  private readonly globBindings = new Map<object, Binding>();

  private globBinding(glob: Scope['globs'][number], scope: Scope): Binding {
    const known = this.globBindings.get(glob);
    if (known !== undefined) return known;
    const binding: Binding = { kind: 'import', import: glob, scope };
    this.globBindings.set(glob, binding);
    return binding;
  }

  private inGlob(
    target: Name,
    segments: readonly string[],
    space: Space,
    candidates: string[],
    fuel: number,
  ): Name | 'open' | null {
    if (target.kind === 'external') {
      for (const path of target.paths) candidates.push([path, ...segments].join('::'));
      return target.paths.every((path) => KNOWN_CRATES.has(path.split('::')[0]!)) ? null : 'open';
    }
    if (target.kind !== 'item') return 'open';
    const module = this.moduleAt(target);
    if (module === null) return target.rest.length === 0 && !this.isModule(target) ? null : 'open';
    const found = module.names.lookUpIn(module.scope, segments, space, fuel - 1);
    if (found.kind !== 'external' || found.paths[0] !== segments.join('::')) return found;
    candidates.push(...found.paths.slice(1));
    return found.open ? 'open' : null;
  }

  private isModule(target: { path: string; node: Node }): boolean {
    const names = target.path === this.path ? this : null;
    return names === null || names.tree.kind(target.node) === 'mod_item';
  }

  /** Looks a path up in a module, from outside: what it declares, imports and globs, nothing around it. */
  lookUpIn(scope: Scope, segments: readonly string[], space: Space, fuel: number): Name {
    return this.lookUp(scope, segments[0]!, segments.length === 1 ? space : 'type', segments, -1, fuel);
  }

  private follow(binding: Binding, rest: readonly string[], space: Space, fuel: number): Name {
    switch (binding.kind) {
      case 'generic':
        return UNKNOWN;
      case 'local':
        return { kind: 'local', node: binding.node };
      case 'item':
        return this.followItem(binding.node, rest, fuel);
      case 'import': {
        const { global, segments } = binding.import;
        if (global) return external([...segments, ...rest]);
        this.pending.add(binding);
        const path = [...segments, ...rest];
        const found = this.resolveIn(binding.scope, path, rest.length > 0 ? 'type' : space, -1, fuel - 1);
        this.pending.delete(binding);
        return found;
      }
    }
  }

  private followItem(node: Node, rest: readonly string[], fuel: number): Name {
    const kind = this.tree.kind(node);
    if (kind === 'mod_item' && rest.length > 0) {
      const module = this.moduleAt({ path: this.path, node });
      return module === null ? UNKNOWN : this.inModule(module, rest, fuel);
    }
    if (kind === 'type_item') {
      const type = this.tree.field(node, 'type');
      const aliased = type === NONE ? UNKNOWN : this.resolveType(type, fuel);
      return extend(aliased, rest, this.modules, fuel - 1);
    }
    return { kind: 'item', path: this.path, node, rest };
  }

  private resolveType(type: Node, fuel: number): Name {
    const written = writtenPath(this.tree, type);
    if (written.segments.length === 0 || written.self !== NONE) return UNKNOWN;
    if (written.global) return external(written.segments);
    return this.resolveIn(this.scopes.scopeOf(type), written.segments, 'type', -1, fuel - 1);
  }

  private moduleAt(item: { path: string; node: Node }): Module | null {
    if (item.path !== this.path) return null;
    if (this.tree.kind(item.node) !== 'mod_item') return null;
    if (this.tree.field(item.node, 'body') === NONE) return this.modules.child(this.path, item.node);
    const scope = this.scopes.scopeOpenedBy(item.node);
    return scope === null ? null : { names: this, scope };
  }

  private fromRoot(scope: Scope, rest: readonly string[], fuel: number): Name {
    const root = this.modules.root(this.path) ?? { names: this, scope: this.rootOf(scope) };
    return this.inModule(root, rest, fuel);
  }

  private rootOf(scope: Scope): Scope {
    let root = scope;
    while (root.parent !== null) root = root.parent;
    return root;
  }

  private moduleOf(scope: Scope): Module {
    let module = scope;
    while (!module.isModule) module = module.parent!;
    return { names: this, scope: module };
  }

  private parentOf(module: Module): Module | null {
    const outer = module.scope.parent;
    return outer === null ? this.modules.parent(module.names.path) : module.names.moduleOf(outer);
  }

  private inModule(module: Module | null, rest: readonly string[], fuel: number): Name {
    if (module === null || fuel <= 0) return UNKNOWN;
    if (rest.length === 0) return UNKNOWN;
    if (rest[0] === 'super') return this.inModule(this.parentOf(module), rest.slice(1), fuel);
    if (rest[0] === 'self') return this.inModule(module, rest.slice(1), fuel);
    const found = module.names.lookUpIn(module.scope, rest, 'value', fuel - 1);
    return found.kind === 'external' && found.paths[0] === rest.join('::') ? UNKNOWN : found;
  }

  private selfType(scope: Scope, rest: readonly string[], fuel: number): Name {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const kind = this.tree.kind(at.node);
      if (kind === 'impl_item') {
        return extend(this.resolveType(this.tree.field(at.node, 'type'), fuel), rest, this.modules, fuel);
      }
      if (kind === 'trait_item' || kind === 'struct_item' || kind === 'enum_item' || kind === 'union_item') {
        return { kind: 'item', path: this.path, node: at.node, rest };
      }
    }
    return UNKNOWN;
  }
}

function visibleLocal(scope: Scope, name: string, offset: number): Node | null {
  const locals = scope.locals.get(name);
  if (locals === undefined) return null;
  for (let i = locals.length - 1; i >= 0; i--) {
    const local = locals[i]!;
    if (local.kind === 'local' && local.from <= offset && offset < local.to) return local.node;
  }
  return null;
}

function external(segments: readonly string[]): ExternalName {
  return { kind: 'external', paths: [segments.join('::')], open: false };
}

function extend(name: Name, rest: readonly string[], _modules: ModuleTree, _fuel: number): Name {
  if (rest.length === 0) return name;
  if (name.kind === 'external') {
    return { ...name, paths: name.paths.map((path) => [path, ...rest].join('::')) };
  }
  if (name.kind === 'item') return { ...name, rest: [...name.rest, ...rest] };
  return UNKNOWN;
}
