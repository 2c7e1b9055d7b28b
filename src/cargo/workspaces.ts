import { matcher } from '../program/globs.js';
import { isFile, type Tree } from '../snapshot/tree.js';
import { CargoError, type Manifest, pathOf, readManifest, type Workspace } from './manifest.js';

/** The manifests of a commit, by folder. */
export interface CargoTree {
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Those that cannot be read: they matter only where a changed path leads to them. */
  readonly broken: ReadonlyMap<string, CargoError>;
}

const NAME = 'Cargo.toml';

/** Every Cargo.toml that is a file. */
export function manifestPaths(tree: Tree): string[] {
  return [...tree.values()]
    .filter((entry) => (entry.path === NAME || entry.path.endsWith(`/${NAME}`)) && isFile(entry))
    .map(({ path }) => path);
}

/** The folder of a file, `''` for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The folders that a path lies in, the nearest first, the root (`''`) last. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = path; folder !== ''; ) {
    folder = folderOf(folder);
    folders.push(folder);
  }
  return folders;
}

export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Reads the manifests among the documents. */
export function readCargoTree(tree: Tree, documents: ReadonlyMap<string, Uint8Array>): CargoTree {
  const manifests = new Map<string, Manifest>();
  const broken = new Map<string, CargoError>();
  for (const path of manifestPaths(tree)) {
    const bytes = documents.get(path);
    if (bytes === undefined) continue;
    const folder = folderOf(path);
    try {
      manifests.set(folder, readManifest(folder, bytes));
    } catch (error) {
      if (!(error instanceof CargoError)) throw error;
      broken.set(folder, error);
    }
  }
  return { manifests, broken };
}

/** Cargo's own rule: what `members` names without a glob stays, even below a folder that `exclude` names. */
export function isExcluded(folder: string, { members, exclude }: Workspace): boolean {
  return exclude.some((one) => isWithin(folder, one)) && !members.some((one) => isWithin(folder, one));
}

/**
 * The folders of a workspace's packages: the root's own, those that `members` matches, those that point to it, and
 * what any of them depends on by a path below the root; without the excluded and without workspaces of their own.
 */
export function membersOf(
  root: Manifest,
  workspace: Workspace,
  { manifests }: Pick<CargoTree, 'manifests'>,
): Set<string> {
  const named = matcher(workspace.members);
  const members = new Set<string>();
  const waiting = [...manifests.values()].filter(
    ({ folder, workspacePath }) => folder === root.folder || named(folder) || workspacePath === root.folder,
  );
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder } = next;
    if (next.package === null || members.has(folder) || isExcluded(folder, workspace)) continue;
    if (next.workspace !== null && folder !== root.folder) continue;
    members.add(folder);
    const dependencies = [...next.pathDependencies, ...inheritedPaths(next, root, workspace)];
    for (const path of dependencies) {
      const dependency = manifests.get(path);
      if (dependency !== undefined && isWithin(path, root.folder)) waiting.push(dependency);
    }
  }
  return members;
}

function inheritedPaths({ inherited }: Manifest, root: Manifest, { dependencies }: Workspace): string[] {
  return [...inherited].flatMap((name) => pathOf(root.folder, dependencies[name]));
}

/** Where a package stands: `stranger` is in no workspace although one is above it, as a fixture of tests is. */
export type Standing = 'member' | 'excluded' | 'stranger';

/** Tells packages' standing; each workspace's members are worked out once. */
export function createStanding(cargo: CargoTree): (manifest: Manifest) => Standing {
  const known = new Map<Manifest, Set<string>>();
  const isMember = (folder: string, root: Manifest, workspace: Workspace): boolean => {
    const members = known.get(root) ?? membersOf(root, workspace, cargo);
    known.set(root, members);
    return members.has(folder);
  };
  return (manifest) => {
    const { folder, workspacePath } = manifest;
    const above = folder === '' ? [] : foldersAbove(folder).flatMap((one) => cargo.manifests.get(one) ?? []);
    if (above.some(({ workspace }) => workspace !== null && isExcluded(folder, workspace))) return 'excluded';
    if (manifest.workspace !== null) return 'member';
    const root =
      workspacePath === null
        ? above.find(({ workspace }) => workspace !== null)
        : cargo.manifests.get(workspacePath);
    if (root === undefined || root.workspace === null) return workspacePath === null ? 'member' : 'stranger';
    return isMember(folder, root, root.workspace) ? 'member' : 'stranger';
  };
}
