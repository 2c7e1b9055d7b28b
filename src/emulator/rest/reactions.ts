import { actorOf } from '../domain/accounts.js';
import { react } from '../domain/conversation.js';
import { HttpError, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import {
  commentOf,
  issueOf,
  missingField,
  numberParam,
  repoRoute,
  reviewCommentOf,
} from '../http/helpers.js';
import { listReply } from '../http/pagination.js';
import { noContent, type Reply } from '../http/reply.js';
import { type Grant, REACTIONS, type Reaction } from '../model.js';
import { reactionView } from '../views/issue.js';

type Target = (exchange: Exchange) => Reaction[];

function list(target: Target): Route['handle'] {
  return (exchange) => {
    const content = exchange.query.get('content');
    const chosen = target(exchange).filter((one) => content === null || one.content === content);
    return listReply(exchange, chosen, (reaction) => reactionView(exchange.world, reaction));
  };
}

/** 201 for a new reaction, 200 for one that was there. */
function create(target: Target): Route['handle'] {
  return (exchange): Reply => {
    const content = exchange.body.oneOf('content', REACTIONS);
    if (content === undefined) throw missingField('Reaction', 'content');
    const { reaction, isNew } = react(exchange.world, target(exchange), actorOf(exchange.viewer), content);
    return { status: isNew ? 201 : 200, headers: {}, body: reactionView(exchange.world, reaction) };
  };
}

function remove(target: Target): Route['handle'] {
  return (exchange): Reply => {
    const reactions = target(exchange);
    const index = reactions.findIndex((one) => one.id === numberParam(exchange, 'reaction_id'));
    if (index < 0) throw notFound();
    if (reactions[index]?.user !== actorOf(exchange.viewer)) throw new HttpError(403, 'Forbidden');
    reactions.splice(index, 1);
    return noContent();
  };
}

type Needs = (grant: Grant) => Readonly<Record<string, Grant>>;

function routesFor(path: string, target: Target, needs: Needs): Route[] {
  return [
    repoRoute('GET', `${path}/reactions`, needs('read'), list(target)),
    repoRoute('POST', `${path}/reactions`, needs('write'), create(target)),
    repoRoute('DELETE', `${path}/reactions/{reaction_id}`, needs('write'), remove(target)),
  ];
}

const conversation: Needs = (grant) => ({ issues: grant, pull_requests: grant });
const review: Needs = (grant) => ({ pull_requests: grant });

export const reactionRoutes: readonly Route[] = [
  ...routesFor('/issues/comments/{comment_id}', (exchange) => commentOf(exchange).reactions, conversation),
  ...routesFor('/issues/{issue_number}', (exchange) => issueOf(exchange).reactions, conversation),
  ...routesFor('/pulls/comments/{comment_id}', (exchange) => reviewCommentOf(exchange).reactions, review),
];
