import { plainName } from '../rust/path-syntax.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';

/** The step from a value to the part of it that a sub-pattern matches. */
export type Part =
  /** What `Some(…)`, `Ok(…)` or another variant holds at that position. */
  | { readonly kind: 'variant'; readonly name: string; readonly index: number }
  | { readonly kind: 'field'; readonly name: string }
  /** A tuple's or slice's element. */
  | { readonly kind: 'element'; readonly index: number }
  /** What `&pattern` matches against. */
  | { readonly kind: 'dereference' }
  /** What `ref name` binds. */
  | { readonly kind: 'reference' };

export type Project<V> = (value: V, part: Part) => V | undefined;

/** A name that a pattern binds; a name in several alternatives of an or-pattern comes several times. */
export interface BoundName<V> {
  readonly name: string;
  readonly value: V | undefined;
}

type Matching<V> = { pattern: Node; value: V | undefined };

/** Matches a value against a pattern: what each name in it is then bound to. */
export function matchPattern<V>(
  tree: SyntaxTree,
  pattern: Node,
  value: V | undefined,
  project: Project<V>,
): BoundName<V>[] {
  const bound: BoundName<V>[] = [];
  const pending: Matching<V>[] = [{ pattern, value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const name = boundName(tree, next.pattern);
    if (name !== undefined) bound.push({ name, value: next.value });
    pending.push(...parts(tree, next, project).reverse());
  }
  return bound;
}

function boundName(tree: SyntaxTree, pattern: Node): string | undefined {
  switch (tree.kind(pattern)) {
    case 'identifier':
    case 'metavariable':
      return isBinding(tree.source(pattern)) ? plainName(tree.source(pattern)) : undefined;
    case 'shorthand_field_identifier':
      return plainName(tree.source(pattern));
    default:
      return undefined;
  }
}

/** A pattern `NONE` or `None` names a constant or a variant; the style that rustc warns by tells them from locals. */
function isBinding(name: string): boolean {
  return !/^(?:r#)?_?\p{Lu}/u.test(name);
}

function parts<V>(tree: SyntaxTree, { pattern, value }: Matching<V>, project: Project<V>): Matching<V>[] {
  const part = (step: Part) => (value === undefined ? undefined : project(value, step));
  switch (tree.kind(pattern)) {
    case 'tuple_struct_pattern':
      return positional(tree, pattern, (index) =>
        part({ kind: 'variant', name: variantName(tree, pattern), index }),
      );
    case 'tuple_pattern':
    case 'slice_pattern':
      return positional(tree, pattern, (index) => part({ kind: 'element', index }));
    case 'field_pattern':
      return fieldParts(tree, pattern, value, project);
    case 'struct_pattern':
      return subPatterns(tree, pattern).map((sub) => ({ pattern: sub, value }));
    case 'reference_pattern':
      return subPatterns(tree, pattern).map((sub) => ({
        pattern: sub,
        value: part({ kind: 'dereference' }),
      }));
    case 'ref_pattern':
      return subPatterns(tree, pattern).map((sub) => ({ pattern: sub, value: part({ kind: 'reference' }) }));
    case 'captured_pattern':
    case 'or_pattern':
    case 'mut_pattern':
    case 'match_pattern':
    case 'ERROR':
      return subPatterns(tree, pattern).map((sub) => ({ pattern: sub, value }));
    case 'range_pattern':
      return isLoneMetavariable(tree, pattern) ? [{ pattern: tree.firstChild(pattern), value }] : [];
    default:
      return [];
  }
}

const skipped = new Set(['mutable_specifier', 'line_comment', 'block_comment', 'attribute_item']);

function subPatterns(tree: SyntaxTree, pattern: Node): Node[] {
  const subs: Node[] = [];
  for (const child of tree.children(pattern)) {
    const field = tree.fieldName(child);
    if (!tree.isNamed(child) && tree.kind(child) !== '_') continue;
    if (field !== 'type' && field !== 'condition' && !skipped.has(tree.kind(child))) subs.push(child);
  }
  return subs;
}

function positional<V>(
  tree: SyntaxTree,
  pattern: Node,
  valueAt: (index: number) => V | undefined,
): Matching<V>[] {
  const subs = subPatterns(tree, pattern);
  const rest = subs.findIndex((sub) => tree.kind(sub) === 'remaining_field_pattern');
  const known = rest === -1 ? subs.length : rest;
  return subs.map((sub, index) => ({ pattern: sub, value: index < known ? valueAt(index) : undefined }));
}

/** `name`, `ref mut name` or `name: pattern` inside a struct pattern. */
function fieldParts<V>(
  tree: SyntaxTree,
  pattern: Node,
  value: V | undefined,
  project: Project<V>,
): Matching<V>[] {
  const name = tree.field(pattern, 'name');
  if (name === NONE) return [];
  const field = value === undefined ? undefined : project(value, { kind: 'field', name: tree.source(name) });
  const renamed = tree.field(pattern, 'pattern');
  if (renamed !== NONE) return [{ pattern: renamed, value: field }];
  const byReference = [...tree.children(pattern)].some((child) => tree.kind(child) === 'ref');
  const bound = byReference && field !== undefined ? project(field, { kind: 'reference' }) : field;
  return [{ pattern: name, value: bound }];
}

function variantName(tree: SyntaxTree, pattern: Node): string {
  const type = tree.field(pattern, 'type');
  const name = type === NONE ? NONE : tree.field(type, 'name');
  return type === NONE ? '' : tree.source(name === NONE ? type : name);
}

/** `let $x = …` in a macro's body: the grammar takes the fragment for an open range. */
function isLoneMetavariable(tree: SyntaxTree, pattern: Node): boolean {
  const first = tree.firstChild(pattern);
  return first !== NONE && tree.kind(first) === 'metavariable' && tree.nextSibling(first) === NONE;
}
