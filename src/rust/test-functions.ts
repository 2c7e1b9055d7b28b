import { type Meta, parseMeta } from './attributes.js';
import { canHoldInTests, holdsInTests } from './cfg.js';
import { plainName } from './path-syntax.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { attributeMeta, attributeTargets, isTestAttribute } from './test-code.js';

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

/** The functions of a file that are wanted. What its parents say of the file is not known here: see `conditionsOf`. */
export function namedFunctions(tree: SyntaxTree, wanted: Wanted): NamedFunction[] {
  return [...new FunctionReader(tree).read(wanted)];
}

/** By the name, or by the path where that is asked for. */
export type Wanted = (name: string, path: () => string) => boolean;

/** The `cfg` predicates under which an item is built, as far as its file says. */
export function conditionsOf(tree: SyntaxTree, item: Node): Meta[] {
  return new FunctionReader(tree).conditions(item);
}

/** What makes its functions tests without an attribute. */
const TEST_MACROS = new Set(['quickcheck']);
const MOST_MODULES = 32;
/** Where a test in one of these is never run. */
const BODIES = new Set(['function_item', 'impl_item', 'trait_item', 'closure_expression']);

class FunctionReader {
  private readonly outer = new Map<Node, Meta[]>();
  private readonly inner = new Map<Node, Meta[]>();
  private readonly holding = new Map<string, boolean>();

  constructor(private readonly tree: SyntaxTree) {
    for (const [attribute, item] of attributeTargets(tree)) {
      append(this.outer, item, attributeMeta(tree, attribute));
    }
    for (const attribute of tree.nodes('inner_attribute_item')) {
      append(this.inner, tree.parent(attribute), attributeMeta(tree, attribute));
    }
  }

  *read(wanted: Wanted): Generator<NamedFunction> {
    const { tree } = this;
    for (let node: Node = 0; node < tree.size; node++) {
      const kind = tree.kind(node);
      if (isComment(kind)) yield* commented(tree, node).filter(({ name }) => wanted(name, () => name));
      if (kind !== 'function_item' && kind !== 'identifier') continue;
      const attributes = kind === 'identifier' ? this.looseAttributes(node) : (this.outer.get(node) ?? []);
      if (attributes === null) continue;
      const nameNode = kind === 'identifier' ? node : tree.field(node, 'name');
      const name = plainName(tree.source(nameNode));
      const path = (): string => [...this.modules(node), name].join('::');
      if (wanted(name, path)) {
        yield { node: nameNode, name, path: path(), state: this.stateOf(node, attributes) };
      }
    }
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

  /** The inline modules around an item, the innermost ones of very many. */
  private modules(item: Node): string[] {
    const { tree } = this;
    const names: string[] = [];
    for (
      let node = tree.parent(item);
      node !== NONE && names.length < MOST_MODULES;
      node = tree.parent(node)
    ) {
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
    if (!this.canHold([...own, ...this.conditions(item)])) return 'unbuilt';
    return attributes.some(ignores) ? 'ignored' : 'runs';
  }

  /** Many tests stand under the same conditions. */
  private canHold(conditions: readonly Meta[]): boolean {
    const key = JSON.stringify(conditions);
    const known = this.holding.get(key) ?? canHoldInTests(conditions);
    this.holding.set(key, known);
    return known;
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

  /**
   * The attributes of a function among a macro's arguments that are no plain Rust, by its name:
   * `proptest! { #[test] fn sums(x in 0..9) { … } }`. `null` for what is no such function.
   */
  private looseAttributes(name: Node): Meta[] | null {
    const { tree } = this;
    if (!isLooseFunction(tree, name)) return null;
    const start = tree.start(name);
    const before = tree.text.slice(Math.max(0, start - LOOSE_REACH), start);
    const attributes = (LOOSE_ATTRIBUTES.exec(before)?.[0] ?? '').matchAll(LOOSE_ATTRIBUTE);
    return [...attributes].map(([, meta = '']) => parseMeta(meta));
  }
}

/** Whether an identifier names a function among a macro's arguments that are no plain Rust: `proptest! { fn sums(x in 0..9) {} }`. */
export function isLooseFunction(tree: SyntaxTree, name: Node): boolean {
  const start = tree.start(name);
  if (!/\bfn\s+(?:r#)?$/u.test(tree.text.slice(Math.max(0, start - 12), start))) return false;
  return !tree.kind(tree.parent(name)).startsWith('function_') && isArgument(tree, name);
}

function isArgument(tree: SyntaxTree, node: Node): boolean {
  for (let at = tree.parent(node); at !== NONE; at = tree.parent(at)) {
    if (tree.kind(at) === 'macro_invocation') return true;
    if (BODIES.has(tree.kind(at))) return false;
  }
  return false;
}

function isComment(kind: string): boolean {
  return kind === 'line_comment' || kind === 'block_comment';
}

function append(lists: Map<Node, Meta[]>, key: Node, meta: Meta): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [meta]);
  else list.push(meta);
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
  return !/(?:^|::)bench$/u.test(meta.path) && isTestAttribute(meta);
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
