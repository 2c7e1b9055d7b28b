import type { FactSource } from '../snapshot/facts.js';
import type { RepositoryClient } from './client.js';

/** What is known of the pull requests of repositories, so that asking again costs one request. */
export interface HistoryCache {
  readonly placeholder?: never;
}

export function createHistoryCache(): HistoryCache {
  return {};
}

/** Every pull request of a repository whose head branch a program knows. */
export function pullRequestHistory(_client: RepositoryClient, _cache: HistoryCache): FactSource['history'] {
  return async () => null;
}
