import { plainName, writtenPath } from './path-syntax.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** One name (or glob) that a `use` or `extern crate` declaration brings in. */
export interface Import {
  /** The name it binds; `null` for a glob and for `as _`. */
  readonly name: string | null;
  readonly glob: boolean;
  readonly global: boolean;
  readonly segments: readonly string[];
}

/** Flattens a `use_declaration`: groups, `self`, aliases and globs. No recursion: groups may nest deeply. */
export function importsOf(tree: SyntaxTree, declaration: Node): Import[] {
  const imports: Import[] = [];
  const argument = tree.field(declaration, 'argument');
  if (argument === NONE) return imports;
  const open: { node: Node; prefix: readonly string[]; global: boolean }[] = [
    { node: argument, prefix: [], global: false },
  ];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { node, prefix, global } = item;
    const add = (path: Node, alias?: string) => {
      const bound = importOf(tree, path, prefix, global, alias);
      if (bound !== null) imports.push(bound);
    };
    switch (tree.kind(node)) {
      case 'use_list':
        for (const child of tree.namedChildren(node)) open.push({ node: child, prefix, global });
        break;
      case 'scoped_use_list': {
        const list = tree.field(node, 'list');
        const path = tree.field(node, 'path');
        if (path === NONE) {
          open.push({ node: list, prefix, global: true });
          break;
        }
        const written = writtenPath(tree, path);
        open.push({ node: list, prefix: [...prefix, ...written.segments], global: global || written.global });
        break;
      }
      case 'use_wildcard':
        imports.push(globOf(tree, node, prefix, global));
        break;
      case 'use_as_clause':
        add(tree.field(node, 'path'), plainName(tree.source(tree.field(node, 'alias'))));
        break;
      case 'line_comment':
      case 'block_comment':
        break;
      default:
        add(node);
    }
  }
  return imports;
}

function importOf(
  tree: SyntaxTree,
  path: Node,
  prefix: readonly string[],
  global: boolean,
  alias?: string,
): Import | null {
  const written = writtenPath(tree, path);
  let segments = [...prefix, ...written.segments];
  if (segments.length > 1 && segments.at(-1) === 'self') segments = segments.slice(0, -1);
  const name = alias ?? segments.at(-1);
  if (name === undefined) return null;
  return { name: name === '_' ? null : name, glob: false, global: global || written.global, segments };
}

function globOf(tree: SyntaxTree, wildcard: Node, prefix: readonly string[], global: boolean): Import {
  for (const child of tree.namedChildren(wildcard)) {
    const written = writtenPath(tree, child);
    if (written.segments.length === 0) continue;
    const segments = [...prefix, ...written.segments];
    return { name: null, glob: true, global: global || written.global, segments };
  }
  const leading = tree.source(wildcard).startsWith('::');
  return { name: null, glob: true, global: global || leading, segments: prefix };
}

/** An `extern crate` declaration as the import that it is. */
export function externCrate(tree: SyntaxTree, declaration: Node): Import {
  const crate = plainName(tree.source(tree.field(declaration, 'name')));
  const alias = tree.field(declaration, 'alias');
  const name = alias === NONE ? crate : plainName(tree.source(alias));
  const segments = [crate];
  return { name: name === '_' ? null : name, glob: false, global: crate !== 'self', segments };
}
