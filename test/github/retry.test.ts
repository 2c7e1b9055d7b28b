import {
  GitHubUnavailable,
  isTransient,
  isUnknownInstallation,
  rateLimitWait,
} from '../../src/github/errors.js';
import { reading, writing } from '../../src/github/retry.js';

const QUICK = { attempts: 3, baseDelay: 1, longestWait: 2_000 };

const http = (
  status: number,
  headers: Record<string, string> = {},
  data: object = {},
  message = `HTTP ${status}`,
): Error => Object.assign(new Error(message), { status, response: { headers, data } });

/** GitHub's own words, which may come without any header. */
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const ABUSE = 'You have triggered an abuse detection mechanism. Please retry your request again later.';

const graphql = (errors: { type?: string; message: string }[]): Error =>
  Object.assign(new Error('GraphQL'), { name: 'GraphqlResponseError', errors });

/** Fails with each error in turn, then answers; counts the calls. */
function failing(...errors: Error[]) {
  let calls = 0;
  const call = async (): Promise<string> => {
    const error = errors[calls];
    calls += 1;
    if (error !== undefined) throw error;
    return 'answer';
  };
  return { call, calls: () => calls };
}

describe('reading', () => {
  test('is repeated after errors that pass', async () => {
    const { call, calls } = failing(http(502), http(500));
    expect(await reading('read', QUICK, call)).toBe('answer');
    expect(calls()).toBe(3);
  });

  test('gives up after the last try, with words for people and the cause', async () => {
    const last = http(503);
    const { call, calls } = failing(http(502), http(502), last);
    const error = await reading('read the tree', QUICK, call).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(GitHubUnavailable);
    expect(error).toMatchObject({ message: 'Could not read the tree: HTTP 503', cause: last });
    expect(calls()).toBe(3);
  });

  test.each([400, 401, 403, 404, 409, 422])('is not repeated after a %i', async (status) => {
    const { call, calls } = failing(http(status));
    await expect(reading('read', QUICK, call)).rejects.toThrow(`HTTP ${status}`);
    expect(calls()).toBe(1);
  });

  test('waits as long as a rate limit says', async () => {
    const { call } = failing(http(429, { 'retry-after': '1' }));
    const begun = performance.now();
    await reading('read', QUICK, call);
    expect(performance.now() - begun).toBeGreaterThan(950);
  });

  test('does not wait longer than it may', async () => {
    const { call, calls } = failing(http(403, { 'retry-after': '3600' }));
    await expect(reading('read', QUICK, call)).rejects.toThrow(GitHubUnavailable);
    expect(calls()).toBe(1);
  });
});

describe('writing', () => {
  test('is not repeated when the lost request took effect', async () => {
    const { call, calls } = failing(http(502));
    expect(await writing('write', QUICK, call, async () => 'found')).toBe('found');
    expect(calls()).toBe(1);
  });

  test('is repeated when it did not', async () => {
    const { call, calls } = failing(http(502));
    expect(await writing('write', QUICK, call, async () => null)).toBe('answer');
    expect(calls()).toBe(2);
  });

  test('is repeated without a look when a rate limit turned it away', async () => {
    const { call } = failing(http(422, { 'retry-after': '1' }, { errors: [{ code: 'abuse' }] }));
    const looked = async (): Promise<string> => {
      throw new Error('looked');
    };
    expect(await writing('write', QUICK, call, looked)).toBe('answer');
  });
});

test.each([
  ['500', http(500), true],
  ['408', http(408), true],
  ['404', http(404), false],
  ['a timeout', Object.assign(new Error(), { name: 'TimeoutError' }), true],
  ['GraphQL’s stumble', graphql([{ message: 'Something went wrong while executing your query.' }]), true],
  ['a wrong query', graphql([{ type: 'NOT_FOUND', message: 'Could not resolve' }]), false],
  ['a bug of ours', new TypeError('x is not a function'), false],
])('%s is transient: %s', (_, error, expected) => {
  expect(isTransient(error)).toBe(expected);
});

test.each([
  ['429', http(429, { 'retry-after': '7' }), 7],
  ['429 that says nothing', http(429), 60],
  ['403 with retry-after', http(403, { 'retry-after': '9' }), 9],
  [
    '403 with a reset that is past',
    http(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000000' }),
    1,
  ],
  [
    '403 with a reset that is none',
    http(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }),
    60,
  ],
  ['403 of a spent hour', http(403, { 'x-ratelimit-remaining': '0' }), 60],
  ['403 that says it in words alone', http(403, { 'x-ratelimit-remaining': '4999' }, {}, SECONDARY), 60],
  ['403 in older words', http(403, {}, {}, ABUSE), 60],
  ['403 of a missing permission', http(403, { 'x-ratelimit-remaining': '4999' }), null],
  ['422 for abuse', http(422, {}, { errors: [{ code: 'abuse' }] }), 60],
  ['422 with plain strings', http(422, {}, { errors: ['Line could not be resolved'] }), null],
  ['GraphQL’s secondary limit', graphql([{ message: SECONDARY }]), 60],
  ['GraphQL’s spent hour', graphql([{ type: 'RATE_LIMITED', message: 'x' }]), 60],
])('the wait of %s', (_, error, expected) => {
  expect(rateLimitWait(error)).toBe(expected);
});

test('a spent hour is waited for until it begins anew', () => {
  const reset = String(Math.floor(Date.now() / 1000) + 1_000);
  const wait = rateLimitWait(http(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }));
  expect(wait).toBeGreaterThan(900);
  expect(wait).toBeLessThanOrEqual(1_000);
});

test('an unknown installation is told from a missing pull request', () => {
  const request = (url: string) => Object.assign(http(404), { request: { url } });
  expect(isUnknownInstallation(request('http://x/app/installations/1/access_tokens'))).toBe(true);
  expect(isUnknownInstallation(request('http://x/repos/a/b/pulls/1'))).toBe(false);
});
