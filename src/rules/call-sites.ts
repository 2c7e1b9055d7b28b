import { canHold } from '../rust/cfg.js';
import { conditionsAt, ownConditions } from '../rust/conditions.js';
import { implementedTraits, ownedFunctions, ownerName } from '../rust/owned-functions.js';
import { plainName, writtenPath } from '../rust/path-syntax.js';
import { callOf, isAssigned } from '../rust/path-uses.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import type { DetectorFile } from './detector.js';

/** What a call and a function's definition have in common: see `functionKeys`. */
export type FunctionKey = string;

/** A function with a body, by its file and offset: how much of a file is parsed does not change these. */
function exactKey({ path, tree }: DetectorFile, item: Node): FunctionKey {
  return `${path}\0${tree.start(item)}`;
}

/** A function in an `impl` or trait anywhere in the package, where it is not in the files that a call knows of. */
function ownedKey({ path, crate }: DetectorFile, owner: string, name: string): FunctionKey {
  return `${crate.packageFolder(path)}\0${owner}::${name}`;
}

/** The keys by which calls may mean a `function_item`. */
export function functionKeys(file: DetectorFile, item: Node): FunctionKey[] {
  const { tree } = file;
  const owner = ownerName(tree, item);
  const name = plainName(tree.source(tree.field(item, 'name')));
  return owner === null ? [exactKey(file, item)] : [exactKey(file, item), ownedKey(file, owner, name)];
}

/** A place that calls or names a function of the same crate. */
export interface CallSite {
  /** The whole call, or the path that names the function. */
  readonly node: Node;
  /** The path, or the method call's `self.f`. */
  readonly callee: Node;
  /** What it calls: the first of them that is known counts. */
  readonly targets: readonly FunctionKey[];
}

/**
 * The places in a file that may call or name functions of the crate at hand and end in one of the names: paths,
 * `self.f()`, `Self::f()`, `Type::f(x)`. A method of another receiver is none: its type is not known.
 */
export function placesNamed({ tree, names }: DetectorFile, wanted: ReadonlySet<string>): Node[] {
  const byName = new Map<string, Node[]>();
  const add = (place: Node, last: Node): void => {
    const name = plainName(tree.source(last === NONE ? place : last));
    if (!wanted.has(name)) return;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [place]);
    else same.push(place);
  };
  for (const path of names.valuePaths((name) => wanted.has(name))) {
    if (!isAssigned(tree, path)) add(path, tree.field(path, 'name'));
  }
  for (const callee of tree.nodes('field_expression')) add(callee, tree.field(callee, 'field'));
  return [...wanted].flatMap((name) => byName.get(name) ?? []);
}

/** What a place calls or names, or `null` where that is no function of the crate. */
export function callSite(file: DetectorFile, place: Node): CallSite | null {
  if (file.tree.kind(place) !== 'field_expression') {
    const targets = targetsOfPath(file, place);
    return targets.length === 0 ? null : { node: callOf(file.tree, place), callee: place, targets };
  }
  const call = methodCall(file, place);
  const targets = call === NONE ? [] : targetsOfSelf(file, place);
  return targets.length === 0 ? null : { node: call, callee: place, targets };
}

function targetsOfPath(file: DetectorFile, path: Node): FunctionKey[] {
  const name = file.names.resolve(path);
  const { trait } = writtenPath(file.tree, path);
  const given = trait === NONE ? [] : defaultMethod(file, trait, lastSegment(file.tree, path));
  if (name.kind !== 'item' || name.rest.length > 1) return given;
  const holder = name.path === file.path ? file : file.crate.file(name.path);
  if (holder === null) return given;
  const { tree } = holder;
  if (name.rest.length === 0) {
    if (tree.kind(name.node) !== 'function_item') return [];
    return alternatives(holder, name.node, file, path).map((item) => exactKey(holder, item));
  }
  const owner = plainName(tree.source(tree.field(name.node, 'name')));
  return methodsOf(file, holder, owner, name.rest[0]!, given);
}

