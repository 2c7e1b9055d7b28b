import { type Ancestry, landed, type ToldPullRequest } from '../history/landing.js';
import type { FactQuestion, FactSource, History, PastPullRequest } from '../snapshot/facts.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import { GitHubUnavailable, messageOf } from './errors.js';
import type { HistoryCache, RepositoryHistory } from './history-cache.js';
import { type DefaultBranch, defaultBranchAt, isAncestor } from './octokit-default-branch.js';
import { listPullRequests } from './octokit-pull-request-list.js';
import { reading } from './retry.js';

/** Merge commits may be older than the time at which GitHub says that they were merged: clocks differ. */
const SLACK_MS = 24 * 60 * 60 * 1000;

/**
 * Every pull request of a repository whose head branch a program knows, by its list of pull requests and the commits
 * of its default branch since the first of them was merged. Both are kept and only added to, so that asking again
 * costs one request while nothing changes.
 * @throws RepositoryError when a part cannot be had; GitHubUnavailable when another try may help.
 */
export function pullRequestHistory(client: RepositoryClient, cache: HistoryCache): FactSource['history'] {
  const name = `${client.owner}/${client.repo}`.toLowerCase();
  return async (asked) => {
    try {
      return await cache.update(name, (known) => ask(client, known, asked));
    } catch (error) {
      if (error instanceof RepositoryError || error instanceof GitHubUnavailable) throw error;
      const message = `Could not read what was merged in ${name}: ${messageOf(error)}`;
      throw new RepositoryError(message, { cause: error });
    }
  };
}

async function ask(
  client: RepositoryClient,
  before: RepositoryHistory | undefined,
  asked: FactQuestion,
): Promise<{ known: RepositoryHistory; answer: History }> {
  const list = await listPullRequests(client, before?.list);
  const isSame = before !== undefined && before.list.repositoryId === list.repositoryId;
  const ancestry = isSame ? before.ancestry : new Map<string, boolean>();
  const all = [...list.pulls.values()];
  const wanted = all.filter(({ branch }) => asked.isWaveBranch(branch));
  const since = firstMerge(wanted);
  let branch = isSame ? before.branch : null;
  if (since === null)
    return { known: { list, branch, ancestry }, answer: { pullRequests: unmerged(wanted) } };
  const tell = async (tip: string): Promise<PastPullRequest[]> => {
    branch = await defaultBranchAt(client, branch, tip, since);
    return landed(wanted, all, branch.graph, questions(client, branch, ancestry));
  };
  const tip =
    asked.baseBranch === asked.defaultBranch ? asked.baseSha : await tipOf(client, asked.defaultBranch);
  let pullRequests = await tell(tip);
  if (pullRequests.some((pull) => isLate(pull, asked.defaultBranch))) {
    const now = await tipOf(client, asked.defaultBranch);
    if (now !== tip) pullRequests = await tell(now);
  }
  return { known: { list, branch, ancestry }, answer: { pullRequests } };
}

/** When the first of them was merged, with some slack; `null` where none was. */
function firstMerge(pulls: readonly ToldPullRequest[]): string | null {
  const times = pulls.flatMap(({ mergedAt }) => (mergedAt === null ? [] : [Date.parse(mergedAt)]));
  if (times.length === 0) return null;
  const first = new Date(times.reduce((a, b) => Math.min(a, b)) - SLACK_MS);
  return first.toISOString().replace(/\.\d+Z$/u, 'Z');
}

function unmerged(pulls: readonly ToldPullRequest[]): PastPullRequest[] {
  return pulls.map((pull) => ({ ...pull, inDefaultBranch: false, revertedBy: null }));
}

/** Merged into the default branch and not found in it: the tip that we know may be older than the merge. */
function isLate({ state, baseBranch, inDefaultBranch }: PastPullRequest, defaultBranch: string): boolean {
  return state === 'merged' && baseBranch === defaultBranch && !inDefaultBranch;
}

async function tipOf({ octokit, owner, repo, retry }: RepositoryClient, branch: string): Promise<string> {
  const { data } = await reading(`find branch ${branch}`, retry, () =>
    octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` }),
  );
  return data.object.sha;
}

function questions(client: RepositoryClient, branch: DefaultBranch, known: Map<string, boolean>): Ancestry {
  return {
    inDefaultBranch: (sha) => remembered(branch.older, sha, () => isAncestor(client, sha, branch.tip)),
    isAncestor: (earlier, later) =>
      remembered(known, `${earlier}...${later}`, () => isAncestor(client, earlier, later)),
  };
}

async function remembered(
  known: Map<string, boolean>,
  key: string,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  const found = known.get(key) ?? (await ask());
  known.set(key, found);
  return found;
}
