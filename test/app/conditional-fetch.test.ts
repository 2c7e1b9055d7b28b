import { conditionalFetch } from '../../src/app/conditional-fetch.js';

interface Seen {
  readonly url: string;
  readonly etag: string | null;
}

/** A server whose answer to a URL has the tag that `tags` says, and that knows its tags. */
function server(tags: Record<string, string>, type = 'application/json; charset=utf-8') {
  const seen: Seen[] = [];
  const inner: typeof fetch = async (input, init) => {
    const url = typeof input === 'string' ? input : '';
    const etag = new Headers(init?.headers).get('if-none-match');
    seen.push({ url, etag });
    const headers = {
      etag: tags[url] ?? '',
      'content-type': type,
      link: '<next>',
      'x-ratelimit-remaining': '7',
    };
    if (etag === tags[url])
      return new Response(null, { status: 304, headers: { 'x-ratelimit-remaining': '8' } });
    return new Response(JSON.stringify({ of: tags[url] }), { status: 200, headers });
  };
  return { seen, inner };
}

const get = (authorization: string): RequestInit => ({ method: 'GET', headers: { authorization } });

test('what has not changed is the answer before, with its links and the newest limits', async () => {
  const { seen, inner } = server({ a: '"1"' });
  const ask = conditionalFetch(inner);
  await ask('a', get('x'));
  const again = await ask('a', get('x'));
  expect(again.status).toBe(200);
  expect(await again.json()).toEqual({ of: '"1"' });
  expect(again.headers.get('link')).toBe('<next>');
  expect(again.headers.get('x-ratelimit-remaining')).toBe('8');
  expect(seen.map(({ etag }) => etag)).toEqual([null, '"1"']);
});

test('what has changed is the new answer', async () => {
  const tags = { a: '"1"' };
  const { inner } = server(tags);
  const ask = conditionalFetch(inner);
  await ask('a', get('x'));
  tags.a = '"2"';
  expect(await (await ask('a', get('x'))).json()).toEqual({ of: '"2"' });
});

test('another login gets none of it', async () => {
  const { seen, inner } = server({ a: '"1"' });
  const ask = conditionalFetch(inner);
  await ask('a', get('x'));
  await ask('a', get('y'));
  expect(seen.map(({ etag }) => etag)).toEqual([null, null]);
});

test.each([
  ['a write', { method: 'POST' }, 'application/json'],
  ['what is no JSON', { method: 'GET' }, 'text/plain'],
])('%s is asked as it is', async (_, init, type) => {
  const { seen, inner } = server({ a: '"1"' }, type);
  const ask = conditionalFetch(inner);
  await ask('a', init);
  await ask('a', init);
  expect(seen.map(({ etag }) => etag)).toEqual([null, null]);
});

test('memory is bounded: the oldest answer is forgotten', async () => {
  const { seen, inner } = server({ a: '"1"', b: '"2"' });
  const ask = conditionalFetch(inner, 15);
  for (const url of ['a', 'b', 'a']) await ask(url, get('x'));
  expect(seen.map(({ etag }) => etag)).toEqual([null, null, null]);
});
