import type { ContractChecker } from '../../contract/checker.js';
import { RouteTable } from '../../contract/route-table.js';
import type { RequestFacts, Violation } from '../../contract/violation.js';
import { answerGraphql, GRAPHQL_PATHS } from '../graphql/endpoint.js';
import type { Repo, Viewer } from '../model.js';
import type { World } from '../world.js';
import { authenticate, authorise, canSee } from './auth.js';
import { HttpError, invalidRequest, notFound } from './errors.js';
import type { Exchange, Route } from './exchange.js';
import { Fields, isJson } from './fields.js';
import { RateLimit } from './rate-limit.js';
import type { Reply } from './reply.js';
import { errorReply, type RawRequest, type Responder } from './server.js';

/**
 * Stands between a request and its effect. An interceptor that answers without calling `proceed` fails before the
 * effect; one that calls it and answers otherwise fails after it.
 */
export type Interceptor = (request: RawRequest, proceed: () => Promise<Reply>) => Promise<Reply>;

export type ContractMode = 'strict' | 'record' | 'off';

export interface Pipeline {
  readonly respond: Responder;
  readonly interceptors: Interceptor[];
}

/** The way of an API request: interceptors, routing, contract, authentication, handler, contract again. */
export function createPipeline(
  world: World,
  routes: readonly Route[],
  checker: ContractChecker,
  mode: ContractMode,
): Pipeline {
  const table = new RouteTable(routes);
  const limit = new RateLimit(world.state);
  const interceptors: Interceptor[] = [];

  async function respond(request: RawRequest): Promise<Reply | null> {
    const path = apiPath(request.url.pathname);
    const facts = { method: request.method, path, query: request.url.searchParams, body: readBody(request) };
    const graphql = GRAPHQL_PATHS.has(request.url.pathname);
    const innermost = () => (graphql ? answerGraphql(world, checker, request) : answered(request, facts));
    const chain = interceptors.reduceRight<() => Promise<Reply>>(
      (proceed, interceptor) => () => interceptor(request, proceed),
      innermost,
    );
    return chain();
  }

  async function answered(request: RawRequest, facts: RequestFacts): Promise<Reply> {
    const violations = mode === 'off' ? [] : checker.request(facts);
    let viewer: Viewer = { kind: 'anonymous' };
    let reply: Reply;
    try {
      viewer = authenticate(world.state, request.headers);
      if (mode === 'strict' && violations.length > 0) throw refusal(violations);
      reply = await handled(request, facts, viewer);
    } catch (error) {
      reply = errorReply(error);
    }
    if (mode !== 'off') {
      const contentType = reply.headers['content-type'] ?? 'application/json';
      checker.response(facts, { status: reply.status, contentType, body: asSent(reply.body) });
    }
    return { ...reply, headers: { ...standardHeaders(), ...limit.spend(viewer), ...reply.headers } };
  }

  async function handled(request: RawRequest, facts: RequestFacts, viewer: Viewer): Promise<Reply> {
    const match = table.match(facts.method, facts.path);
    if (match === null) throw notFound();
    const { route, params } = match;
    const repo = repositoryOf(params, viewer);
    authorise(route, viewer, repo);
    if (facts.body !== undefined && !isJson(facts.body)) throw new HttpError(400, 'Problems parsing JSON');
    const exchange: Exchange = {
      world,
      method: facts.method,
      url: `${world.url}${facts.path}${request.url.search}`,
      params,
      query: facts.query,
      headers: request.headers,
      body: new Fields(facts.body ?? {}),
      viewer,
    };
    return route.handle(exchange);
  }

  /** Looked up before the route runs: what the viewer may not see answers like what is not there. */
  function repositoryOf(params: Readonly<Record<string, string>>, viewer: Viewer): Repo | null {
    if (params.owner === undefined || params.repo === undefined) return null;
    const repo = world.state.repo(params.owner, params.repo);
    if (repo === null || (viewer.kind !== 'app' && !canSee(viewer, repo))) throw notFound();
    return repo;
  }

  return { respond, interceptors };
}

/** Enterprise servers answer below `/api/v3`; clients that are told so ask here, too. */
function apiPath(pathname: string): string {
  const path = pathname.startsWith('/api/v3/') ? pathname.slice('/api/v3'.length) : pathname;
  return path.length > 1 && !path.endsWith('/contents/') ? path.replace(/\/$/, '') : path;
}

function readBody(request: RawRequest): unknown {
  if (request.body.length === 0) return undefined;
  try {
    return JSON.parse(request.body.toString());
  } catch {
    return null;
  }
}

function asSent(body: unknown): unknown {
  return body === undefined || body instanceof Uint8Array ? body : JSON.parse(JSON.stringify(body));
}

function refusal(violations: readonly Violation[]): HttpError {
  const text = violations.map(({ message }) => message).join('\n');
  return violations.some(({ message }) => message.startsWith('no such operation'))
    ? notFound()
    : invalidRequest(text);
}

function standardHeaders(): Record<string, string> {
  return {
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': Math.random().toString(16).slice(2, 10).toUpperCase(),
    'cache-control': 'private, max-age=60, s-maxage=60',
  };
}
