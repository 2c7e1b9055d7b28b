import { createHash } from 'node:crypto';
import { LruCache } from '../github/lru.js';

/** Answers kept in memory, in characters: all of them, and the largest one. */
const CAPACITY = 32 * 1024 * 1024;
const LARGEST = 512 * 1024;

interface Known {
  readonly etag: string;
  readonly body: string;
  readonly headers: Headers;
}

/**
 * Asks GitHub only for what has changed: a repeated GET carries the entity tag of the answer before, and one of 304,
 * which does not count against the rate limit, is that answer again. Answers are kept for the login that got them.
 */
export function conditionalFetch(inner: typeof fetch, capacity = CAPACITY): typeof fetch {
  const answers = new LruCache<Known>(capacity, ({ body }) => body.length);
  return async (input, init) => {
    const method = init?.method ?? 'GET';
    if (method !== 'GET' || typeof input !== 'string') return inner(input, init);
    const headers = new Headers(init?.headers);
    const key = keyOf(input, headers);
    const known = answers.get(key);
    if (known !== undefined) headers.set('if-none-match', known.etag);
    const response = await inner(input, { ...init, headers });
    if (response.status === 304 && known !== undefined) return again(known, response.headers);
    return remember(response, (answer) => answers.set(key, answer));
  };
}

function keyOf(url: string, headers: Headers): string {
  const login = createHash('sha256')
    .update(headers.get('authorization') ?? '')
    .digest('hex');
  return `${login} ${headers.get('accept') ?? ''} ${url}`;
}

/** The answer as it was, with what the new one says of limits. */
function again({ body, headers }: Known, fresh: Headers): Response {
  const merged = new Headers(headers);
  fresh.forEach((value, name) => {
    if (name.startsWith('x-ratelimit-')) merged.set(name, value);
  });
  return new Response(body, { status: 200, headers: merged });
}

async function remember(response: Response, keep: (answer: Known) => void): Promise<Response> {
  const etag = response.headers.get('etag');
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const length = Number(response.headers.get('content-length') ?? 0);
  if (response.status !== 200 || etag === null || !isJson || length > LARGEST) return response;
  const body = await response.text();
  if (body.length <= LARGEST) keep({ etag, body, headers: response.headers });
  return new Response(body, { status: 200, headers: response.headers });
}
