import { createHash } from 'node:crypto';
import { LruCache } from '../github/lru.js';
import type { GitHub } from '../github/port.js';
import {
  assemblePrograms,
  type FoundFile,
  type ProgramSet,
  type ShippedCatalog,
  sortFiles,
} from '../program/program-set.js';
import { programFilesAt } from '../program/repository-files.js';
import { compareText } from '../rust/finding.js';
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
  /** Those that a commit of the default branch put in force. @throws RepositoryError */
  at(github: Pick<GitHub, 'owner' | 'repo' | 'repository'>, sha: string): Promise<ProgramSet>;
  /** Whether the programs are the repository's own, not those that are shipped. */
  isOwn(set: ProgramSet): boolean;
  /** Hexadecimal; the same for the same files. */
  digest(set: ProgramSet): string;
  /** The names by which commands may call: those of the set, of the shipped programs, and the app's own. */
  names(set: ProgramSet): ReadonlySet<string>;
}

export function createPrograms(shipped: ShippedCatalog): Programs {
  const cache = new LruCache<ProgramSet>(KEPT);
  const digests = new WeakMap<ProgramSet, string>();
  const own = new WeakSet<ProgramSet>();
  const shippedNames = assemblePrograms([], shipped).programs.map(({ program }) => program);
  const at: Programs['at'] = async ({ owner, repo, repository }, sha) => {
    const key = `${owner}/${repo}:${sha}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const files = await programFilesAt(repository, sha);
    const set = assemblePrograms(files, shipped);
    digests.set(set, digestOf(files));
    if (sortFiles(files).programFiles.length > 0) own.add(set);
    cache.set(key, set);
    return set;
  };

  return {
    at,

    async of(github, defaultBranch) {
      const sha = await github.commits.branchHead(defaultBranch);
      if (sha === null) throw new RepositoryError(`The default branch ${defaultBranch} is not there.`);
      return at(github, sha);
    },

    isOwn: (set) => own.has(set),

    digest: (set) => digests.get(set) ?? '0',

    names: (set) => new Set([...set.programs.map(({ program }) => program), ...shippedNames, 'wavegate']),
  };
}

const DIGEST_DIGITS = 12;

function digestOf(files: readonly FoundFile[]): string {
  const sorted = files.map(({ path, text }) => ({ path, text })).sort((a, b) => compareText(a.path, b.path));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, DIGEST_DIGITS);
}
