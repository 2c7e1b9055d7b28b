import { LruCache } from './lru.js';
import type { DefaultBranch } from './octokit-default-branch.js';
import type { PullRequestList } from './octokit-pull-request-list.js';

/** What is known of one repository; every part of it is replaced as a whole or only added to. */
export interface RepositoryHistory {
  readonly list: PullRequestList;
  /** `null` until a merged pull request made it worth reading. */
  readonly branch: DefaultBranch | null;
  /** Whether one commit comes before another, by `earlier...later`: that never changes. */
  readonly ancestry: Map<string, boolean>;
}

/** Pull requests and commits kept in memory for all repositories together. */
const KEPT = 300_000;

/**
 * What was read of repositories' pull requests and default branches. Updates of one repository wait for each other: a
 * question that comes meanwhile finds what the first has read.
 */
export class HistoryCache {
  private readonly known: LruCache<RepositoryHistory>;
  private readonly last = new Map<string, Promise<unknown>>();

  constructor(most = KEPT) {
    this.known = new LruCache(most, weight);
  }

  /** Runs an update; where it fails, what was known before stays. */
  async update<T>(
    repository: string,
    task: (known: RepositoryHistory | undefined) => Promise<{ known: RepositoryHistory; answer: T }>,
  ): Promise<T> {
    const before = this.last.get(repository) ?? Promise.resolve();
    const mine = before.then(async () => {
      const { known, answer } = await task(this.known.get(repository));
      this.known.set(repository, known);
      return answer;
    });
    const settled = mine.catch(() => undefined);
    this.last.set(repository, settled);
    try {
      return await mine;
    } finally {
      if (this.last.get(repository) === settled) this.last.delete(repository);
    }
  }
}

function weight({ list, branch, ancestry }: RepositoryHistory): number {
  return 1 + list.pulls.size + (branch?.graph.size ?? 0) + ancestry.size;
}

export function createHistoryCache(): HistoryCache {
  return new HistoryCache();
}
