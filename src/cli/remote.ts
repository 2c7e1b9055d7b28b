import { Octokit } from '@octokit/rest';
import { CHECK_NAME } from '../app/check-run-life.js';
import { createPrograms, type Programs } from '../app/programs.js';
import { messageOf } from '../github/errors.js';
import { REQUEST_TIMEOUT } from '../github/limits.js';
import { createGitHub } from '../github/octokit.js';
import { createObjectCache } from '../github/octokit-repository.js';
import type { GitHub, PullRequest } from '../github/port.js';
import { wholeFetch } from '../github/whole-fetch.js';
import { RepositoryError } from '../snapshot/repository.js';
import { loadCatalog } from './rules.js';
import { UsageError } from './usage-error.js';

const PUBLIC_API = 'https://api.github.com';

/** Which pull request a command line names, and what it is judged by. */
export interface RemoteOptions {
  /** OWNER/REPO#N. */
  readonly pr: string;
  readonly api?: string;
  readonly rules?: string;
}

export interface Remote {
  readonly github: GitHub;
  readonly pull: PullRequest;
  readonly programs: Programs;
}

/**
 * Reads of a pull request on GitHub what `ask` needs, and writes nothing.
 *
 * @throws UsageError for a name that is none, or without a token.
 * @throws RepositoryError when GitHub does not give what is needed.
 */
export async function askRemote<T>(
  { pr, api, rules }: RemoteOptions,
  cwd: string,
  ask: (remote: Remote) => Promise<T>,
): Promise<T> {
  const [, owner, repo, number] = /^([^/#\s]+)\/([^/#\s]+)#([1-9][0-9]*)$/.exec(pr) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new UsageError(`"${pr}" is no pull request: write OWNER/REPO#NUMBER, such as octo/app#12.`);
  }
  const auth = process.env.GITHUB_TOKEN || process.env.GH_TOKEN;
  if (!auth) throw new UsageError('Set GITHUB_TOKEN to a token that may read the repository.');
  const baseUrl = (api ?? (process.env.GITHUB_API_URL || PUBLIC_API)).replace(/\/+$/, '');
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const octokit = new Octokit({ auth, baseUrl, log: quiet, request: { fetch: wholeFetch(REQUEST_TIMEOUT) } });
  // Nothing is written, so no app's check runs are looked for.
  const cache = createObjectCache();
  const github = createGitHub(octokit, owner, repo, { appId: 0, checkName: CHECK_NAME, cache });
  const programs = createPrograms(loadCatalog(rules, cwd));
  try {
    return await ask({ github, programs, pull: await github.pullRequests.get(Number(number)) });
  } catch (error) {
    throw new RepositoryError(`${pr} could not be read from ${baseUrl}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
