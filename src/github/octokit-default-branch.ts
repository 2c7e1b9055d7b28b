import { CommitGraph, type GraphCommit, graphCommit } from '../history/commit-graph.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import { isMissing } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import { reading } from './retry.js';

/** The default branch's history since some time, as seen from one tip. */
export interface DefaultBranch {
  readonly tip: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly graph: CommitGraph;
  /** Whether commits that the graph does not have are in the history of this tip. */
  readonly older: Map<string, boolean>;
}

/** Our own bound: beyond it a revert could be missed. */
const MOST_COMMITS = 50_000;

/**
 * The default branch's history at a tip. Where the branch only went on, what is new is added; after a forced push all
 * is read again.
 * @throws RepositoryError where it is longer than can be told.
 */
export async function defaultBranchAt(
  client: RepositoryClient,
  before: DefaultBranch | null,
  tip: string,
  since: string,
): Promise<DefaultBranch> {
  const reaches = before !== null && before.since <= since;
  if (reaches && before.tip === tip) return before;
  const added = reaches ? await commitsSince(client, before.tip, tip) : null;
  if (!reaches || added === null) {
    const graph = new CommitGraph(await allCommits(client, tip, since));
    return { tip, since, graph, older: new Map() };
  }
  const still = [...before.older].filter(([, isIn]) => isIn);
  return { tip, since: before.since, graph: before.graph.with(added), older: new Map(still) };
}

/** Whether one commit is another or comes before it; one that GitHub no longer has does not. */
export async function isAncestor(
  { octokit, owner, repo, retry }: RepositoryClient,
  earlier: string,
  later: string,
): Promise<boolean> {
  if (earlier === later) return true;
  try {
    const { data } = await reading('compare two commits', retry, () =>
      octokit.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead: `${earlier}...${later}`,
        per_page: 1,
      }),
    );
    return data.status === 'ahead' || data.status === 'identical';
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function allCommits(client: RepositoryClient, tip: string, since: string): Promise<GraphCommit[]> {
  const { octokit, owner, repo, retry } = client;
  const commits: GraphCommit[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await reading("list the default branch's commits", retry, () =>
      octokit.rest.repos.listCommits({ owner, repo, sha: tip, since, per_page: PAGE_SIZE, page }),
    );
    commits.push(...data.map((item) => toCommit(client, item)));
    if (data.length < PAGE_SIZE) return commits;
    bounded(commits.length);
  }
}

/** What the branch has got since an earlier tip; `null` where it does not follow from that any more. */
async function commitsSince(
  client: RepositoryClient,
  earlier: string,
  tip: string,
): Promise<GraphCommit[] | null> {
  const { octokit, owner, repo, retry } = client;
  const commits = new Map<string, GraphCommit>();
  try {
    for (let page = 1; ; page += 1) {
      const { data } = await reading('compare two tips of the default branch', retry, () =>
        octokit.rest.repos.compareCommitsWithBasehead({
          owner,
          repo,
          basehead: `${earlier}...${tip}`,
          per_page: PAGE_SIZE,
          page,
        }),
      );
      if (data.status !== 'ahead') return null;
      const before = commits.size;
      for (const item of data.commits) commits.set(item.sha, toCommit(client, item));
      if (commits.size >= data.total_commits) return [...commits.values()];
      // What is not given whole is read another way.
      if (commits.size === before) return null;
      bounded(commits.size);
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

interface Item {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
  readonly commit: { readonly message: string };
}

function toCommit({ owner, repo }: RepositoryClient, { sha, parents, commit }: Item): GraphCommit {
  return graphCommit(
    sha,
    parents.map((parent) => parent.sha),
    commit.message,
    `${owner}/${repo}`,
  );
}

function bounded(commits: number): void {
  if (commits <= MOST_COMMITS) return;
  throw new RepositoryError(
    `The default branch has more than ${MOST_COMMITS} commits since the program's first pull request was merged: what was reverted cannot be told.`,
  );
}
