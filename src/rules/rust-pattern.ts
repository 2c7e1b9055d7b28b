import { z } from 'zod';
import { placedModules } from '../rust/module-paths.js';
import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { bannedCalls, callListOf } from './call-list.js';
import type { Detector, DetectorFile } from './detector.js';
import { globPattern, isName } from './glob-pattern.js';
import { declaredItems, ITEM_KEYWORDS, type ItemKind, itemPath } from './items.js';

const ITEM_KINDS = ['item', ...(Object.keys(ITEM_KEYWORDS) as ItemKind[])] as const;

const options = z.strictObject({
  kind: z.enum([...ITEM_KINDS, 'call', 'method', 'macro']),
  name: z.string().min(1),
});

type Options = z.output<typeof options>;

/** What a program names in Rust rather than by a regular expression: items by kind and name, calls, methods, macros. */
export const rustPattern: Detector<Options> = {
  id: 'rust-pattern',
  options,
  words({ kind, name }) {
    if (kind === 'call') return [{ functions: callListOf(callOptions(name)).functions }];
    const last = name.slice(name.lastIndexOf(':') + 1);
    if (isName(last)) return [[last]];
    return [kind === 'item' ? Object.values(ITEM_KEYWORDS).flat() : (ITEM_KEYWORDS[kind as ItemKind] ?? [])];
  },
  detect(file, wanted, report) {
    for (const node of found(file, wanted)) report({ node, data: {}, confidence: 'certain' });
  },
};

function found(file: DetectorFile, { kind, name }: Options): Iterable<Node> {
  switch (kind) {
    case 'call':
      return [...bannedCalls(file, callListOf(callOptions(name)))].map(({ node }) => node);
    case 'method':
      return methodCalls(file.tree, name);
    case 'macro':
      return macroCalls(file.tree, name);
    default:
      return itemsNamed(file, kind, name);
  }
}

const callLists = new Map<string, { calls: string[]; chains: [] }>();

/** The same object for the same path, by which the list that is made of it is known. */
function callOptions(path: string): { calls: string[]; chains: [] } {
  const known = callLists.get(path) ?? { calls: [path], chains: [] };
  callLists.set(path, known);
  return known;
}

/** No item's path is longer: a pattern is not tried on what could keep it busy for ever. */
const MOST_CHARACTERS = 300;

function* itemsNamed({ tree, path }: DetectorFile, kind: ItemKind | 'item', glob: string): Generator<Node> {
  const pattern = globPattern(glob);
  const modules = placedModules(path);
  const byPath = glob.includes('::');
  for (const { node, name } of declaredItems(tree, kind)) {
    const plain = plainName(tree.source(name));
    if (plain.length > MOST_CHARACTERS) continue;
    const tails = byPath ? tailsOf([...modules, ...itemPath(tree, node, plain)]) : [plain];
    if (tails.some((tail) => pattern.test(tail))) yield name;
  }
}

/** A path's ends: `a::b::c`, `b::c`, `c`. */
function tailsOf(path: readonly string[]): string[] {
  return path.map((_, index) => path.slice(index).join('::').slice(-MOST_CHARACTERS));
}

/** Calls `x.name(…)`, and `Type::name(x)`, which calls the same. */
function* methodCalls(tree: SyntaxTree, name: string): Generator<Node> {
  for (const call of tree.nodes('call_expression')) {
    const written = tree.field(call, 'function');
    if (written === NONE) continue;
    const callee = tree.kind(written) === 'generic_function' ? tree.field(written, 'function') : written;
    const kind = tree.kind(callee);
    const last =
      kind === 'field_expression'
        ? tree.field(callee, 'field')
        : kind === 'scoped_identifier'
          ? tree.field(callee, 'name')
          : NONE;
    if (last !== NONE && plainName(tree.source(last)) === name) yield last;
  }
}

function* macroCalls(tree: SyntaxTree, name: string): Generator<Node> {
  for (const call of tree.nodes('macro_invocation')) {
    const path = tree.field(call, 'macro');
    if (path === NONE) continue;
    const last = tree.kind(path) === 'scoped_identifier' ? tree.field(path, 'name') : path;
    if (plainName(tree.source(last)) === name) yield last;
  }
}
