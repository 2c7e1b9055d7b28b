import type { ToldPullRequest } from '../history/landing.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import { PAGE_SIZE } from './limits.js';
import { reading } from './retry.js';

/** All pull requests of a repository, as of some time. */
export interface PullRequestList {
  /** GitHub's id of the repository: another one may have taken its name. */
  readonly repositoryId: number | null;
  readonly pulls: ReadonlyMap<number, ToldPullRequest>;
  /** The latest time at which one of them changed; ISO 8601. */
  readonly newest: string;
}

/** Our own bound: beyond it the list would be judged in part. */
const MOST_PULL_REQUESTS = 50_000;

const NONE: PullRequestList = { repositoryId: null, pulls: new Map(), newest: '' };

/**
 * Lists the pull requests that changed since a list was made, the last changed first, and adds them to it.
 * @throws RepositoryError where there are more than can be told.
 */
export async function listPullRequests(
  client: RepositoryClient,
  before: PullRequestList = NONE,
): Promise<PullRequestList> {
  let list = before;
  for (;;) {
    const read = await readChanged(client, list);
    if (list.repositoryId !== null && read.list.repositoryId !== list.repositoryId) {
      list = NONE;
      continue;
    }
    list = read.list;
    // One that changes while several pages are read goes from a later page to the first, which was read already.
    if (read.pages === 1) return list;
  }
}

async function readChanged(
  client: RepositoryClient,
  before: PullRequestList,
): Promise<{ list: PullRequestList; pages: number }> {
  const pulls = new Map(before.pulls);
  let { repositoryId, newest } = before;
  for (let page = 1; ; page += 1) {
    const items = await readPage(client, page);
    for (const item of items) {
      pulls.set(item.number, told(item));
      repositoryId = item.base.repo.id;
      if (item.updated_at > newest) newest = item.updated_at;
    }
    const isEnd = items.length < PAGE_SIZE || items.at(-1)!.updated_at < before.newest;
    if (isEnd) return { list: { repositoryId, pulls, newest }, pages: page };
    if (pulls.size > MOST_PULL_REQUESTS) {
      throw new RepositoryError(
        `The repository has more than ${MOST_PULL_REQUESTS} pull requests: what was merged cannot be told whole.`,
      );
    }
  }
}

type Item = Awaited<ReturnType<typeof readPage>>[number];

async function readPage({ octokit, owner, repo, retry }: RepositoryClient, page: number) {
  const { data } = await reading('list the pull requests', retry, () =>
    octokit.rest.pulls.list({
      owner,
      repo,
      state: 'all',
      sort: 'updated',
      direction: 'desc',
      per_page: PAGE_SIZE,
      page,
    }),
  );
  return data;
}

/** “Merged” is what GitHub says was merged; while it is open, its merge commit is only a trial. */
function told(item: Item): ToldPullRequest {
  const merged = item.merged_at !== null;
  const { id } = item.base.repo;
  return {
    number: item.number,
    url: item.html_url,
    branch: item.head.ref,
    baseBranch: item.base.ref,
    state: merged ? 'merged' : item.state === 'open' ? 'open' : 'closed',
    headSha: item.head.sha,
    mergeSha: merged ? item.merge_commit_sha : null,
    mergedAt: item.merged_at,
    // A fork that was deleted is null.
    fromFork: (item.head.repo as { readonly id: number } | null)?.id !== id,
  };
}
