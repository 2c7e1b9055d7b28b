import type { History, PastPullRequest } from '../../src/snapshot/facts.js';

/** A pull request of the past, open unless said otherwise. */
export function pull(number: number, branch: string, over: Partial<PastPullRequest> = {}): PastPullRequest {
  return {
    number,
    url: `https://github.com/o/r/pull/${number}`,
    branch,
    baseBranch: 'main',
    state: 'open',
    headSha: `${number}`.padStart(40, 'a'),
    mergeSha: null,
    mergedAt: null,
    inDefaultBranch: false,
    revertedBy: null,
    fromFork: false,
    ...over,
  };
}

/** One that was merged and is in the default branch. */
export function merged(number: number, branch: string, over: Partial<PastPullRequest> = {}): PastPullRequest {
  return pull(number, branch, {
    state: 'merged',
    mergeSha: `${number}`.padStart(40, 'c'),
    mergedAt: '2026-02-19T00:00:00Z',
    inDefaultBranch: true,
    ...over,
  });
}

/** A source's answer. */
export function historyOf(...pullRequests: readonly PastPullRequest[]): () => Promise<History> {
  return async () => ({ pullRequests });
}
