import { ownConditions } from './conditions.js';
import { externCrate, type Import, importsOf } from './imports.js';
import { plainName } from './path-syntax.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { inRanges, testRanges } from './test-code.js';

/** What a name is bound to in a scope. */
export type Binding = { readonly isPublic: boolean } & (
  | ({ readonly kind: 'import'; readonly import: Import; readonly node: Node } & Alternatives)
  | ({ readonly kind: 'item'; readonly node: Node } & Alternatives)
  /** `Self`, of the `impl`, `trait` or type that `node` is. */
  | { readonly kind: 'self'; readonly node: Node }
  | { readonly kind: 'generic' }
  | ({ readonly kind: 'local' } & Local)
);

/** Declarations of the same name in the same scope, each for builds of its own by a `cfg`. */
interface Alternatives {
  others?: (Binding & { readonly node: Node })[];
}

/** A pattern's name, visible between two offsets. */
export interface Local {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

export interface Glob {
  readonly import: Import;
  readonly isPublic: boolean;
}

/** A region in which names are bound. */
export interface Scope {
  readonly parent: Scope | null;
  /** The next scopes outwards that bind anything of the kind, for climbing; modules are never left out. */
  readonly outer: { types: Scope | null; values: Scope | null };
  /** A file or an inline module: names of the scopes around it are not visible in it. */
  readonly isModule: boolean;
  /** The module that it is in, or is. */
  readonly module: Scope;
  /** The function that it is in, or is: its locals are not visible in functions inside it. `null` outside functions. */
  readonly function: Scope | null;
  /** The node whose scope it is. */
  readonly node: Node;
  /** Modules, types, traits, generics and imports. */
  readonly types: Map<string, Binding>;
  /** Functions, constants, statics and imports. */
  readonly values: Map<string, Binding>;
  /** In the order of the text. */
  readonly locals: Map<string, Local[]>;
  readonly globs: readonly Glob[];
}

const SCOPES = new Set([
  'block',
  'function_item',
  'function_signature_item',
  'closure_expression',
  'match_arm',
  'for_expression',
  'if_expression',
  'while_expression',
  'impl_item',
  'trait_item',
  'struct_item',
  'enum_item',
  'union_item',
  'type_item',
  'macro_rule',
]);

const SELF_TYPES = new Set(['impl_item', 'trait_item', 'struct_item', 'enum_item', 'union_item']);
const TYPE_ITEMS = new Set(['struct_item', 'enum_item', 'union_item', 'type_item', 'trait_item', 'mod_item']);
const VALUE_ITEMS = new Set(['function_item', 'function_signature_item', 'const_item', 'static_item']);

/** What scopes share that bind nothing of a kind: most do. */
const NOTHING = new Map<string, never>();
const NO_GLOBS: Glob[] = [];

/** The scope's own map of a kind, made when it is first written to. */
function ownNames<K extends 'types' | 'values' | 'locals'>(scope: Scope, kind: K): Scope[K] {
  if ((scope[kind] as ReadonlyMap<string, unknown>) === NOTHING) {
    (scope as { -readonly [key in keyof Scope]: Scope[key] })[kind] = new Map() as Scope[K];
  }
  return scope[kind];
}

/** All scopes of a file, and each node's, built in one forward sweep. */
export class ScopeTable {
  readonly root: Scope;
  /** Every name that a `use` or `extern crate` anywhere in the file binds. */
  readonly imported = new Set<string>();
  /** The crates that the file renames by `extern crate x as y` outside modules, by their new names: these hold in all modules. */
  readonly renamedCrates = new Map<string, string>();
  /** What the associated types of each `impl` are. */
  private readonly associated = new Map<Node, Map<string, Node>>();
  private readonly scopes: Scope[] = [];
  private readonly scopeIds: Int32Array;
  private readonly globKeys = new Map<Scope, Set<string>>();
  /** For nodes in a pattern: the node that owns the pattern (`let_declaration`, `parameter`, …), else `NONE`. */
  private readonly patternOwners: Int32Array;

  constructor(private readonly tree: SyntaxTree) {
    this.scopeIds = new Int32Array(tree.size);
    this.patternOwners = new Int32Array(tree.size).fill(NONE);
    this.root = this.scopes[this.open(0, null, true)]!;
    for (let node = 1; node < tree.size; node++) this.place(node);
    for (const scope of this.scopes) this.skipEmpty(scope);
  }

  /** Lets climbing pass over scopes that bind nothing; outer scopes come before inner ones. */
  private skipEmpty({ parent, outer }: Scope): void {
    if (parent === null) return;
    const always = parent.isModule || parent.globs.length > 0;
    outer.types = always || parent.types.size > 0 ? parent : parent.outer.types;
    outer.values = always || parent.values.size + parent.locals.size > 0 ? parent : parent.outer.values;
  }

