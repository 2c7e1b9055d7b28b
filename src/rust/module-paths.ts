import { plainName } from './path-syntax.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** Files whose submodules lie beside them rather than in a folder of their name. */
const ROOT_NAMES = new Set(['lib.rs', 'main.rs', 'mod.rs', 'build.rs']);
/** Folders of which each file is the root of a crate of its own. */
const ROOT_FOLDERS = new Set(['bin', 'examples', 'tests', 'benches']);

/**
 * The paths at which the file behind a `mod name;` may lie, by rustc's conventions, likeliest first.
 *
 * @param written what the `path` attributes of its file's modules say, by the module.
 */
export function modulePaths(
  path: string,
  tree: SyntaxTree,
  declaration: Node,
  written: ReadonlyMap<Node, string>,
): string[] {
  const inline = inlineFolders(tree, declaration, written);
  const own = written.get(declaration);
  if (own === undefined) {
    return conventionalPaths(path, plainName(tree.source(tree.field(declaration, 'name'))), inline);
  }
  const base = inline.length === 0 ? dirname(path) : [ownFolder(path), ...inline].reduce(join);
  return [join(base, own)];
}

/** Where the file behind a `mod name;` without a `path` attribute may lie, likeliest first. */
export function conventionalPaths(path: string, name: string, inline: readonly string[] = []): string[] {
  const folder = dirname(path);
  const nested = [ownFolder(path), ...inline].reduce(join);
  const candidates = [join(nested, `${name}.rs`), join(join(nested, name), 'mod.rs')];
  if (isModRs(path)) return candidates;
  // A root by another name (`[[bin]] path = …`) looks for its modules beside itself.
  const beside = [folder, ...inline].reduce(join);
  return [...candidates, join(beside, `${name}.rs`), join(join(beside, name), 'mod.rs')];
}

/** The folder in which the modules of a file lie. */
function ownFolder(path: string): string {
  return isModRs(path) ? dirname(path) : join(dirname(path), basename(path).replace(/\.rs$/, ''));
}

/** The name by which a `mod name;` without a `path` attribute declares the file. */
export function moduleName(path: string): string {
  return /([^/]+?)(?:\/mod)?\.rs$/.exec(path)?.[1] ?? '';
}

/** The files that could declare the file by `mod name;` without a `path` attribute, likeliest first. */
export function declaringPaths(path: string): string[] {
  const candidates: string[] = [];
  let folder = basename(path) === 'mod.rs' ? dirname(dirname(path)) : dirname(path);
  for (let level = 0; level < 4; level++) {
    for (const name of ['lib.rs', 'main.rs', 'mod.rs']) candidates.push(join(folder, name));
    if (folder === '') break;
    candidates.push(`${folder}.rs`);
    folder = dirname(folder);
  }
  return candidates.filter((candidate) => candidate !== path);
}

/**
 * The modules that a file's place says, from its crate's root: `a`, `b` for `src/a/b.rs` and `src/a/b/mod.rs`. None for
 * roots, and for files that are in no folder where Cargo looks.
 */
export function placedModules(path: string): string[] {
  const below = /(?:^|.*\/)src\/(?:bin\/[^/]+\/)?(.*)\.rs$/.exec(path) ?? BELOW_TARGETS.exec(path);
  const parts = (below?.[1] ?? '').split('/').filter((part) => part !== '');
  const isRoot = isCrateRoot(path) && (parts.length === 1 || /(?:^|\/)src\/bin\/[^/]+$/.test(path));
  if (isRoot) return [];
  return parts.at(-1) === 'mod' ? parts.slice(0, -1) : parts;
}

const BELOW_TARGETS = /(?:^|.*\/)(?:tests|benches|examples)\/(.*)\.rs$/;

/** Whether Cargo takes the file for the root of a crate by its place. */
export function isCrateRoot(path: string): boolean {
  const name = basename(path);
  if (name === 'lib.rs' || name === 'main.rs' || name === 'build.rs') return true;
  return ROOT_FOLDERS.has(basename(dirname(path)));
}

/**
 * The folder of the package that a file belongs to: what is above its `src`, `tests`, `benches` or `examples`, or, for
 * a package that keeps its modules beside its manifest, the nearest folder with a root file, else that of its
 * outermost module.
 *
 * @param has whether there is a file of that path.
 */
export function packageFolder(path: string, has: (path: string) => boolean): string {
  const match = /^(.*)(?:^|\/)src\//.exec(path) ?? /^(.*?)(?:^|\/)(?:tests|benches|examples)\//.exec(path);
  if (match !== null) return match[1]!;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (has(join(folder, 'lib.rs')) || has(join(folder, 'main.rs'))) return folder;
    if (folder === '') return outermostFolder(path, has);
  }
}

/** The folder of a file's outermost module, as far as the folders around the file are modules with a file of their own. */
function outermostFolder(path: string, has: (path: string) => boolean): string {
  let folder = dirname(path);
  while (folder !== '' && (has(`${folder}.rs`) || has(join(folder, 'mod.rs')))) folder = dirname(folder);
  return folder;
}

function isModRs(path: string): boolean {
  return ROOT_NAMES.has(basename(path)) || isCrateRoot(path);
}

/** The folders that the inline modules around a declaration stand for, by their `path` attribute or their name. */
function inlineFolders(tree: SyntaxTree, declaration: Node, written: ReadonlyMap<Node, string>): string[] {
  const folders: string[] = [];
  for (let node = tree.parent(declaration); node !== NONE; node = tree.parent(node)) {
    if (tree.kind(node) !== 'mod_item') continue;
    folders.unshift(written.get(node) ?? plainName(tree.source(tree.field(node, 'name'))));
  }
  return folders;
}

function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Joins two paths and takes `.` and `..` out. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
