import type { RepositoryClient } from './client.js';
import { pages } from './client.js';
import { isMissing, NotFound } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import type { OpenPullRequest, PullRequest, PullRequests } from './port.js';
import { reading } from './retry.js';

/** Open pull requests looked through for a head commit; GitHub's own search by commit misses those of forks. */
const MOST_OPEN = 1_000;
/** "Lists a maximum of 250 commits for a pull request." */
const MOST_COMMITS = 250;

/** "Responses include a maximum of 3000 files." */
const FILE_PAGES = 30;

/** Commits of a pull request that may have a check run of their own left: a few pushes' worth. */
const LATEST_COMMITS = 10;

export function octokitPullRequests({ octokit, owner, repo, retry }: RepositoryClient): PullRequests {
  async function open(): Promise<OpenPullRequest[]> {
    const found = await pages(PAGE_SIZE, MOST_OPEN, async (page) => {
      const { data } = await reading('list the open pull requests', retry, () =>
        octokit.rest.pulls.list({ owner, repo, state: 'open', per_page: PAGE_SIZE, page }),
      );
      return data;
    });
    return found.map(({ number, head, base }) => ({
      number,
      headSha: head.sha,
      headBranch: head.ref,
      baseBranch: base.ref,
    }));
  }

  return {
    async get(number) {
      try {
        const { data } = await reading(`read pull request #${number}`, retry, () =>
          octokit.rest.pulls.get({ owner, repo, pull_number: number }),
        );
        return toPullRequest(data);
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new NotFound(`There is no pull request #${number} in ${owner}/${repo}`, { cause: error });
      }
    },

    async openWithHead(sha) {
      return (await open()).filter(({ headSha }) => headSha === sha).map(({ number }) => number);
    },

    open,

    async patches(number, paths) {
      const patches = new Map<string, string>();
      const left = new Set(paths);
      for (let page = 1; left.size > 0 && page <= FILE_PAGES; page += 1) {
        const request = { owner, repo, pull_number: number, per_page: PAGE_SIZE, page };
        const { data } = await reading('list the changed files', retry, () =>
          octokit.rest.pulls.listFiles(request),
        );
        for (const { filename, patch } of data) {
          if (left.delete(filename) && patch !== undefined) patches.set(filename, patch);
        }
        if (data.length < PAGE_SIZE) break;
      }
      return patches;
    },

    /** GitHub lists 250 commits of a pull request, the oldest first: of a longer one these are not the latest. */
    async latestCommits(number) {
      const commits = await pages(PAGE_SIZE, MOST_COMMITS, async (page) => {
        const request = { owner, repo, pull_number: number, per_page: PAGE_SIZE, page };
        const { data } = await reading('list the commits', retry, () =>
          octokit.rest.pulls.listCommits(request),
        );
        return data;
      });
      return commits.slice(-LATEST_COMMITS).map(({ sha }) => sha);
    },
  };
}

type PullRequestData = Awaited<ReturnType<RepositoryClient['octokit']['rest']['pulls']['get']>>['data'];

function toPullRequest(data: PullRequestData): PullRequest {
  return {
    number: data.number,
    url: data.html_url,
    state: data.state === 'open' ? 'open' : 'closed',
    draft: data.draft ?? false,
    headSha: data.head.sha,
    headBranch: data.head.ref,
    baseBranch: data.base.ref,
    baseSha: data.base.sha,
    defaultBranch: data.base.repo.default_branch,
    changedFiles: data.changed_files,
  };
}
