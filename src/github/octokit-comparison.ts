import { checkCount, type ToldCommit } from '../snapshot/commits.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import { PAGE_SIZE } from './limits.js';
import { reading } from './retry.js';

/**
 * The commits that one end has and the other does not, in no particular order.
 * @param base a branch or a SHA.
 * @throws RepositoryError when there are too many, or GitHub gives only a part of them.
 */
export async function commitsAhead(
  { octokit, owner, repo, retry }: RepositoryClient,
  base: string,
  head: string,
): Promise<ToldCommit[]> {
  const commits = new Map<string, ToldCommit>();
  for (let page = 1; ; page += 1) {
    const { data } = await reading("list the pull request's commits", retry, () =>
      octokit.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead: `${base}...${head}`,
        per_page: PAGE_SIZE,
        page,
      }),
    );
    checkCount(data.total_commits);
    const before = commits.size;
    for (const { sha, parents, commit } of data.commits) {
      const [title = ''] = commit.message.split('\n', 1);
      commits.set(sha, { sha, parents: parents.map((parent) => parent.sha), title: title.trim() });
    }
    if (commits.size >= data.total_commits) return [...commits.values()];
    if (commits.size === before) {
      throw new RepositoryError(
        `GitHub gives ${commits.size} of the ${data.total_commits} commits from ${base} to ${head}; try again later.`,
      );
    }
  }
}
