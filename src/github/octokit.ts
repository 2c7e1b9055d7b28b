import { randomBytes } from 'node:crypto';
import type { Client } from './client.js';
import { repositoryClient } from './client.js';
import { createHistoryCache, type HistoryCache } from './history-cache.js';
import { aboutRepository } from './octokit-about.js';
import { octokitAutoMerging } from './octokit-auto-merge.js';
import { octokitCheckRuns } from './octokit-check-runs.js';
import { octokitComments } from './octokit-comments.js';
import { octokitCommits } from './octokit-commits.js';
import { octokitFacts } from './octokit-facts.js';
import { octokitIssues } from './octokit-issues.js';
import { octokitPeople } from './octokit-people.js';
import { octokitPromotions } from './octokit-promotions.js';
import { octokitPullRequests } from './octokit-pull-requests.js';
import { octokitRecentComments } from './octokit-recent-comments.js';
import { type ObjectCache, octokitRepository } from './octokit-repository.js';
import { octokitReviews } from './octokit-reviews.js';
import { octokitWaivers } from './octokit-waivers.js';
import type { GitHub } from './port.js';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.js';

export interface GitHubOptions {
  readonly appId: number;
  readonly checkName: string;
  readonly cache: ObjectCache;
  /** One for all pull requests and repositories; without it, each port keeps its own. */
  readonly history?: HistoryCache;
  readonly retry?: RetryPolicy;
  /** Signs and proves waivers. Without it those that nobody edited count, and none can be given. */
  readonly waiverKey?: Uint8Array;
  /** The app's own account, by which its issues are found; without it, there are none. */
  readonly login?: () => Promise<string>;
}

/** One repository on GitHub, seen and changed through an Octokit client. */
export function createGitHub(octokit: Client, owner: string, repo: string, options: GitHubOptions): GitHub {
  const client = repositoryClient(octokit, owner, repo, options.retry ?? DEFAULT_RETRY);
  const repository = octokitRepository(client, options.cache);
  return {
    owner,
    repo,
    pullRequests: octokitPullRequests(client),
    commits: octokitCommits(client),
    repository,
    facts: octokitFacts(client, {
      waiverKey: options.waiverKey ?? null,
      appId: options.appId,
      checkName: options.checkName,
      history: options.history ?? createHistoryCache(),
      repository,
    }),
    checkRuns: octokitCheckRuns(client, options.appId, options.checkName),
    reviews: octokitReviews(client),
    comments: octokitComments(client, options.appId),
    recentComments: octokitRecentComments(client),
    waivers: octokitWaivers(client, options.appId, options.waiverKey ?? new Uint8Array(randomBytes(32))),
    people: octokitPeople(client),
    promotions: octokitPromotions(client),
    autoMerging: octokitAutoMerging(client),
    issues: octokitIssues(client, options.appId, options.login ?? null),
    about: aboutRepository(client),
  };
}
