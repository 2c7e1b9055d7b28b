import { createInProcessAnalyzer } from '../../analysis/in-process.js';
import { foldersAbove, manifestPaths, readCargoTree } from '../../cargo/workspaces.js';
import { contents } from '../../evaluate/contents.js';
import { takeInventory } from '../../evaluate/take-inventory.js';
import { matcher } from '../../program/globs.js';
import type { Position } from '../../program/position.js';
import { compareText } from '../../rust/finding.js';
import type { Repository } from '../../snapshot/repository.js';
import type { OpenedClone } from '../subject.js';
import { scriptOf } from './artifacts.js';
import { branchFor } from './branch-name.js';
import type { Material } from './material.js';

/**
 * Reads what the files of a step are written from.
 * @param commit the commit whose call sites they name.
 */
export async function materialFor(
  position: Position,
  { clone, programs, defaultBranch }: OpenedClone,
  commit: string,
  slug: string | undefined,
): Promise<Material> {
  const analyzer = createInProcessAnalyzer();
  try {
    return {
      position,
      stock: await takeInventory(position, programs, commit, { repository: clone, analyzer }),
      crates: await cratesOf(position, clone, commit),
      branch: branchFor(position, slug),
      base: shortRef(defaultBranch?.ref ?? 'refs/remotes/origin/main'),
      script: scriptOf(position),
    };
  } finally {
    await analyzer.close();
  }
}

/** The packages of the files in which the wave's rules hold. */
async function cratesOf({ wave }: Position, repository: Repository, commit: string): Promise<string[]> {
  const tree = await repository.tree(commit);
  const { manifests } = readCargoTree(tree, await contents(repository, tree, manifestPaths(tree)));
  const inScope = matcher(wave.rules.flatMap((use) => use.in));
  const names = [...tree.keys()]
    .filter((path) => path.endsWith('.rs') && inScope(path))
    .map((path) => foldersAbove(path).find((folder) => manifests.has(folder)))
    .map((folder) => (folder === undefined ? null : (manifests.get(folder)?.package ?? null)));
  return [...new Set(names)].filter((name) => name !== null).sort(compareText);
}

/** `origin/main` of `refs/remotes/origin/main`. */
function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:remotes|heads)\//u, '');
}
