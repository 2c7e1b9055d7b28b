import { z } from 'zod';
import type { Confidence } from '../rust/finding.js';
import type { Name } from '../rust/name.js';
import { plainName } from '../rust/path-syntax.js';
import { callOf, isAssigned } from '../rust/path-uses.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { wordPattern } from '../rust/word-patterns.js';
import type { DetectorFile } from './detector.js';

const pathPattern = z
  .string()
  .regex(/^[\w:{},\s]+$/, 'a path such as std::fs::{read, write}')
  .describe('An absolute path; `{a,b}` stands for each of its alternatives.');

/** Which calls a rule bans, as data. */
export const callListSchema = {
  calls: z.array(pathPattern).default([]).describe('Functions that must not be called or named.'),
  chains: z
    .array(
      z.strictObject({
        start: z.array(pathPattern).min(1).describe('Functions that a method chain starts with.'),
        methods: z.array(z.string()).min(1).describe('Methods of that chain that must not be called.'),
      }),
    )
    .default([])
    .describe('Methods that must not be called on what a function gives.'),
};

export interface CallListOptions {
  calls: string[];
  chains: { start: string[]; methods: string[] }[];
}

/** A banned call in a file. */
export interface BannedCall {
  /** The whole call or chain: what is reported. */
  readonly node: Node;
  /** The path that names the function. */
  readonly path: Node;
  /** Its absolute path, with `().method` for a chain. */
  readonly name: string;
  readonly confidence: Confidence;
}

/** Lists of calls, made ready for looking up. */
export class CallList {
  private readonly calls: PathSet;
  private readonly chains: readonly { start: PathSet; methods: ReadonlySet<string> }[];

  constructor(options: CallListOptions) {
    this.calls = new PathSet(options.calls);
    this.chains = options.chains.map(({ start, methods }) => ({
      start: new PathSet(start),
      methods: new Set(methods),
    }));
    this.functions = [this.calls, ...this.chains.map(({ start }) => start)].flatMap(({ paths }) => [
      ...paths,
    ]);
  }

  /** The functions that a file must name to have a listed call. */
  readonly functions: readonly string[];

  /** What a path that means `name` calls, if it is listed. */
  match(tree: SyntaxTree, path: Node, name: Name): BannedCall | null {
    const call = this.calls.match(name);
    if (call !== null)
      return { node: callOf(tree, path), path, name: call.path, confidence: call.confidence };
    for (const { start, methods } of this.chains) {
      const begun = start.match(name);
      const chain = begun === null ? null : chainedCall(tree, path, methods);
      if (begun !== null && chain !== null) {
        return { ...chain, path, name: `${begun.path}().${chain.name}`, confidence: begun.confidence };
      }
    }
    return null;
  }
}

const lists = new WeakMap<CallListOptions, CallList>();

/** The list of a rule's options, made ready once. */
export function callListOf(options: CallListOptions): CallList {
  const known = lists.get(options);
  if (known !== undefined) return known;
  const list = new CallList(options);
  lists.set(options, list);
  return list;
}

/** Follows a method chain from its start upwards to the first listed method. */
function chainedCall(
  tree: SyntaxTree,
  path: Node,
  methods: ReadonlySet<string>,
): { node: Node; name: string } | null {
  let node = callOf(tree, path);
  if (node === path) return null;
  for (;;) {
    const parent = tree.parent(node);
    if (parent === NONE) return null;
    const kind = tree.kind(parent);
    if (kind === 'field_expression' && tree.field(parent, 'value') === node) {
      const call = tree.parent(parent);
      const method = plainName(tree.source(tree.field(parent, 'field')));
      const callee = tree.kind(call) === 'generic_function' ? tree.parent(call) : call;
      const called = tree.kind(callee) === 'call_expression' && tree.firstChild(callee) !== NONE;
      if (called && methods.has(method)) return { node: callee, name: method };
      node = called ? callee : parent;
    } else if (LINKS.has(kind)) node = parent;
    else return null;
  }
}

/** What may stand between the links of a chain. */
const LINKS = new Set([
  'try_expression',
  'await_expression',
  'parenthesized_expression',
  'reference_expression',
]);

/** Absolute paths that names are matched with. */
export class PathSet {
  readonly paths = new Set<string>();
  /** By each ending of two or more segments, the path that has it. */
  private readonly endings = new Map<string, string>();

  constructor(patterns: readonly string[]) {
    for (const path of patterns.flatMap(expandBraces)) {
      this.paths.add(path);
      const segments = path.split('::');
      for (let i = 1; i < segments.length - 1; i++) {
        const ending = segments.slice(i).join('::');
        if (!this.endings.has(ending)) this.endings.set(ending, path);
      }
    }
  }

  match(name: Name): { path: string; confidence: Confidence } | null {
    if (name.kind !== 'external') return null;
    for (const path of name.paths) if (this.paths.has(path)) return { path, confidence: 'certain' };
    if (!name.open) return null;
    const path = this.endings.get(name.paths[0]!);
    return path === undefined ? null : { path, confidence: 'probable' };
  }
}

/** `a::{b, c}::d` → `a::b::d`, `a::c::d`. */
export function expandBraces(pattern: string): string[] {
  const compact = pattern.replace(/\s+/g, '');
  const match = /\{([^{}]*)\}/.exec(compact);
  if (match === null) return [compact];
  const [before, after] = [compact.slice(0, match.index), compact.slice(match.index + match[0].length)];
  return match[1]!.split(',').flatMap((part) => expandBraces(before + part + after));
}

/** What may stand for a type in a path without naming it. */
const NO_NAME = /\bSelf\b|</;

/** Every listed call of a file, wherever it runs, in the order of the text. */
export function* bannedCalls(file: DetectorFile, list: CallList): Generator<BannedCall> {
  const words = file.crate.wordsNaming(list.functions);
  const named = file.crate.memo(words, () => wordPattern(words));
  for (const path of file.names.valuePaths((name) => words.has(name))) {
    const written = file.tree.source(path);
    if ((!named.test(written) && !NO_NAME.test(written)) || isAssigned(file.tree, path)) continue;
    const found = list.match(file.tree, path, file.names.resolve(path));
    if (found !== null) yield found;
  }
}