  scopeOf(node: Node): Scope {
    return this.scopes[this.scopeIds[node]!]!;
  }

  /** The scope that an inline module or a block opens for what is in it. */
  scopeOpenedBy(node: Node): Scope | null {
    const child = this.tree.kind(node) === 'mod_item' ? this.tree.field(node, 'body') : node;
    const first = child === NONE ? NONE : this.tree.firstChild(child);
    return first === NONE ? null : this.scopeOf(first);
  }

  /** The `type` item of an `impl` that is its associated type of that name, or `NONE`. */
  associatedType(impl: Node, name: string): Node {
    return this.associated.get(impl)?.get(name) ?? NONE;
  }

  /** Whether the identifier is the binding of a pattern rather than a use of a name. */
  isInPattern(node: Node): boolean {
    return this.patternOwners[node] !== NONE;
  }

  private open(node: Node, parent: Scope | null, isModule: boolean): number {
    const scope = {
      parent,
      outer: { types: null, values: null },
      isModule,
      node,
      types: NOTHING,
      values: NOTHING,
      locals: NOTHING,
      globs: NO_GLOBS,
    } as unknown as Scope & { module: Scope; function: Scope | null };
    scope.module = isModule || parent === null ? scope : parent.module;
    scope.function = this.tree.kind(node) === 'function_item' ? scope : (parent?.function ?? null);
    if (SELF_TYPES.has(this.tree.kind(node)))
      ownNames(scope, 'types').set('Self', { kind: 'self', node, isPublic: false });
    return this.scopes.push(scope) - 1;
  }

  /** Children of an opening node share the scope that its first child opens. */
  private place(node: Node): void {
    const parent = this.tree.parent(node);
    const outer = this.scopeOf(parent);
    const kind = this.tree.kind(parent);
    if (this.opens(parent, kind)) {
      const first = this.tree.firstChild(parent) === node;
      const isModule = kind === 'declaration_list';
      this.scopeIds[node] = first
        ? this.open(parent, outer, isModule)
        : this.scopeIds[this.tree.firstChild(parent)]!;
    } else this.scopeIds[node] = this.scopeIds[parent]!;
    this.placePattern(node, parent, kind);
    this.declare(node, this.scopeOf(node));
  }

  /** Blocks that the arguments of a macro were parsed as are no blocks: their items are seen outside. */
  private opens(node: Node, kind: string): boolean {
    if (kind === 'declaration_list') return this.tree.kind(this.tree.parent(node)) === 'mod_item';
    if (kind === 'block') {
      const parent = this.tree.parent(node);
      return parent === NONE || this.tree.kind(parent) !== 'token_tree';
    }
    return SCOPES.has(kind);
  }

  private placePattern(node: Node, parent: Node, parentKind: string): void {
    const field = this.tree.fieldName(node);
    if (field === 'pattern' && !parentKind.endsWith('_pattern')) this.patternOwners[node] = parent;
    else if (parentKind === 'closure_parameters') this.patternOwners[node] = parent;
    else if (this.patternOwners[parent] !== NONE && field !== 'condition' && field !== 'type') {
      this.patternOwners[node] = this.patternOwners[parent]!;
    }
  }

  private declare(node: Node, scope: Scope): void {
    const kind = this.tree.kind(node);
    switch (kind) {
      case 'use_declaration':
        for (const bound of importsOf(this.tree, node)) this.declareImport(bound, node, scope);
        break;
      case 'extern_crate_declaration':
        this.declareCrate(externCrate(this.tree, node), node, scope);
        break;
      case 'type_parameter':
      case 'const_parameter':
        this.declareGeneric(node, kind, scope);
        break;
      case 'identifier':
      case 'shorthand_field_identifier':
        if (this.isInPattern(node)) this.declareLocal(node, scope);
        break;
      default:
        if (TYPE_ITEMS.has(kind) || VALUE_ITEMS.has(kind)) this.declareItem(node, kind, scope);
    }
  }

  private declareItem(node: Node, kind: string, scope: Scope): void {
    const parent = this.tree.parent(node);
    const owner = parent === NONE ? NONE : this.tree.parent(parent);
    const ownerKind = owner === NONE ? '' : this.tree.kind(owner);
    const name = plainName(this.tree.source(this.tree.field(node, 'name')));
    if (ownerKind === 'impl_item' && kind === 'type_item') this.declareAssociated(owner, name, node);
    if (ownerKind === 'impl_item' || ownerKind === 'trait_item') return;
    const binding: Binding = { kind: 'item', node, isPublic: this.isPublic(node) };
    if (TYPE_ITEMS.has(kind)) this.declareOnce(ownNames(scope, 'types'), name, binding);
    if (VALUE_ITEMS.has(kind) || kind === 'struct_item')
      this.declareOnce(ownNames(scope, 'values'), name, binding);
  }

