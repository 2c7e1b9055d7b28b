import { actorOf } from '../domain/accounts.js';
import { isoSeconds } from '../git/commit-facts.js';
import { canSee } from '../http/auth.js';
import type { Viewer } from '../model.js';
import type { World } from '../world.js';
import { accountNode } from './accounts.js';
import { foundNode } from './found.js';
import { findNode } from './lookup.js';
import { type Arguments, type GraphNode, graphError, textOf } from './node.js';
import { repositoryNode } from './repository.js';

/** The entry points of queries, for one viewer. */
export function queryRoot(world: World, viewer: Viewer): GraphNode {
  const node = (id: string): GraphNode => {
    const found = findNode(world.state, id);
    if (!canSee(viewer, found.repo))
      throw graphError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
    return foundNode(world, found);
  };
  return {
    __typename: 'Query',
    repository: (args: Arguments) => {
      const [owner, name] = [textOf(args.owner), textOf(args.name)];
      const repo = world.state.repo(owner, name);
      if (repo === null || !canSee(viewer, repo)) {
        throw graphError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return repositoryNode(world, repo);
    },
    node: (args: Arguments) => node(textOf(args.id)),
    nodes: (args: Arguments) => (args.ids as readonly string[]).map(node),
    viewer: () => accountNode(world, actorOf(viewer)),
    rateLimit: () => ({
      __typename: 'RateLimit',
      cost: 1,
      limit: 5000,
      remaining: 4999,
      used: 1,
      nodeCount: 0,
      resetAt: isoSeconds(new Date(world.state.now() + 3_600_000)),
    }),
  };
}
