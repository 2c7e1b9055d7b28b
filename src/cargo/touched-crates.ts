import { isDeepStrictEqual } from 'node:util';
import { compareText } from '../rust/finding.js';
import { type Change, pathsOf, type Tree } from '../snapshot/tree.js';
import { type Lock, NO_LOCK, readLock, touchedByLock } from './lock.js';
import { CargoError, type Manifest, readManifest, type Workspace } from './manifest.js';
import {
  type CargoTree,
  createStanding,
  folderOf,
  foldersAbove,
  manifestPaths,
  membersOf,
  readCargoTree,
} from './workspaces.js';

export interface TouchedCrates {
  /** Names of packages, in order. */
  readonly crates: readonly string[];
  /** Names of touched packages that their workspace excludes: `cargo -p` does not know them. */
  readonly excluded: readonly string[];
  /** Files of Cargo that could not be read, so that not all is known. */
  readonly problems: readonly CargoProblem[];
}

export interface CargoProblem {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** What changed, and the files of Cargo at both ends as far as `cargoDocuments` names them. */
export interface CargoChange {
  readonly changes: readonly Change[];
  readonly headTree: Tree;
  readonly documents: ReadonlyMap<string, Uint8Array>;
  readonly baseDocuments: ReadonlyMap<string, Uint8Array>;
}

/** Which documents are needed to tell the touched crates. */
export function cargoDocuments(
  changes: readonly Change[],
  headTree: Tree,
): { head: string[]; mergeBase: string[] } {
  const shared = changes.map(({ path }) => path).filter((path) => SHARED.test(path));
  const locks = shared.filter((path) => path.endsWith('.lock'));
  return { head: [...manifestPaths(headTree), ...locks], mergeBase: shared };
}

const SHARED = /(?:^|\/)Cargo\.(?:toml|lock)$/u;

/**
 * The crates that a pull request touches. A crate is touched when a file of its package changes (both paths of a
 * rename), when its workspace's root manifest changes what it inherits, and when Cargo.lock gives it other versions of
 * what it is built with. A package in no workspace is a crate by itself. Crates that depend on a touched one are not
 * touched.
 */
export function touchedCrates(change: CargoChange): TouchedCrates {
  const cargo = readCargoTree(change.headTree, change.documents);
  const ownerOf = createOwners(cargo);
  const touches = change.changes.flatMap((one) => [
    ...pathsOf(one).flatMap(ownerOf),
    ...(SHARED.test(one.path) ? sharedTouches(one.path, change, cargo) : []),
  ]);
  const names = (kind: 'crate' | 'excluded'): Set<string> =>
    new Set(touches.flatMap((touch) => (touch.kind === kind ? touch.name : [])));
  const crates = names('crate');
  const problems = touches.flatMap((touch) => (touch.kind === 'problem' ? touch.problem : []));
  return {
    crates: [...crates].sort(compareText),
    excluded: [...names('excluded')].filter((name) => !crates.has(name)).sort(compareText),
    problems: [...new Map(problems.map((problem) => [problem.path, problem])).values()],
  };
}

type Touch =
  | { readonly kind: 'crate' | 'excluded'; readonly name: string }
  | { readonly kind: 'problem'; readonly problem: CargoProblem };

function problemOf(path: string, { line, message }: CargoError): Touch {
  return { kind: 'problem', problem: { path, message, ...(line !== undefined && { line }) } };
}

/** The nearest package at or above a path counts; one that is in no workspace is part of the package around it. */
function createOwners(cargo: CargoTree): (path: string) => Touch[] {
  const standing = createStanding(cargo);
  return (path) => {
    for (const folder of foldersAbove(path)) {
      const broken = cargo.broken.get(folder);
      if (broken !== undefined) return [problemOf(manifestIn(folder), broken)];
      const manifest = cargo.manifests.get(folder);
      if (manifest === undefined || manifest.package === null) continue;
      const place = standing(manifest);
      if (place === 'stranger') continue;
      return [{ kind: place === 'member' ? 'crate' : 'excluded', name: manifest.package }];
    }
    return [];
  };
}

function sharedTouches(path: string, change: CargoChange, cargo: CargoTree): Touch[] {
  try {
    return [...touchedByShared(path, change, cargo)].flatMap((folder) => {
      const name = cargo.manifests.get(folder)?.package ?? null;
      return name === null ? [] : [{ kind: 'crate' as const, name }];
    });
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    return [problemOf(path, error)];
  }
}

function manifestIn(folder: string): string {
  return folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`;
}

/** Folders of the members that a changed root manifest or lock file touches. @throws CargoError */
function touchedByShared(path: string, change: CargoChange, cargo: CargoTree): Iterable<string> {
  const root = cargo.manifests.get(folderOf(path));
  if (root === undefined || root.workspace === null) return [];
  const members = membersOf(root, root.workspace, cargo);
  if (path.endsWith('.toml')) return touchedByRoot(path, root, root.workspace, members, change, cargo);
  const names = new Map([...members].map((folder) => [cargo.manifests.get(folder)?.package ?? '', folder]));
  const [before, after] = [lockIn(change.baseDocuments, path), lockIn(change.documents, path)];
  return [...touchedByLock(before, after, new Set(names.keys()))].flatMap((name) => names.get(name) ?? []);
}

function lockIn(documents: ReadonlyMap<string, Uint8Array>, path: string): Lock {
  const bytes = documents.get(path);
  return bytes === undefined ? NO_LOCK : readLock(bytes);
}

function touchedByRoot(
  path: string,
  root: Manifest,
  workspace: Workspace,
  members: ReadonlySet<string>,
  { baseDocuments }: CargoChange,
  cargo: CargoTree,
): Iterable<string> {
  const before = workspaceBefore(path, baseDocuments);
  if (before === null || !isDeepStrictEqual(before.shared, workspace.shared)) return members;
  const names = new Set([...Object.keys(before.dependencies), ...Object.keys(workspace.dependencies)]);
  const changed = [...names].filter(
    (name) => !isDeepStrictEqual(before.dependencies[name], workspace.dependencies[name]),
  );
  const earlier = membersOf(root, before, cargo);
  return [...members].filter(
    (folder) =>
      !earlier.has(folder) ||
      changed.some((name) => cargo.manifests.get(folder)?.inherited.has(name) === true),
  );
}

/** `null` where there was none or it cannot be read: then every member is touched. */
function workspaceBefore(path: string, documents: ReadonlyMap<string, Uint8Array>): Workspace | null {
  const bytes = documents.get(path);
  if (bytes === undefined) return null;
  try {
    return readManifest(folderOf(path), bytes).workspace;
  } catch (error) {
    if (error instanceof CargoError) return null;
    throw error;
  }
}
