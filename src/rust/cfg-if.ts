import { type Meta, parseMeta } from './attributes.js';
import { NONE, type SyntaxTree } from './syntax.js';
import { type Token, tokenize } from './tokens.js';

/** A group of `cfg_if!`, with the predicates under which a build has it: those of groups around it too. */
export interface CfgIfBranch {
  readonly start: number;
  readonly end: number;
  readonly conditions: readonly Meta[];
}

interface NestedBranch extends CfgIfBranch {
  readonly around: NestedBranch | undefined;
}

/** Characters of one `cfg_if!` that are read; a longer one is taken to have no conditions. */
const LIMIT = 1_000_000;

const byTree = new WeakMap<SyntaxTree, readonly NestedBranch[]>();

/** The groups of all `cfg_if! { if #[cfg(…)] { … } else { … } }` of a file, in the order of the text. */
export function cfgIfBranches(tree: SyntaxTree): readonly CfgIfBranch[] {
  return nestedBranches(tree);
}

/** The predicates of the group of `cfg_if!` that an offset is in. */
export function cfgIfConditions(tree: SyntaxTree, offset: number): readonly Meta[] {
  const branches = nestedBranches(tree);
  let low = 0;
  let high = branches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (branches[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return enclosing(branches[low - 1], offset)?.conditions ?? [];
}

function nestedBranches(tree: SyntaxTree): readonly NestedBranch[] {
  let branches = byTree.get(tree);
  if (branches === undefined) {
    branches = tree.text.includes('cfg_if') ? nest([...readBranches(tree)]) : [];
    byTree.set(tree, branches);
  }
  return branches;
}

function nest(branches: CfgIfBranch[]): NestedBranch[] {
  let before: NestedBranch | undefined;
  return branches
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, conditions }) => {
      const around = enclosing(before, start);
      before = { start, end, conditions: [...(around?.conditions ?? []), ...conditions], around };
      return before;
    });
}

/** The branch itself, or the innermost around it, that goes beyond the offset. */
function enclosing(branch: NestedBranch | undefined, offset: number): NestedBranch | undefined {
  let at = branch;
  while (at !== undefined && at.end <= offset) at = at.around;
  return at;
}

function* readBranches(tree: SyntaxTree): Generator<CfgIfBranch> {
  for (const invocation of tree.nodes('macro_invocation')) {
    const path = tree.field(invocation, 'macro');
    if (path === NONE || !/(^|:)\s*cfg_if$/.test(tree.source(path))) continue;
    const start = tree.end(path);
    if (tree.end(invocation) - start > LIMIT) continue;
    yield* branchesOf(tokenize(tree.text.slice(start, tree.end(invocation)), start), tree.text);
  }
}

/** @param tokens those behind the macro's path: `!`, the opening delimiter, and the branches. */
function* branchesOf(tokens: readonly Token[], text: string): Generator<CfgIfBranch> {
  const before: Meta[] = [];
  for (let at = 2; at < tokens.length; at++) {
    const conditions = [...before];
    if (tokens[at]?.text === 'else') at++;
    if (tokens[at]?.text === 'if') {
      const open = tokens[at + 2];
      const close = tokens[open?.partner ?? -1];
      if (tokens[at + 1]?.text !== '#' || open?.text !== '[' || close === undefined) return;
      const { path, list } = parseMeta(text.slice(open.end, close.start));
      if (path !== 'cfg') return;
      conditions.push(...list);
      before.push({ path: 'not', list: [{ path: 'all', list, value: null }], value: null });
      at = open.partner + 1;
    }
    const group = tokens[at];
    const closing = tokens[group?.partner ?? -1];
    if (group?.text !== '{' || closing === undefined) return;
    yield { start: group.start, end: closing.end, conditions };
    at = group.partner;
  }
}
