import type { FactSource } from '../snapshot/facts.js';
import type { Repository } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import type { HistoryCache } from './history-cache.js';
import { autoMergeFacts } from './octokit-auto-merge.js';
import { checkFacts } from './octokit-checks.js';
import { commitList } from './octokit-commit-list.js';
import { pullRequestHistory } from './octokit-history.js';
import { waiverFacts } from './octokit-waivers.js';

export interface FactTools {
  readonly history: HistoryCache;
  readonly repository: Pick<Repository, 'tree'>;
  readonly appId: number;
  readonly checkName: string;
  readonly waiverKey: Uint8Array | null;
}

/** What GitHub knows of a pull request beyond its trees: one fact, one file. */
export function octokitFacts(client: RepositoryClient, tools: FactTools): FactSource {
  return {
    history: pullRequestHistory(client, tools.history),
    commits: commitList(client, tools.repository),
    checks: checkFacts(client, tools),
    autoMerge: autoMergeFacts(client),
    waivers: waiverFacts(client, tools),
  };
}
