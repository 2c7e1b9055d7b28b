import type { Client } from './client.js';
import { pages } from './client.js';
import { NotFound } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import { type RetryPolicy, reading } from './retry.js';

/** A repository that an installation may see. */
export interface InstalledRepository {
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
}

/** Our own bounds: an app of more needs several processes that share the work. */
const MOST_INSTALLATIONS = 10_000;
const MOST_REPOSITORIES = 10_000;

/** Ids of the installations that are not suspended. @param octokit logged in as the app itself. */
export async function installationsOf({ rest }: Client, retry: RetryPolicy): Promise<number[]> {
  const all = await pages(PAGE_SIZE, MOST_INSTALLATIONS, async (page) => {
    const { data } = await reading('list the installations', retry, () =>
      rest.apps.listInstallations({ per_page: PAGE_SIZE, page }),
    );
    return data;
  });
  return all.filter(({ suspended_at: suspended }) => !suspended).map(({ id }) => id);
}

/** @param octokit logged in as the installation. */
export async function repositoriesOf({ rest }: Client, retry: RetryPolicy): Promise<InstalledRepository[]> {
  const all = await pages(PAGE_SIZE, MOST_REPOSITORIES, async (page) => {
    const { data } = await reading('list the repositories', retry, () =>
      rest.apps.listReposAccessibleToInstallation({ per_page: PAGE_SIZE, page }),
    );
    return data.repositories;
  });
  return all
    .filter(({ archived }) => archived !== true)
    .map(({ owner, name, default_branch: defaultBranch }) => ({
      owner: owner.login,
      repo: name,
      defaultBranch,
    }));
}

/** The account as which the app writes: `wavegate[bot]`. @param octokit logged in as the app itself. */
export async function accountOf({ rest }: Client, retry: RetryPolicy): Promise<string> {
  const { data } = await reading('read who the app is', retry, () => rest.apps.getAuthenticated());
  if (data?.slug === undefined) throw new NotFound('GitHub does not say what the app is called.');
  return `${data.slug}[bot]`;
}
