import type { Reply } from '../../src/emulator/http/reply.js';
import type { GitHub } from '../../src/github/port.js';
import { type Connection, connect } from './connect.js';

let to: Connection;
let github: GitHub;
let stops: (() => void)[] = [];
beforeAll(async () => {
  to = await connect();
  github = await to.github();
  await to.repo.commit({ branch: 'main', parent: null, message: 'x', files: { 'README.md': '# x\n' } });
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});
afterAll(() => to.hub.close());

const LINES = 120;
let opened = 0;

/** A pull request that adds a file of 120 lines. */
async function pullRequest() {
  const branch = `b${opened++}`;
  const text = Array.from({ length: LINES }, (_, n) => `// line ${n}\n`).join('');
  const head = await to.repo.commit({ branch, message: 'y', files: { [`${branch}.rs`]: text } });
  const number = await to.repo.openPullRequest({ head: branch, title: 't' });
  const comments = Array.from({ length: LINES }, (_, n) => ({
    path: `${branch}.rs`,
    startLine: n + 1,
    line: n + 1,
    body: `comment ${n}`,
  }));
  return { number, head, comments };
}

/** GraphQL answers the question for threads so, whenever it is asked; counts how often. */
function graphqlAnswers(reply: Reply): { readonly asked: () => number } {
  let count = 0;
  const stop = to.hub.intercept((request, proceed) => {
    if (!String(request.body).includes('reviewThreads')) return proceed();
    count += 1;
    return Promise.resolve(reply);
  });
  stops.push(stop);
  return { asked: () => count };
}

const json = (status: number, body: object): Reply => ({ status, headers: {}, body });
const STUMBLES: readonly [name: string, reply: Reply, tries: number][] = [
  ['a bad gateway', json(502, { message: 'Server Error' }), 3],
  [
    'an error of its own',
    json(200, { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] }),
    3,
  ],
  ['nothing at its address', json(404, { message: 'Not Found' }), 1],
  ['an answer without the pull request', json(200, { data: { repository: { pullRequest: null } } }), 1],
  ['another error', json(200, { data: null, errors: [{ type: 'INTERNAL', message: 'No.' }] }), 1],
];

test('threads are read whole, however many there are', async () => {
  const { number, head, comments } = await pullRequest();
  await github.reviews.post(number, head, 'A review', comments);
  const threads = await github.reviews.threads(number);
  expect(threads.map(({ body }) => body).sort()).toEqual(comments.map(({ body }) => body).sort());
  expect(threads.every(({ id, byBot }) => id !== null && byBot)).toBe(true);
});

test.each(STUMBLES)('where GraphQL has only %s, REST tells the comments', async (_name, reply, tries) => {
  const { number, head, comments } = await pullRequest();
  await github.reviews.post(number, head, 'A review', comments);
  const { asked } = graphqlAnswers(reply);
  const threads = await github.reviews.threads(number);
  expect(asked()).toBe(tries);
  expect(threads.map(({ body }) => body).sort()).toEqual(comments.map(({ body }) => body).sort());
  expect(new Set(threads.map(({ id }) => id))).toEqual(new Set([null]));
  expect(new Set(threads.map(({ author }) => author))).toEqual(new Set([`${to.hub.app.slug}[bot]`]));
  expect(threads.every(({ byBot, resolved }) => byBot && !resolved)).toBe(true);
});

test('a review whose answer is lost is not posted twice, though GraphQL is away', async () => {
  const { number, head, comments } = await pullRequest();
  graphqlAnswers(json(502, { message: 'Server Error' }));
  let posts = 0;
  stops.push(
    to.hub.intercept(async (request, proceed) => {
      if (request.method !== 'POST' || !request.url.pathname.endsWith('/reviews')) return proceed();
      posts += 1;
      await proceed();
      return json(502, { message: 'Server Error' });
    }),
  );
  await github.reviews.post(number, head, 'A review', comments.slice(0, 3));
  expect(posts).toBe(1);
});

test('a refusal to read is none of GraphQL’s stumbles: it is told', async () => {
  const { number } = await pullRequest();
  graphqlAnswers(json(403, { message: 'Resource not accessible by integration' }));
  await expect(github.reviews.threads(number)).rejects.toMatchObject({ status: 403 });
});
