import { LruCache } from '../github/lru.js';
import type { GitHub } from '../github/port.js';
import { assemblePrograms, type ProgramSet, type ShippedCatalog } from '../program/program-set.js';
import { programFilesAt } from '../program/repository-files.js';
import { RepositoryError } from '../snapshot/repository.js';

/** Repositories whose programs are kept parsed. */
const KEPT = 100;

/** The programs in force, from the default branch alone: a pull request cannot weaken the gates that judge it. */
export interface Programs {
  /** @throws RepositoryError when they cannot be read. */
  of(
    github: Pick<GitHub, 'owner' | 'repo' | 'commits' | 'repository'>,
    defaultBranch: string,
  ): Promise<ProgramSet>;
  /** The names by which commands may call: those of the set, of the shipped programs, and the app's own. */
  names(set: ProgramSet): ReadonlySet<string>;
}

export function createPrograms(shipped: ShippedCatalog): Programs {
  const cache = new LruCache<ProgramSet>(KEPT);
  const shippedNames = assemblePrograms([], shipped).programs.map(({ program }) => program);
  return {
    async of({ owner, repo, commits, repository }, defaultBranch) {
      const sha = await commits.branchHead(defaultBranch);
      if (sha === null) throw new RepositoryError(`The default branch ${defaultBranch} is not there.`);
      const key = `${owner}/${repo}:${sha}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      const set = assemblePrograms(await programFilesAt(repository, sha), shipped);
      cache.set(key, set);
      return set;
    },

    names: (set) => new Set([...set.programs.map(({ program }) => program), ...shippedNames, 'wavegate']),
  };
}
