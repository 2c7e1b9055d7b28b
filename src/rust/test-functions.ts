import { type Meta, parseMeta } from './attributes.js';
import { canHoldInTests, holdsInTests } from './cfg.js';
import { plainName } from './path-syntax.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { attributeMeta, isTestAttribute } from './test-code.js';

/**
 * Whether a function is a test that Cargo runs, or what keeps it from being one:
 * `ignored` by `#[ignore]`; `unbuilt`, under a `cfg` that no build of the tests meets; `nested` in a function, `impl` or
 * `trait`, where tests are not looked for; `macro`, in the body of a macro that may never be called; `unmarked`, without
 * a test attribute; `comment`.
 */
export type TestState = 'runs' | 'ignored' | 'unbuilt' | 'nested' | 'macro' | 'unmarked' | 'comment';

/** A function, or what a comment has of one. */
export interface NamedFunction {
  /** Its name, or the comment. */
  readonly node: Node;
  readonly name: string;
  /** With the file's inline modules: `tests::ipv4::denies`. */
  readonly path: string;
  readonly state: TestState;
}

/** Every function of a file. Of what a file's parents say of it nothing is known here: see `conditionsOf`. */
export function namedFunctions(tree: SyntaxTree): NamedFunction[] {
  return new FunctionReader(tree).read();
}

/** The `cfg` predicates under which an item is built, as far as its file says. */
export function conditionsOf(tree: SyntaxTree, item: Node): Meta[] {
  return new FunctionReader(tree).conditions(item);
}

/** What makes its functions tests without an attribute. */
const TEST_MACROS = new Set(['quickcheck']);
/** Where a test in one of these is never run. */
const BODIES = new Set(['function_item', 'impl_item', 'trait_item', 'closure_expression']);

class FunctionReader {
  private readonly outer = new Map<Node, Meta[]>();
  private readonly inner = new Map<Node, Meta[]>();

  constructor(private readonly tree: SyntaxTree) {
    const pending = new Map<Node, Meta[]>();
    for (let node: Node = 0; node < tree.size; node++) this.readAttributes(node, pending);
  }

  read(): NamedFunction[] {
    const { tree } = this;
    const found: NamedFunction[] = [];
    for (let node: Node = 0; node < tree.size; node++) {
      const kind = tree.kind(node);
      if (kind === 'function_item')
        found.push(this.named(node, tree.field(node, 'name'), this.attributes(node)));
      else if (kind === 'identifier') found.push(...this.loose(node));
      else if (kind.endsWith('_comment')) found.push(...commented(tree, node));
    }
    return found;
  }

  conditions(item: Node): Meta[] {
    const { tree } = this;
    const conditions: Meta[] = [];
    for (let node = item; node !== NONE; node = tree.parent(node)) {
      const metas = [...(this.outer.get(node) ?? []), ...(this.inner.get(node) ?? [])];
      for (const meta of metas) if (meta.path === 'cfg') conditions.push(...meta.list);
    }
    return conditions;
  }

  /** An outer attribute belongs to the next item beside it, an inner one to what it stands in. */
  private readAttributes(node: Node, pending: Map<Node, Meta[]>): void {
    const { tree } = this;
    const kind = tree.kind(node);
    const parent = tree.parent(node);
    if (kind === 'attribute_item') {
      pending.set(parent, [...(pending.get(parent) ?? []), attributeMeta(tree, node)]);
    } else if (kind === 'inner_attribute_item') {
      this.inner.set(parent, [...(this.inner.get(parent) ?? []), attributeMeta(tree, node)]);
    } else if (tree.isNamed(node) && !kind.endsWith('_comment')) {
      const waiting = pending.get(parent);
      if (waiting === undefined) return;
      this.outer.set(node, waiting);
      pending.delete(parent);
    }
  }

  private attributes(item: Node): readonly Meta[] {
    return this.outer.get(item) ?? [];
  }

  private named(item: Node, nameNode: Node, attributes: readonly Meta[]): NamedFunction {
    const name = plainName(this.tree.source(nameNode));
    const path = [...this.modules(item), name].join('::');
    return { node: nameNode, name, path, state: this.stateOf(item, attributes) };
  }

