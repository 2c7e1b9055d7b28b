import type { Json } from '../http/reply.js';
import type { CommitStatus, Repo } from '../model.js';
import type { World } from '../world.js';
import { accountView } from './account.js';
import { commitView } from './commit.js';
import { nodeId } from './ids.js';
import { fullName, repositoryView, repoUrl } from './repository.js';

/** Of each context the newest; `all` comes newest first. */
export function latestStatuses(all: readonly CommitStatus[]): CommitStatus[] {
  const byContext = new Map<string, CommitStatus>();
  for (const status of all) if (!byContext.has(status.context)) byContext.set(status.context, status);
  return [...byContext.values()];
}

function simpleStatusView(world: World, repo: Repo, status: CommitStatus): Json {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    avatar_url: `${world.htmlUrl}/_emulator/avatars/${status.creator.id}`,
    url: `${repoUrl(world, repo)}/statuses/${status.sha}`,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

export function statusView(world: World, repo: Repo, status: CommitStatus): Json {
  return { ...simpleStatusView(world, repo, status), creator: accountView(world, status.creator) };
}

export function combinedStatusView(
  world: World,
  repo: Repo,
  sha: string,
  latest: readonly CommitStatus[],
  page: readonly CommitStatus[],
): Json {
  const has = (state: CommitStatus['state']): boolean => latest.some((status) => status.state === state);
  const bad = has('failure') || has('error');
  return {
    state: bad ? 'failure' : latest.length === 0 || has('pending') ? 'pending' : 'success',
    statuses: page.map((status) => simpleStatusView(world, repo, status)),
    sha,
    total_count: latest.length,
    repository: repositoryView(world, repo),
    commit_url: `${repoUrl(world, repo)}/commits/${sha}`,
    url: `${repoUrl(world, repo)}/commits/${sha}/status`,
  };
}

/** The `status` event. */
export async function statusPayload(world: World, repo: Repo, status: CommitStatus): Promise<Json> {
  const refs = (await repo.git.refs('refs/heads/')).filter(({ sha }) => sha === status.sha);
  return {
    id: status.id,
    sha: status.sha,
    name: fullName(repo),
    avatar_url: `${world.htmlUrl}/_emulator/avatars/${status.creator.id}`,
    target_url: status.targetUrl,
    context: status.context,
    description: status.description,
    state: status.state,
    commit: await commitView(world, repo, status.sha),
    branches: refs.map(({ ref, sha }) => ({
      name: ref.slice('refs/heads/'.length),
      commit: { sha, url: `${repoUrl(world, repo)}/commits/${sha}` },
      protected: false,
    })),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}
