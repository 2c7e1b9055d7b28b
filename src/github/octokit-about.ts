import type { RepositoryClient } from './client.js';
import type { AboutRepository } from './port.js';
import { reading } from './retry.js';

/** What GitHub says of the repository itself. */
export function aboutRepository({
  octokit,
  owner,
  repo,
  retry,
}: RepositoryClient): () => Promise<AboutRepository> {
  return async () => {
    const { data } = await reading('read the repository', retry, () =>
      octokit.rest.repos.get({ owner, repo }),
    );
    return {
      url: data.html_url,
      defaultBranch: data.default_branch,
      hasIssues: data.has_issues && !data.archived,
    };
  };
}
