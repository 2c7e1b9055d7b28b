import { z } from 'zod';
import { macroName } from '../rust/macro-arguments.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { PathSet } from './call-list.js';
import type { DetectorFile } from './detector.js';
import { destinations } from './handed-values.js';

/** Where code may be handed to so that it runs off the executor, as data. */
export const offloadSchema = z
  .strictObject({
    names: z
      .array(z.string())
      .default([])
      .describe('Functions or methods by their last name, whoever offers them.'),
    paths: z
      .array(z.string())
      .default([])
      .describe('Functions by path; `Type::method` chains start at `Type::new`.'),
  })
  .prefault({});

export type OffloadOptions = z.output<typeof offloadSchema>;

/** Knows whether a closure or function is handed to something that runs it elsewhere. */
export class Offloading {
  private readonly names: ReadonlySet<string>;
  private readonly paths: PathSet;

  constructor(
    private readonly file: DetectorFile,
    options: OffloadOptions,
  ) {
    this.names = new Set(options.names.filter((name) => !file.names.definesFunction(name)));
    this.paths = new PathSet(options.paths);
  }

  /** Whether the expression (a closure, or a function's path) is handed over, directly or through locals of its own. */
  isHandedOver(expression: Node): boolean {
    const places = destinations(this.file, expression);
    return places.length > 0 && places.every((place) => this.isArgument(place));
  }

  private isArgument(value: Node): boolean {
    const { tree } = this.file;
    const list = tree.parent(value);
    if (list === NONE || tree.kind(list) !== 'arguments') return false;
    const call = tree.parent(list);
    if (tree.kind(call) === 'call_expression') return this.offloads(tree.field(call, 'function'));
    return tree.kind(call) === 'token_tree' && this.isOffloadingMacro(tree.parent(call));
  }

  /** `spawn_blocking!("name", move || …)`: a macro around the function of that name. */
  private isOffloadingMacro(invocation: Node): boolean {
    const { tree } = this.file;
    return tree.kind(invocation) === 'macro_invocation' && this.names.has(macroName(tree, invocation));
  }

  private offloads(written: Node): boolean {
    const { tree } = this.file;
    const callee = tree.kind(written) === 'generic_function' ? tree.field(written, 'function') : written;
    if (tree.kind(callee) === 'field_expression') return this.offloadsMethod(callee);
    const last = tree.kind(callee) === 'scoped_identifier' ? tree.field(callee, 'name') : callee;
    if (this.names.has(plainName(tree.source(last)))) return true;
    const name = this.file.names.resolve(callee);
    if (name.kind !== 'external') return false;
    return (
      this.paths.match(name) !== null ||
      name.paths.some((path) => this.names.has(path.slice(path.lastIndexOf(':') + 1)))
    );
  }

  private offloadsMethod(callee: Node): boolean {
    const { tree } = this.file;
    const method = plainName(tree.source(tree.field(callee, 'field')));
    if (this.names.has(method)) return true;
    if (![...this.paths.paths].some((path) => path.endsWith(`::${method}`))) return false;
    const start = this.chainStart(tree.field(callee, 'value'));
    return start !== null && this.paths.paths.has(`${start}::${method}`);
  }

  /** The type whose associated function a method chain starts with: `std::thread::Builder` of `Builder::new().name(n)`. */
  private chainStart(receiver: Node): string | null {
    const { tree, names } = this.file;
    let node = receiver;
    for (let steps = 0; steps < 64; steps++) {
      const kind = tree.kind(node);
      if (kind === 'call_expression') node = tree.field(node, 'function');
      else if (
        kind === 'field_expression' ||
        kind === 'try_expression' ||
        kind === 'parenthesized_expression'
      ) {
        node = tree.kind(node) === 'field_expression' ? tree.field(node, 'value') : firstOperand(tree, node);
      } else if (kind === 'identifier') {
        const name = names.resolve(node);
        const declared = name.kind === 'local' ? tree.parent(name.node) : NONE;
        if (declared === NONE || tree.kind(declared) !== 'let_declaration') return null;
        node = tree.field(declared, 'value');
        if (node === NONE) return null;
      } else if (kind === 'scoped_identifier') {
        const name = names.resolve(node);
        return name.kind === 'external' ? name.paths[0]!.slice(0, name.paths[0]!.lastIndexOf('::')) : null;
      } else return null;
    }
    return null;
  }
}

function firstOperand(tree: SyntaxTree, node: Node): Node {
  for (const child of tree.namedChildren(node)) return child;
  return NONE;
}
