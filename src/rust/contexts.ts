import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { inRanges, testRanges } from './test-code.js';

/** Answers in what surroundings code of one file runs. */
export interface Contexts {
  /** The innermost node of a body kind (see `BODIES`) around the node, not the node itself, or `NONE`. */
  body(node: Node): Node;
  /** Whether the innermost body that can be async, of those the code runs in, is async. */
  isAsyncBody(body: Node): boolean;
  /** The innermost `function_item` around the node, not the node itself, or `NONE`. */
  function(node: Node): Node;
  /** The enclosing function as `Type::name` or `name`; `null` outside functions. */
  functionName(node: Node): string | null;
  /** A `function_item`'s own name, as `Type::name` in an `impl` or `trait`. */
  nameOf(functionItem: Node): string;
  /** Whether the node is in code that is compiled for tests only. */
  isTest(node: Node): boolean;
  /** The `macro_definition` whose body the node is in, or `NONE`. */
  macroDefinition(node: Node): Node;
}

/** What code can be the body of: it runs when that is run, not where it is written. */
const BODIES = new Set([
  'function_item',
  'closure_expression',
  'async_block',
  'const_item',
  'static_item',
  'const_block',
  'macro_definition',
]);

/** Contexts of one file, found for all nodes in one forward sweep. */
export class FileContexts implements Contexts {
  private readonly bodies: Int32Array;
  private readonly functions: Int32Array;
  private readonly macros: Int32Array;
  private tests: readonly (readonly [number, number])[] | undefined;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly isTestFile: () => boolean,
  ) {
    this.bodies = new Int32Array(tree.size).fill(NONE);
    this.functions = new Int32Array(tree.size).fill(NONE);
    this.macros = new Int32Array(tree.size).fill(NONE);
    for (let node = 1; node < tree.size; node++) this.place(node);
  }

  private place(node: Node): void {
    const parent = this.tree.parent(node);
    const kind = this.tree.kind(parent);
    const opens = BODIES.has(kind);
    this.bodies[node] = opens ? parent : this.bodies[parent]!;
    this.functions[node] = kind === 'function_item' ? parent : this.functions[parent]!;
    this.macros[node] = kind === 'macro_definition' ? parent : this.macros[parent]!;
  }

  body(node: Node): Node {
    return this.bodies[node]!;
  }

  isAsyncBody(body: Node): boolean {
    if (body === NONE) return false;
    const kind = this.tree.kind(body);
    if (kind === 'async_block') return true;
    if (kind === 'closure_expression') return hasChild(this.tree, body, 'async');
    if (kind !== 'function_item') return false;
    for (const child of this.tree.children(body)) {
      if (this.tree.kind(child) === 'function_modifiers') return hasChild(this.tree, child, 'async');
    }
    return false;
  }

  function(node: Node): Node {
    return this.functions[node]!;
  }

  functionName(node: Node): string | null {
    const item = this.tree.kind(node) === 'function_item' ? node : this.functions[node]!;
    return item === NONE ? null : this.nameOf(item);
  }

  nameOf(item: Node): string {
    const name = this.tree.source(this.tree.field(item, 'name'));
    const list = this.tree.parent(item);
    const owner = list === NONE ? NONE : this.tree.parent(list);
    if (owner === NONE) return name;
    const kind = this.tree.kind(owner);
    if (kind === 'impl_item') return `${typeName(this.tree, this.tree.field(owner, 'type'))}::${name}`;
    if (kind === 'trait_item') return `${this.tree.source(this.tree.field(owner, 'name'))}::${name}`;
    return name;
  }

  isTest(node: Node): boolean {
    if (this.isTestFile()) return true;
    this.tests ??= testRanges(this.tree);
    return inRanges(this.tests, this.tree.start(node));
  }

  macroDefinition(node: Node): Node {
    return this.macros[node]!;
  }
}

function hasChild(tree: SyntaxTree, node: Node, kind: string): boolean {
  for (const child of tree.children(node)) if (tree.kind(child) === kind) return true;
  return false;
}

/** A type's name without path and generic arguments: `Cache` of `&mut crate::Cache<T>`. */
export function typeName(tree: SyntaxTree, type: Node): string {
  let node = type;
  for (;;) {
    const kind = tree.kind(node);
    const inner =
      kind === 'scoped_type_identifier'
        ? tree.field(node, 'name')
        : kind === 'generic_type' || kind === 'reference_type' || kind === 'pointer_type'
          ? tree.field(node, 'type')
          : NONE;
    if (inner === NONE) return tree.source(node);
    node = inner;
  }
}
