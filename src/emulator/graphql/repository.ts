import type { Issue, Pull, Repo } from '../model.js';
import { nodeId } from '../views/ids.js';
import type { World } from '../world.js';
import { type Arguments, connection, type GraphNode, graphError } from './node.js';
import { objectNode } from './objects.js';
import { issueNode, pullNode } from './pulls.js';
import { repositoryReference } from './references.js';

export function repositoryNode(world: World, repo: Repo): GraphNode {
  const issueOf = (args: Arguments): Issue | undefined => repo.issues.get(Number(args.number));
  return {
    ...repositoryReference(world, repo),
    autoMergeAllowed: repo.autoMerge,
    mergeCommitAllowed: repo.mergeMethods.includes('merge'),
    squashMergeAllowed: repo.mergeMethods.includes('squash'),
    rebaseMergeAllowed: repo.mergeMethods.includes('rebase'),
    defaultBranchRef: () => refNode(world, repo, `refs/heads/${repo.defaultBranch}`),
    ref: (args: Arguments) => refNode(world, repo, qualified(String(args.qualifiedName))),
    object: (args: Arguments) => objectNode(world, repo, args),
    pullRequest: (args: Arguments) => {
      const pull = issueOf(args)?.pull ?? null;
      if (pull === null) throw notResolved('PullRequest', args);
      return pullNode(world, pull);
    },
    issue: (args: Arguments) => {
      const issue = issueOf(args);
      if (issue === undefined || issue.pull !== null) throw notResolved('Issue', args);
      return issueNode(world, issue);
    },
    pullRequests: (args: Arguments) =>
      connection('PullRequest', chosenPulls(repo, args), (pull) => pullNode(world, pull), args),
  };
}

function notResolved(type: string, { number }: Arguments): Error {
  return graphError('NOT_FOUND', `Could not resolve to a ${type} with the number of ${Number(number)}.`);
}

function qualified(name: string): string {
  return name.startsWith('refs/') ? name : `refs/heads/${name}`;
}

async function refNode(world: World, repo: Repo, ref: string): Promise<GraphNode | null> {
  const sha = await repo.git.commitSha(ref);
  if (sha === null) return null;
  const [, , ...rest] = ref.split('/');
  return {
    __typename: 'Ref',
    id: nodeId('Ref', `${repo.id}/${ref}`),
    name: rest.join('/'),
    prefix: `${ref.split('/').slice(0, 2).join('/')}/`,
    target: () => objectNode(world, repo, { oid: sha }),
  };
}

function chosenPulls(repo: Repo, args: Arguments): Pull[] {
  const states = args.states as readonly string[] | undefined;
  const pulls = [...repo.issues.values()].flatMap(({ pull }) => (pull === null ? [] : [pull]));
  const chosen = pulls.filter(
    (pull) =>
      (states === undefined || states.includes(stateOf(pull))) &&
      (args.headRefName === undefined || args.headRefName === null || pull.head.ref === args.headRefName) &&
      (args.baseRefName === undefined || args.baseRefName === null || pull.base.ref === args.baseRefName),
  );
  const order = args.orderBy as { direction?: string } | undefined;
  return order?.direction === 'DESC' ? chosen.reverse() : chosen;
}

function stateOf(pull: Pull): string {
  return pull.merged === null ? pull.issue.state.toUpperCase() : 'MERGED';
}
