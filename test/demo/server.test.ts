import { request } from 'node:http';
import type { Actions } from '../../src/demo/actions.js';
import { NotPossible } from '../../src/demo/not-possible.js';
import { routesOf } from '../../src/demo/pages/routes.js';
import { type PagesServer, servePages } from '../../src/demo/pages/server.js';
import type { Reader } from '../../src/demo/reader.js';

/** The pages' server with a GitHub that holds one pull request of which only the title is asked. */

let server: PagesServer;
const comments: [number, string][] = [];
const merges: [number, string, boolean][] = [];
let title = 'one';

const reader = {
  list: async () => [{ number: 1, title, author: 'ada', state: 'open', headBranch: 'topic', checkRun: null }],
  issues: async () => [
    { number: 9, title: '<b>board</b>', author: 'wavegate[bot]', state: 'open', updatedAt: '' },
  ],
  issue: async (number: number) => ({
    number,
    title: 'Wave 8',
    author: 'wavegate[bot]',
    state: 'open',
    updatedAt: '',
    body: '| wave | step 1 |\n| --- | --- |\n| a | <script>1</script> |',
    comments: [],
  }),
  pullRequest: async () => {
    throw Object.assign(new Error('Not Found'), { status: 404 });
  },
  file: async (sha: string, path: string) => `${sha.slice(0, 3)} ${path}\n<script>\n`,
} as unknown as Reader;

const actions = {
  comment: async (number: number, body: string) => {
    if (body === 'no') throw new NotPossible('It <cannot> be.');
    comments.push([number, body]);
  },
  merge: async (...merge: [number, string, boolean]) => {
    merges.push(merge);
  },
} as unknown as Actions;

beforeAll(async () => {
  server = await servePages(routesOf(reader, actions), 'assay/workspace', 0);
});
afterAll(() => server?.close());

const SHA = 'a'.repeat(40);

/** As `fetch`, which does not let the `Host` header be set. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' } = {},
): Promise<{ status: number; text: string; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, server.url), { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, location: response.headers.location }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

test('it listens on this machine alone', () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
});

test('a page says when it would show something else', async () => {
  const before = await ask('/?version=');
  expect((await ask('/?version=')).text).toBe(before.text);
  expect((await ask('/')).text).toContain(`data-version="${before.text}"`);
  title = 'two';
  expect((await ask('/?version=')).text).not.toBe(before.text);
});

test('links as GitHub has them lead to a file at a commit', async () => {
  const { status, text } = await ask(`/assay/workspace/blob/${SHA}/src/a%20b.rs`);
  expect(status).toBe(200);
  expect(text).toContain('aaa src/a b.rs');
  expect(text).toContain('id="L2"');
  expect(text).toContain('&lt;script&gt;');
});

test('a form is done once and leads back', async () => {
  const { status, location } = await ask('/pull/3/comment', { method: 'POST', body: 'body=%2Fwave8+help' });
  expect([status, location]).toEqual([303, '/pull/3']);
  expect(comments).toEqual([[3, '/wave8 help']]);
});

test('a merge is by the chosen method, now or later', async () => {
  const answer = await ask('/pull/3/merge', { method: 'POST', body: 'method=squash' });
  expect([answer.status, answer.location]).toEqual([303, '/pull/3']);
  await ask('/pull/3/merge', { method: 'POST', body: 'method=rebase&auto=on' });
  expect(merges).toEqual([
    [3, 'squash', false],
    [3, 'rebase', true],
  ]);
});

test.each([
  ['an empty field', '/pull/3/comment', 'body=', 400, 'body is empty'],
  ['what cannot be done', '/pull/3/comment', 'body=no', 400, 'It &lt;cannot&gt; be.'],
  ['an unknown action', '/pull/3/celebrate', 'x=1', 404, 'Not found'],
  ['a merge without a method', '/pull/3/merge', 'x=1', 400, 'method is empty'],
])('%s is said', async (_name, path, body, status, words) => {
  const answer = await ask(path, { method: 'POST', body });
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
});

test.each([
  ['/pull/99', 404],
  ['/pull/one', 404],
  ['/pull/3/comment', 404],
])('%s is answered %i', async (path, status) => {
  expect((await ask(path)).status).toBe(status);
});

test.each([
  [{ host: 'evil.example' }],
  [{ host: '127.0.0.1.evil.example' }],
  [{ origin: 'http://evil.example' }],
  [{ origin: 'null' }],
])('a request of another page is refused: %j', async (headers) => {
  const answer = await ask('/pull/3/comment', { method: 'POST', headers, body: 'body=evil' });
  expect(answer.status).toBe(403);
  expect(comments).not.toContainEqual([3, 'evil']);
});

test('issues stand beside pull requests, and have a page under both addresses', async () => {
  expect((await ask('/')).text).toContain('&lt;b&gt;board&lt;/b&gt;');
  for (const path of ['/issues/9', '/assay/workspace/issues/9']) {
    const { text } = await ask(path);
    expect(text).toContain('<h1>Wave 8 ');
    expect(text).toContain('<table>');
    expect(text).not.toContain('<script>1');
  }
});
