import type { FactSource } from '../snapshot/facts.js';
import type { RepositoryClient } from './client.js';

/** The pull request's own commits. */
export function commitList(_client: RepositoryClient): FactSource['commits'] {
  return async () => null;
}
