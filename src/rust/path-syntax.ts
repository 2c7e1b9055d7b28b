import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** A path as it is written. */
export interface WrittenPath {
  /** Written with a leading `::`. */
  readonly global: boolean;
  /** The type of `<Type>::…` or `<Type as Trait>::…` that the segments go on from, or `NONE`. */
  readonly self: Node;
  /** The trait of `<Type as Trait>::…`, or `NONE`. */
  readonly trait: Node;
  /** Without `r#` and generic arguments; macro fragments keep their `$`. */
  readonly segments: readonly string[];
}

const NO_PATH: WrittenPath = { global: false, self: NONE, trait: NONE, segments: [] };

/** Reads a path expression or path type; no segments and no `self` where the node is no path. */
export function writtenPath(tree: SyntaxTree, path: Node): WrittenPath {
  const reversed: string[] = [];
  let node = path;
  for (;;) {
    switch (tree.kind(node)) {
      case 'scoped_identifier':
      case 'scoped_type_identifier': {
        reversed.push(plainName(tree.source(tree.field(node, 'name'))));
        const prefix = tree.field(node, 'path');
        if (prefix === NONE) return { ...NO_PATH, global: true, segments: reversed.reverse() };
        node = prefix;
        break;
      }
      case 'generic_function':
        node = tree.field(node, 'function');
        break;
      case 'generic_type':
      case 'generic_type_with_turbofish':
      case 'reference_type':
        node = tree.field(node, 'type');
        break;
      case 'bracketed_type': {
        const type = firstNamed(tree, node);
        const segments = reversed.reverse();
        if (type === NONE || tree.kind(type) !== 'qualified_type')
          return { ...NO_PATH, self: type, segments };
        return { ...NO_PATH, self: tree.field(type, 'type'), trait: tree.field(type, 'alias'), segments };
      }
      case 'identifier':
      case 'type_identifier':
      case 'shorthand_field_identifier':
      case 'primitive_type':
      case 'metavariable':
      case 'crate':
      case 'self':
      case 'super':
        reversed.push(plainName(tree.source(node)));
        return { ...NO_PATH, segments: reversed.reverse() };
      default:
        return NO_PATH;
    }
  }
}

export function plainName(name: string): string {
  return name.startsWith('r#') ? name.slice(2) : name;
}

export function firstNamed(tree: SyntaxTree, node: Node): Node {
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
    if (tree.isNamed(child)) return child;
  }
  return NONE;
}
