import { commitFacts, type ToldCommit } from '../snapshot/commits.js';
import type { FactSource } from '../snapshot/facts.js';
import { type Repository, RepositoryError } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import { GitHubUnavailable, messageOf } from './errors.js';
import { commitsAhead } from './octokit-comparison.js';

/**
 * The pull request's own commits. GitHub's list of a pull request's commits ends at 250, so the two branches are
 * compared, which has pages.
 * @throws RepositoryError when they cannot be had whole; GitHubUnavailable when another try may help.
 */
export function commitList(
  client: RepositoryClient,
  repository: Pick<Repository, 'tree'>,
): FactSource['commits'] {
  return async ({ headSha, baseSha, baseBranch, defaultBranch }) => {
    try {
      const commits = await commitsAhead(client, baseSha, headSha);
      const own =
        baseBranch === defaultBranch ? commits : await without(client, commits, defaultBranch, headSha);
      return await commitFacts(headSha, own, repository);
    } catch (error) {
      if (error instanceof RepositoryError || error instanceof GitHubUnavailable) throw error;
      throw new RepositoryError(`Could not read the pull request's commits: ${messageOf(error)}`, {
        cause: error,
      });
    }
  };
}

/** What a stacked branch took from the default branch is not its own. */
async function without(
  client: RepositoryClient,
  commits: readonly ToldCommit[],
  defaultBranch: string,
  headSha: string,
): Promise<ToldCommit[]> {
  const ahead = await commitsAhead(client, defaultBranch, headSha);
  const shas = new Set(ahead.map(({ sha }) => sha));
  return commits.filter(({ sha }) => shas.has(sha));
}
