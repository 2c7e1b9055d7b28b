import type { Pull, Repo } from '../model.js';
import { nodeId } from '../views/ids.js';
import { issueHtmlUrl } from '../views/issue.js';
import { fullName, repoHtmlUrl } from '../views/repository.js';
import type { World } from '../world.js';
import { accountNode } from './accounts.js';
import type { GraphNode } from './node.js';

/** A repository as seen from below: what it holds is reached from the top, by `Query.repository`. */
export function repositoryReference(world: World, repo: Repo): GraphNode {
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repo.id),
    databaseId: repo.id,
    name: repo.name,
    nameWithOwner: fullName(repo),
    owner: accountNode(world, repo.owner),
    url: repoHtmlUrl(world, repo),
    isPrivate: repo.private,
    isFork: repo.parent !== null,
  };
}

/** A pull request as seen from one of its reviews, threads or comments. */
export function pullReference(world: World, pull: Pull): GraphNode {
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.issue.number,
    title: pull.issue.title,
    url: issueHtmlUrl(world, pull.issue),
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    repository: () => repositoryReference(world, pull.issue.repo),
  };
}