function lastSegment(tree: SyntaxTree, path: Node): string {
  return plainName(tree.source(tree.field(path, 'name')));
}

/** The functions that a name means in one build or another, where `cfg`s choose between functions of one name. */
function alternatives(holder: DetectorFile, item: Node, file: DetectorFile, path: Node): Node[] {
  const { tree } = holder;
  if (ownConditions(tree, item).length === 0) return [item];
  const name = tree.source(tree.field(item, 'name'));
  const around = conditionsAt(file.tree, path);
  return [...tree.namedChildren(tree.parent(item))]
    .filter(
      (other) => tree.kind(other) === 'function_item' && tree.source(tree.field(other, 'name')) === name,
    )
    .filter((other) => canHold([...around, ...ownConditions(tree, other)], false))
    .slice(0, SAME_NAME);
}

/** The functions `owner::name`: in the file that declares the owner, else in the one that asks, else in the package. */
function functionsOf(file: DetectorFile, holder: DetectorFile, owner: string, name: string): FunctionKey[] {
  const near = ownedNear(holder, owner, name) ?? ownedNear(file, owner, name);
  return near ?? [ownedKey(holder, owner, name)];
}

/** Functions of one name that a call may mean, in `impl`s for different types or under different `cfg`s. */
const SAME_NAME = 16;
/** Traits that one type implements in one file, and that are asked for a method of its. */
const MOST_TRAITS = 256;

/** `owner::name`, or where no such function is near, what a trait that the owner implements gives it by that name too. */
function methodsOf(
  file: DetectorFile,
  holder: DetectorFile,
  owner: string,
  name: string,
  given: readonly FunctionKey[] = [],
): FunctionKey[] {
  const own = functionsOf(file, holder, owner, name);
  if (ownedNear(holder, owner, name) !== null || ownedNear(file, owner, name) !== null) return own;
  const inherited = [...new Set([holder, file])].flatMap((near) =>
    (implementedTraits(near.tree).get(owner) ?? [])
      .slice(0, MOST_TRAITS)
      .flatMap((trait) => defaultMethod(near, trait, name)),
  );
  return [...own, ...given, ...inherited].slice(0, SAME_NAME);
}

function ownedNear(file: DetectorFile, owner: string, name: string): FunctionKey[] | null {
  return (
    ownedFunctions(file.tree)
      .get(`${owner}::${name}`)
      ?.slice(0, SAME_NAME)
      .map((item) => exactKey(file, item)) ?? null
  );
}

/** The call of a `self.f` that is called, or `NONE`. */
function methodCall({ tree }: DetectorFile, callee: Node): Node {
  if (tree.kind(tree.field(callee, 'value')) !== 'self') return NONE;
  const parent = tree.parent(callee);
  const call = tree.kind(parent) === 'generic_function' ? tree.parent(parent) : parent;
  return tree.kind(call) === 'call_expression' ? call : NONE;
}

function targetsOfSelf(file: DetectorFile, callee: Node): FunctionKey[] {
  const { tree, contexts } = file;
  let item = contexts.function(callee);
  while (item !== NONE && ownerName(tree, item) === null) item = contexts.function(item);
  const owner = item === NONE ? null : ownerName(tree, item);
  if (owner === null) return [];
  const name = plainName(tree.source(tree.field(callee, 'field')));
  return methodsOf(file, file, owner, name);
}

/** The body that a trait of the crate gives a method where the `impl` has none. */
function defaultMethod(file: DetectorFile, trait: Node, name: string): FunctionKey[] {
  const resolved = file.names.resolve(trait);
  if (resolved.kind !== 'item' || resolved.rest.length > 0) return [];
  const holder = resolved.path === file.path ? file : file.crate.file(resolved.path);
  if (holder === null) return [];
  const traitName = plainName(holder.tree.source(holder.tree.field(resolved.node, 'name')));
  return ownedNear(holder, traitName, name) ?? [];
}
