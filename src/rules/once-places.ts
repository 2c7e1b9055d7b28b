import { macroName } from '../rust/macro-arguments.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node } from '../rust/syntax.js';
import type { DetectorFile } from './detector.js';
import { globPattern } from './glob-pattern.js';
import { destinations, handedValue } from './handed-values.js';

/** Methods and functions that run what they are handed at most once. */
const ONCE_METHODS = new Set(['get_or_init', 'get_or_try_init', 'call_once', 'call_once_force']);
const LAZY = /(^|::)(LazyLock|LazyCell|Lazy)::new$/;
const LAZY_PATHS =
  /^(std::sync::LazyLock|std::cell::LazyCell|core::cell::LazyCell|once_cell::(\w+::)*Lazy)::new$/;
const STATIC_MACROS = new Set(['lazy_static', 'thread_local']);

/** Knows the places of a file in which code runs once a process, not once a call. */
export class OncePlaces {
  private readonly allowed: readonly RegExp[];
  private readonly known = new Map<Node, boolean>();

  constructor(
    private readonly file: DetectorFile,
    allowIn: readonly string[],
  ) {
    this.allowed = allowIn.map(globPattern);
  }

  /** Whether the code of an expression runs once; of a function handed over by name, whether its body does. */
  runsOnce(expression: Node): boolean {
    const handed = this.initialisesLazy(expression);
    if (handed !== undefined) return handed;
    const passed: Node[] = [];
    let answer: boolean | undefined;
    let node = expression;
    for (;;) {
      answer = this.known.get(node) ?? this.decide(node);
      passed.push(node);
      if (answer !== undefined) break;
      node = this.file.tree.parent(node);
      if (node === NONE) break;
    }
    for (const at of passed) this.known.set(at, answer ?? false);
    return answer ?? false;
  }

  /** Whether all inside this node runs once, or none of it does; `undefined`: what is around it decides. */
  private decide(node: Node): boolean | undefined {
    const { tree, contexts } = this.file;
    switch (tree.kind(node)) {
      case 'source_file':
        return false;
      case 'static_item':
        return true;
      case 'const_item':
        return true;
      case 'macro_invocation':
        return STATIC_MACROS.has(macroName(tree, node)) ? true : undefined;
      case 'function_item': {
        const name = contexts.nameOf(node);
        const bare = name.slice(name.lastIndexOf(':') + 1);
        if (this.allowed.some((glob) => glob.test(name) || glob.test(bare))) return true;
        return this.isHandedToOnce(node) ? true : undefined;
      }
      case 'arguments':
        return this.isOnceCall(tree.parent(node)) ? true : undefined;
      case 'closure_expression':
        return this.initialisesLazy(node) ?? (this.goesToOnce(node) ? true : undefined);
      default:
        return undefined;
    }
  }

  private isOnceCall(call: Node): boolean {
    const { tree } = this.file;
    if (call === NONE || tree.kind(call) !== 'call_expression') return false;
    const callee = tree.field(call, 'function');
    const inner = tree.kind(callee) === 'generic_function' ? tree.field(callee, 'function') : callee;
    const kind = tree.kind(inner);
    const name = kind === 'field_expression' ? tree.field(inner, 'field') : tree.field(inner, 'name');
    return name !== NONE && ONCE_METHODS.has(plainName(tree.source(name)));
  }

  /** Whether a closure is handed to `LazyLock::new` and runs once by that; `undefined`: what is around it decides. */
  private initialisesLazy(value: Node): boolean | undefined {
    const { tree } = this.file;
    const list = tree.parent(handedValue(tree, value));
    const call = list === NONE ? NONE : tree.parent(list);
    if (call === NONE || !this.isLazyNew(call)) return undefined;
    return this.isKept(call);
  }

  private isLazyNew(call: Node): boolean {
    const { tree, names } = this.file;
    if (tree.kind(call) !== 'call_expression') return false;
    const name = names.resolve(tree.field(call, 'function'));
    if (name.kind !== 'external') return false;
    return name.paths.some((path) => LAZY_PATHS.test(path)) || (name.open && LAZY.test(name.paths[0]!));
  }

  /**
   * Whether a lazy value lives on: in a static, a constant outside functions, or a field. One in a function's constant
   * never does; `undefined`: it lives as long as what it is in runs.
   */
  private isKept(call: Node): boolean | undefined {
    const { tree, contexts } = this.file;
    for (let node = call; node !== NONE; node = tree.parent(node)) {
      switch (tree.kind(node)) {
        case 'field_initializer':
        case 'static_item':
          return true;
        case 'assignment_expression':
          return tree.kind(tree.field(node, 'left')) === 'field_expression' ? true : undefined;
        case 'call_expression':
          if (node !== call && this.makesFields(node)) return true;
          break;
        case 'const_item':
          return contexts.function(node) === NONE;
        case 'macro_invocation':
          if (STATIC_MACROS.has(macroName(tree, node))) return true;
          break;
        case 'let_declaration':
        case 'block':
        case 'closure_expression':
          return undefined;
      }
    }
    return undefined;
  }

  /** Whether a call makes a tuple struct, or a variant of an enum, of the crate's own: its arguments are fields. */
  private makesFields(call: Node): boolean {
    const { tree, names, crate, path } = this.file;
    const callee = tree.field(call, 'function');
    if (tree.source(callee) === 'Self') return true;
    const name = names.resolve(callee);
    if (name.kind !== 'item' || name.rest.length > 1) return false;
    const holder = name.path === path ? this.file : crate.file(name.path);
    const kind = holder?.tree.kind(name.node);
    if (name.rest.length === 0) return kind === 'struct_item';
    return kind === 'enum_item' && /^\p{Lu}/u.test(name.rest[0]!);
  }

  /** A function that is only ever handed, by its name, to something that runs it once. */
  private isHandedToOnce(item: Node): boolean {
    const uses = this.file.names.usesOfFunction(item);
    return uses.length === 1 && this.goesToOnce(uses[0]!);
  }

  /** Whether all that becomes of a closure or a named function is that something runs it once. */
  private goesToOnce(value: Node): boolean {
    const places = destinations(this.file, value);
    return places.length > 0 && places.every((place) => this.runsHandedOnce(place));
  }

  private runsHandedOnce(value: Node): boolean {
    const { tree } = this.file;
    const list = tree.parent(value);
    if (list === NONE || tree.kind(list) !== 'arguments') return false;
    return this.isOnceCall(tree.parent(list)) || this.initialisesLazy(value) === true;
  }
}
