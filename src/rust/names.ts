import { type Name, type Names, UNKNOWN } from './name.js';
import { ownerName } from './owned-functions.js';
import { firstNamed, plainName, type WrittenPath, writtenPath } from './path-syntax.js';
import { isValuePath } from './path-uses.js';
import { extend, type ResolvedFile, type Resolver } from './resolver.js';
import { ScopeTable } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** Names of one file. */
export class FileNames implements Names, ResolvedFile {
  readonly scopes: ScopeTable;
  private byLastName: ReadonlyMap<string, readonly Node[]> | undefined;
  private fields: ReadonlyMap<string, readonly Node[]> | undefined;
  private readonly localUses = new Map<string, ReadonlyMap<Node, readonly Node[]>>();
  private functions: ReadonlySet<string> | undefined;

  constructor(
    readonly path: string,
    readonly tree: SyntaxTree,
    private readonly resolver: Resolver,
  ) {
    this.scopes = new ScopeTable(tree);
  }

  resolve(node: Node): Name {
    const { tree } = this;
    this.resolver.askFor(tree, node);
    const written = writtenPath(tree, node);
    if (written.self !== NONE) return this.resolveQualified(written);
    const { segments } = written;
    if (segments.length === 0) return UNKNOWN;
    if (written.global) return this.resolver.outside(this, segments);
    const place = { file: this, scope: this.scopes.scopeOf(node) };
    const space = this.standsForType(node) ? 'types' : 'values';
    return this.resolver.resolve(place, segments, space, tree.start(node));
  }

  /** What `<Type as Trait>::f` names is the trait's, and only a type of this crate may tell more of it. */
  private resolveQualified({ self, trait, segments }: WrittenPath): Name {
    const type = this.resolver.resolveType(this, self);
    if (trait === NONE || type.kind === 'item') return extend(type, segments);
    return extend(this.resolver.resolveType(this, trait), segments);
  }

  private standsForType(node: Node): boolean {
    const kind = this.tree.kind(node);
    return kind !== 'identifier' && kind !== 'scoped_identifier' && kind !== 'generic_function';
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

  usesOf(binding: Node): readonly Node[] {
    const own = plainName(this.tree.source(binding));
    const known = this.localUses.get(own) ?? this.usesOfLocals(own);
    this.localUses.set(own, known);
    return known.get(binding) ?? [];
  }

  /** The uses of every local of that name, by the local. */
  private usesOfLocals(own: string): ReadonlyMap<Node, readonly Node[]> {
    const uses = new Map<Node, Node[]>();
    for (const node of this.pathsNamed(own)) {
      const name = this.resolve(node);
      if (name.kind !== 'local') continue;
      const same = uses.get(name.node);
      if (same === undefined) uses.set(name.node, [node]);
      else same.push(node);
    }
    return uses;
  }

  /** Every value path of the file whose last segment is the name. */
  private pathsNamed(last: string): readonly Node[] {
    this.byLastName ??= this.index(
      this.valuePaths(() => true),
      'name',
    );
    return this.byLastName.get(last) ?? [];
  }

  private fieldsNamed(field: string): readonly Node[] {
    this.fields ??= this.index(this.tree.nodes('field_expression'), 'field');
    return this.fields.get(field) ?? [];
  }

  private index(nodes: Iterable<Node>, nameField: string): Map<string, Node[]> {
    const index = new Map<string, Node[]>();
    for (const node of nodes) {
      const last = this.tree.field(node, nameField);
      const name = plainName(this.tree.source(last === NONE ? node : last));
      const same = index.get(name);
      if (same === undefined) index.set(name, [node]);
      else same.push(node);
    }
    return index;
  }

  usesOfFunction(item: Node): readonly Node[] {
    const own = this.itemName(item);
    const owner = ownerName(this.tree, item);
    const paths = this.pathsNamed(own).filter((node) => this.means(node, item, owner, own));
    return owner === null || !this.takesSelf(item) ? paths : [...paths, ...this.fieldsNamed(own)];
  }

  /** A type that is declared elsewhere is told by its name alone. */
  private means(path: Node, item: Node, owner: string | null, own: string): boolean {
    const name = this.resolve(path);
    if (owner !== null && name.kind === 'external') {
      return name.paths.some((one) => `::${one}`.endsWith(`::${owner}::${own}`));
    }
    if (name.kind !== 'item') return false;
    if (owner === null) return name.path === this.path && name.node === item && name.rest.length === 0;
    if (name.rest.length !== 1 || name.rest[0] !== own) return false;
    return name.path !== this.path || this.itemName(name.node) === owner;
  }

  private takesSelf(item: Node): boolean {
    const parameters = this.tree.field(item, 'parameters');
    const first = parameters === NONE ? NONE : firstNamed(this.tree, parameters);
    return first !== NONE && this.tree.kind(first) === 'self_parameter';
  }

  private itemName(item: Node): string {
    return plainName(this.tree.source(this.tree.field(item, 'name')));
  }

  definesFunction(name: string): boolean {
    this.functions ??= new Set(
      [...this.tree.nodes('function_item')].map((item) =>
        plainName(this.tree.source(this.tree.field(item, 'name'))),
      ),
    );
    return this.functions.has(name);
  }
}
