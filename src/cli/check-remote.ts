import { Octokit } from '@octokit/rest';
import { createInProcessAnalyzer } from '../analysis/in-process.js';
import { CHECK_NAME } from '../app/check-run-life.js';
import { judgePullRequest } from '../app/judge-pull-request.js';
import { createPrograms } from '../app/programs.js';
import { messageOf } from '../github/errors.js';
import { REQUEST_TIMEOUT } from '../github/limits.js';
import { createGitHub } from '../github/octokit.js';
import { createObjectCache } from '../github/octokit-repository.js';
import { wholeFetch } from '../github/whole-fetch.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { Checked } from './check.js';
import { loadCatalog } from './rules.js';
import { UsageError } from './usage-error.js';

const PUBLIC_API = 'https://api.github.com';

/**
 * Evaluates a pull request on GitHub as the app would, and posts nothing.
 * @param name OWNER/REPO#N.
 * @throws UsageError for a name that is none, or without a token.
 * @throws RepositoryError when GitHub does not give what is needed.
 */
export async function evaluateRemote(
  name: string,
  api: string | undefined,
  rules: string | undefined,
  cwd: string,
): Promise<Checked> {
  const [, owner, repo, number] = /^([^/#\s]+)\/([^/#\s]+)#([1-9][0-9]*)$/.exec(name) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new UsageError(`"${name}" is no pull request: write OWNER/REPO#NUMBER, such as octo/app#12.`);
  }
  const auth = process.env.GITHUB_TOKEN || process.env.GH_TOKEN;
  if (!auth) throw new UsageError('Set GITHUB_TOKEN to a token that may read the repository.');
  const baseUrl = (api ?? (process.env.GITHUB_API_URL || PUBLIC_API)).replace(/\/+$/, '');
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const octokit = new Octokit({ auth, baseUrl, log: quiet, request: { fetch: wholeFetch(REQUEST_TIMEOUT) } });
  // Nothing is written, so no app's check runs are looked for.
  const github = createGitHub(octokit, owner, repo, {
    appId: 0,
    checkName: CHECK_NAME,
    cache: createObjectCache(),
  });
  const tools = {
    programs: createPrograms(loadCatalog(rules, cwd)),
    analyzer: createInProcessAnalyzer(),
    now: () => new Date().toISOString(),
  };
  try {
    const pull = await github.pullRequests.get(Number(number));
    const { evaluation, programs } = await judgePullRequest(
      github,
      pull,
      tools,
      new AbortController().signal,
    );
    const { repository } = github;
    return { evaluation, rules: programs.rules, repository, pullRequestUrl: pull.url };
  } catch (error) {
    throw new RepositoryError(`${name} could not be read from ${baseUrl}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
