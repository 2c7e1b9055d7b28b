import type { Account, Reaction, ReactionContent } from '../model.js';
import { accountView } from '../views/account.js';
import { nodeId } from '../views/ids.js';
import type { World } from '../world.js';
import { type Arguments, connection, type GraphNode } from './node.js';

/** A user, organization or bot. GraphQL leaves the `[bot]` of a bot's login off. */
export function accountNode(world: World, account: Account): GraphNode {
  const view = accountView(world, account);
  return {
    __typename: account.type,
    id: nodeId(account.type, account.id),
    databaseId: account.id,
    login: account.login.replace(/\[bot\]$/, ''),
    avatarUrl: view.avatar_url,
    url: view.html_url,
    resourcePath: `/${account.login}`,
    name: null,
  };
}

export const REACTION_NAMES: Readonly<Record<string, ReactionContent>> = {
  THUMBS_UP: '+1',
  THUMBS_DOWN: '-1',
  LAUGH: 'laugh',
  CONFUSED: 'confused',
  HEART: 'heart',
  HOORAY: 'hooray',
  ROCKET: 'rocket',
  EYES: 'eyes',
};

export function reactionNode(world: World, reaction: Reaction): GraphNode {
  const content = Object.keys(REACTION_NAMES).find((name) => REACTION_NAMES[name] === reaction.content);
  return {
    __typename: 'Reaction',
    id: nodeId('Reaction', reaction.id),
    databaseId: reaction.id,
    content,
    createdAt: reaction.createdAt,
    user: () => (reaction.user.type === 'User' ? accountNode(world, reaction.user) : null),
  };
}

export function reactionsField(world: World, reactions: readonly Reaction[]): (args: Arguments) => GraphNode {
  return (args) => {
    const wanted = REACTION_NAMES[String(args.content)];
    const chosen = reactions.filter((one) => wanted === undefined || one.content === wanted);
    return connection('Reaction', chosen, (one) => reactionNode(world, one), args);
  };
}
