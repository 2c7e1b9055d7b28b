import type { Octokit } from '@octokit/rest';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.js';

/** The part of Octokit in use: Probot's satisfies it, and so does `@octokit/rest` with a token. */
export type Client = Pick<Octokit, 'rest' | 'graphql'>;

/** One repository through one client: what every part of the port is made of. */
export interface RepositoryClient {
  readonly octokit: Client;
  readonly owner: string;
  readonly repo: string;
  readonly retry: RetryPolicy;
}

export function repositoryClient(
  octokit: Client,
  owner: string,
  repo: string,
  retry: RetryPolicy = DEFAULT_RETRY,
): RepositoryClient {
  return { octokit, owner, repo, retry };
}

/** All pages of a REST list, up to `most` items. */
export async function pages<T>(
  size: number,
  most: number,
  page: (number: number) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (let number = 1; all.length < most; number += 1) {
    const items = await page(number);
    all.push(...items);
    if (items.length < size) break;
  }
  return all;
}