  private declareAssociated(impl: Node, name: string, item: Node): void {
    const types = this.associated.get(impl) ?? new Map<string, Node>();
    this.associated.set(impl, types.set(name, item));
  }

  private declareCrate(bound: Import, declaration: Node, scope: Scope): void {
    if (scope === this.root && bound.global && bound.name !== null) {
      this.renamedCrates.set(bound.name, bound.segments[0]!);
    }
    this.declareImport(bound, declaration, scope);
  }

  private declareImport(bound: Import, declaration: Node, scope: Scope): void {
    const isPublic = this.isPublic(declaration);
    if (bound.glob) this.declareGlob({ import: bound, isPublic }, scope);
    else if (bound.name !== null) {
      const binding: Binding = { kind: 'import', import: bound, node: declaration, isPublic };
      this.declareOnce(ownNames(scope, 'types'), bound.name, binding);
      this.declareOnce(ownNames(scope, 'values'), bound.name, binding);
      this.imported.add(bound.name);
    }
  }

  private declareGlob(glob: Glob, scope: Scope): void {
    const key = `${glob.isPublic} ${glob.import.global} ${glob.import.segments.join('::')}`;
    const known = this.globKeys.get(scope) ?? new Set();
    this.globKeys.set(scope, known);
    if (scope.globs === NO_GLOBS) (scope as { globs: readonly Glob[] }).globs = [];
    if (!known.has(key)) (scope.globs as Glob[]).push(glob);
    known.add(key);
  }

  /** `pub(crate)` and the like count as public: a path that the compiler accepts sees them. */
  private isPublic(item: Node): boolean {
    return this.tree.kind(this.tree.firstChild(item)) === 'visibility_modifier';
  }

  private declareGeneric(node: Node, kind: string, scope: Scope): void {
    const name = this.tree.field(node, 'name');
    if (name === NONE) return;
    const names = ownNames(scope, kind === 'type_parameter' ? 'types' : 'values');
    names.set(this.tree.source(name), { kind: 'generic', isPublic: false });
  }

  /** An upper-case name in a pattern is a constant or a variant, not a binding. */
  private declareLocal(node: Node, scope: Scope): void {
    const name = plainName(this.tree.source(node));
    if (/^\p{Lu}/u.test(name)) return;
    const owner = this.patternOwners[node]!;
    const ownerKind = this.tree.kind(owner);
    const from = ownerKind === 'let_declaration' || ownerKind === 'let_condition' ? this.tree.end(owner) : 0;
    const to = this.visibleTo(scope);
    const locals = scope.locals.get(name);
    const binding: Local = { node, from, to };
    if (locals === undefined) ownNames(scope, 'locals').set(name, [binding]);
    else locals.push(binding);
  }

  /** What an `if let` binds is not visible in its `else`. */
  private visibleTo(scope: Scope): number {
    if (this.tree.kind(scope.node) !== 'if_expression') return Number.POSITIVE_INFINITY;
    const then = this.tree.field(scope.node, 'consequence');
    return then === NONE ? Number.POSITIVE_INFINITY : this.tree.end(then);
  }

  /** Of two declarations, the first counts, but production before tests and items before imports. */
  private declareOnce(names: Map<string, Binding>, name: string, binding: Binding): void {
    const before = names.get(name);
    if (before !== undefined && this.isAlternative(before, binding)) return;
    const replaces =
      before === undefined ||
      (before.kind === 'import' && binding.kind === 'item') ||
      ('node' in before && 'node' in binding && this.isTest(before.node) && !this.isTest(binding.node));
    if (replaces) names.set(name, binding);
  }

  /** Whether both are production code under a `cfg`, and so may both be meant; then it is kept with the first. */
  private isAlternative(before: Binding, binding: Binding): boolean {
    if (before.kind !== 'import' && before.kind !== 'item') return false;
    if (binding.kind !== 'import' && binding.kind !== 'item') return false;
    if (before.kind === 'item' && binding.kind === 'item') return false;
    for (const { node } of [before, binding]) {
      if (ownConditions(this.tree, node).length === 0 || this.isTest(node)) return false;
    }
    before.others ??= [];
    before.others.push(binding);
    return true;
  }

  private tests: readonly (readonly [number, number])[] | undefined;

  private isTest(declaration: Node): boolean {
    this.tests ??= testRanges(this.tree);
    return inRanges(this.tests, this.tree.start(declaration));
  }
}
