import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const MANIFEST = 'Cargo.toml';

/**
 * Finds the root that paths of a report are relative to: the working tree's top, else the Cargo workspace's, else the
 * package's, else the folder itself. Folders are looked at once, when they are first asked for.
 */
export function rootFinder(manifests: Manifests): (folder: string) => string {
  const isClone = remembered((dir) => existsSync(join(dir, '.git')));
  const isPackage = (dir: string): boolean => manifests.isIn(dir);
  const isTop = remembered((dir) => isPackage(dir) && isWorkspace(dir));
  return (folder) => {
    const above = [...ancestors(folder)];
    return above.find(isClone) ?? above.find(isTop) ?? above.find(isPackage) ?? folder;
  };
}

function remembered<T>(ask: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, T>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const found = ask(folder);
    known.set(folder, found);
    return found;
  };
}

/** Knows which folders have a Cargo.toml. They are looked at once, when they are listed or first asked for. */
export class Manifests {
  private readonly known = new Map<string, boolean>();

  isIn(folder: string): boolean {
    const known = this.known.get(folder) ?? existsSync(join(folder, MANIFEST));
    this.known.set(folder, known);
    return known;
  }

  learn(folder: string, names: ReadonlySet<string>): void {
    this.known.set(folder, names.has(MANIFEST));
  }
}

/** Finds the folder of the nearest Cargo.toml at or above a path, relative to the root; null when there is none. */
export type CrateFinder = (path: string) => string | null;

export function crateFinder(root: string, manifests: Manifests): CrateFinder {
  const find = remembered((folder: string): string | null => {
    if (manifests.isIn(join(root, folder))) return folder;
    const above = dirname(folder);
    return above === folder ? null : find(above);
  });
  return (path) => find(dirname(path));
}

/** A folder and those above it, the nearest first. */
export function* ancestors(folder: string): Generator<string> {
  for (let dir = folder; ; dir = dirname(dir)) {
    yield dir;
    if (dirname(dir) === dir) return;
  }
}

function isWorkspace(dir: string): boolean {
  try {
    return /^\s*\[workspace\]/m.test(readFileSync(join(dir, MANIFEST), 'utf8'));
  } catch {
    return false;
  }
}