  private modules(item: Node): string[] {
    const { tree } = this;
    const names: string[] = [];
    for (let node = tree.parent(item); node !== NONE; node = tree.parent(node)) {
      if (tree.kind(node) === 'mod_item') names.unshift(plainName(tree.source(tree.field(node, 'name'))));
    }
    return names;
  }

  private stateOf(item: Node, attributes: readonly Meta[]): TestState {
    const around = this.surroundings(item);
    if (around === 'macro') return 'macro';
    if (around !== 'test-macro' && !attributes.some(makesTest)) return 'unmarked';
    if (around === 'body') return 'nested';
    const own = attributes.filter(({ path }) => path === 'cfg').flatMap(({ list }) => list);
    if (!canHoldInTests([...own, ...this.conditions(item)])) return 'unbuilt';
    return attributes.some(ignores) ? 'ignored' : 'runs';
  }

  private surroundings(item: Node): 'macro' | 'test-macro' | 'body' | 'module' {
    const { tree } = this;
    let found: 'test-macro' | 'module' = 'module';
    for (let node = tree.parent(item); node !== NONE; node = tree.parent(node)) {
      const kind = tree.kind(node);
      if (kind === 'macro_definition') return 'macro';
      if (BODIES.has(kind)) return 'body';
      if (kind === 'macro_invocation' && TEST_MACROS.has(macroName(tree, node))) found = 'test-macro';
    }
    return found;
  }

  /** A function among a macro's arguments that are no plain Rust: `proptest! { #[test] fn sums(x in 0..9) { … } }`. */
  private loose(name: Node): NamedFunction[] {
    const { tree } = this;
    if (tree.kind(tree.parent(name)) === 'function_item') return [];
    const start = tree.start(name);
    const before = tree.text.slice(Math.max(0, start - LOOSE_REACH), start);
    if (!/\bfn\s+(?:r#)?$/u.test(before) || !this.isArgument(name)) return [];
    const attributes = [...(LOOSE_ATTRIBUTES.exec(before)?.[0] ?? '').matchAll(LOOSE_ATTRIBUTE)];
    return [
      this.named(
        name,
        name,
        attributes.map(([, meta = '']) => parseMeta(meta)),
      ),
    ];
  }

  private isArgument(node: Node): boolean {
    const { tree } = this;
    for (let at = tree.parent(node); at !== NONE; at = tree.parent(at)) {
      if (tree.kind(at) === 'macro_invocation') return true;
      if (BODIES.has(tree.kind(at))) return false;
    }
    return false;
  }
}

/** Characters before a loose function's name in which its attributes are looked for. */
const LOOSE_REACH = 1_000;
const LOOSE_ATTRIBUTE = /#\s*\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\]/gu;
const LOOSE_ATTRIBUTES =
  /(?:#\s*\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\]\s*|\/\/[^\n]*\n\s*)*(?:(?:pub|async|unsafe|const)\s+)*fn\s+(?:r#)?$/u;

function macroName(tree: SyntaxTree, invocation: Node): string {
  const name = tree.source(tree.field(invocation, 'macro'));
  return name.slice(name.lastIndexOf(':') + 1);
}

/** Benchmarks are test code and prove nothing. */
function makesTest(meta: Meta): boolean {
  if (meta.path === 'cfg_attr') {
    const [predicate, ...then] = meta.list;
    return predicate !== undefined && canHoldInTests([predicate]) && then.some(makesTest);
  }
  return meta.path !== 'cfg' && !/(?:^|::)bench$/u.test(meta.path) && isTestAttribute(meta);
}

function ignores(meta: Meta): boolean {
  if (meta.path !== 'cfg_attr') return meta.path === 'ignore';
  const [predicate, ...then] = meta.list;
  return predicate !== undefined && holdsInTests(predicate) && then.some(ignores);
}

function commented(tree: SyntaxTree, comment: Node): NamedFunction[] {
  return [...tree.source(comment).matchAll(/\bfn\s+(?:r#)?([\p{L}_][\p{L}\p{N}_]*)/gu)].map(
    ([, name = '']) => ({
      node: comment,
      name,
      path: name,
      state: 'comment',
    }),
  );
}
