import { looksLikeJwt } from './http/jwt.js';
import type { Interceptor } from './http/pipeline.js';
import type { Json, Reply } from './http/reply.js';
import { NO_ANSWER, type RawRequest } from './http/server.js';

/** What a request meets instead of a faithful answer, and how the answer is made. */
type Fault = (proceed: () => Promise<Reply>, world: FaultyWorld) => Promise<Reply> | Reply;

/** What a fault may do beside answering. */
export interface FaultyWorld {
  /** Ends all installation tokens, as an hour would. */
  expireTokens(): void;
  /** Milliseconds since 1970. */
  now(): number;
}

function refusal(
  status: number,
  message: string,
  more: Json = {},
  headers: Record<string, string> = {},
): Reply {
  return { status, headers, body: { message, documentation_url: 'https://docs.github.com/rest', ...more } };
}

/** What GitHub asks for with a secondary limit, in seconds: short, for tests wait for it. */
const RETRY_AFTER = { 'retry-after': '1' };
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

const NAMED = {
  /** 500 without the effect, and with it. */
  'error-before': () => refusal(500, 'Server Error'),
  'error-after': async (proceed) => {
    await proceed();
    return refusal(500, 'Server Error');
  },
  'bad-gateway-before': () => refusal(502, 'Bad Gateway'),
  'bad-gateway-after': async (proceed) => {
    await proceed();
    return refusal(502, 'Bad Gateway');
  },
  /** The connection ends without an answer, as a timeout on the way does. */
  'no-answer-before': () => ({ status: NO_ANSWER, headers: {}, body: undefined }),
  'no-answer-after': async (proceed) => {
    await proceed();
    return { status: NO_ANSWER, headers: {}, body: undefined };
  },
  'secondary-limit': () => refusal(403, SECONDARY, {}, RETRY_AFTER),
  'too-many-requests': () => refusal(429, SECONDARY, {}, RETRY_AFTER),
  'primary-limit': (_proceed, world) =>
    refusal(
      403,
      'API rate limit exceeded for installation.',
      {},
      {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-used': '5000',
        'x-ratelimit-reset': String(Math.ceil(world.now() / 1000) + 1),
        'x-ratelimit-resource': 'core',
      },
    ),
  /** GraphQL tells of its limit with status 200. */
  'graphql-limit': () => ({
    status: 200,
    headers: RETRY_AFTER,
    body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation.' }] },
  }),
  abuse: () =>
    refusal(
      422,
      'Validation Failed',
      { errors: [{ resource: 'Content', code: 'abuse', message: 'was submitted too quickly' }] },
      RETRY_AFTER,
    ),
  /** One comment off the diff refuses the whole review. */
  'review-refused': () => refusal(422, 'Unprocessable Entity', { errors: ['Line could not be resolved'] }),
  'tree-truncated': async (proceed) => cutTree(await proceed()),
  'blob-truncated': async (proceed) => cutBlobs(await proceed()),
  'token-expired': (proceed, world) => {
    world.expireTokens();
    return proceed();
  },
} satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof NAMED;

export const FAULTS = Object.keys(NAMED) as readonly FaultName[];

/** Which requests each fault meets where the order does not say. */
const PLACES: Readonly<Partial<Record<FaultName, FaultPlace>>> = {
  abuse: { method: 'POST', path: '/(reviews|comments|check-runs)$' },
  'graphql-limit': { method: 'POST', path: '/graphql$' },
  'review-refused': { method: 'POST', path: '/pulls/\\d+/reviews$' },
  'tree-truncated': { method: 'GET', path: '/git/trees/.*recursive=' },
  'blob-truncated': { path: '(/graphql|/contents/.*)$' },
  'error-after': { method: 'POST' },
  'bad-gateway-after': { method: 'POST' },
  'no-answer-after': { method: 'POST' },
};

interface FaultPlace {
  readonly method?: string;
  /** A regular expression over the path with its query. */
  readonly path?: string;
}

export interface FaultOrder extends FaultPlace {
  readonly fault: FaultName;
  /** How many requests meet it; 1 by default. */
  readonly times?: number;
  /** How many that it would meet go by before; 0 by default. */
  readonly after?: number;
  /** Whose requests: those of apps (default), or everybody's. */
  readonly by?: 'apps' | 'all';
}

/** Requests for tokens are left alone unless the order names them: a fault there is a fault everywhere. */
const TOKENS = /\/access_tokens$/;

export function interceptorOf(order: FaultOrder, world: FaultyWorld): Interceptor {
  const place = { ...PLACES[order.fault], ...order };
  const path = new RegExp(place.path ?? '');
  let ahead = order.after ?? 0;
  let left = order.times ?? 1;
  return async (request, proceed) => {
    if (order.by !== 'all' && !isByApp(request)) return proceed();
    if (left === 0 || !meets(request, place.method, path)) return proceed();
    if (ahead > 0) {
      ahead -= 1;
      return proceed();
    }
    left -= 1;
    const fault: Fault = NAMED[order.fault];
    return fault(proceed, world);
  };
}

/** Apps come with a signed token of their own or with one of an installation. */
function isByApp({ headers }: RawRequest): boolean {
  const [, token = ''] = (headers.authorization ?? '').split(' ');
  return token.startsWith('ghs_') || looksLikeJwt(token);
}

function meets({ method, url }: RawRequest, wanted: string | undefined, path: RegExp): boolean {
  if (wanted !== undefined && wanted !== method) return false;
  return path.test(`${url.pathname}${url.search}`) && (path.source !== '(?:)' || !TOKENS.test(url.pathname));
}

function cutTree(reply: Reply): Reply {
  const { tree, ...rest } = (reply.body ?? {}) as { tree?: readonly unknown[] };
  if (!Array.isArray(tree)) return reply;
  return { ...reply, body: { ...rest, tree: tree.slice(0, Math.floor(tree.length / 2)), truncated: true } };
}

/** As GraphQL cuts what is over 512,000 bytes, and the contents API what is over 1 MB. */
function cutBlobs(reply: Reply): Reply {
  if (reply.body === undefined || reply.body instanceof Uint8Array) return reply;
  const text = JSON.stringify(reply.body, (_key, value: unknown) => cutBlob(value));
  return { ...reply, body: JSON.parse(text) as unknown };
}

function cutBlob(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('isTruncated' in value && 'text' in value && typeof value.text === 'string') {
    return { ...value, isTruncated: true, text: value.text.slice(0, value.text.length / 2) };
  }
  if ('encoding' in value && 'content' in value) return { ...value, encoding: 'none', content: '' };
  return value;
}

/** Reads `name`, or `name:times`, as flags give it. @throws Error that names the faults that there are. */
export function readFault(text: string): FaultOrder {
  const [name = '', times = '1'] = text.split(':');
  const fault = FAULTS.find((one) => one === name);
  if (fault === undefined) throw new Error(`There is no fault "${name}". There are: ${FAULTS.join(', ')}.`);
  if (!/^[1-9]\d*$/.test(times))
    throw new Error(`"${text}": after the colon comes how often, such as ${name}:3.`);
  return { fault, times: Number(times) };
}
