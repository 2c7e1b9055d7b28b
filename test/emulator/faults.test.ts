import { FAULTS, type FaultName, readFault } from '../../src/emulator/index.js';
import { openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
beforeEach(async () => {
  it = await scene();
});
afterEach(() => it.hub.close());

const titles = async () => (await it.app.rest.issues.listForRepo(it.at)).data.map(({ title }) => title);
const open = (title: string) => it.app.rest.issues.create({ ...it.at, title });

test.each([
  ['error-before', 500, []],
  ['error-after', 500, ['one']],
  ['bad-gateway-before', 502, []],
  ['bad-gateway-after', 502, ['one']],
  ['no-answer-before', 500, []],
  ['no-answer-after', 500, ['one']],
  ['secondary-limit', 403, []],
  ['too-many-requests', 429, []],
  ['primary-limit', 403, []],
] as const)('%s answers %i, once', async (fault, status, after) => {
  it.hub.fault({ fault, method: 'POST' });
  expect((await refusal(open('one'))).status).toBe(status);
  expect(await titles()).toEqual(after);
  await open('two');
  expect(await titles()).toContain('two');
});

test('limits say when to come again', async () => {
  const headersOf = async (fault: FaultName): Promise<Headers> => {
    it.hub.fault({ fault, by: 'all' });
    return (await fetch(`${it.hub.url}/repos/octo/demo`)).headers;
  };
  expect((await headersOf('secondary-limit')).get('retry-after')).toBe('1');
  expect((await headersOf('too-many-requests')).get('retry-after')).toBe('1');
  const primary = await headersOf('primary-limit');
  expect(primary.get('x-ratelimit-remaining')).toBe('0');
  expect(Number(primary.get('x-ratelimit-reset')) * 1000).toBeGreaterThan(Date.now());
});

test('abuse is a 422 on what makes noise alone', async () => {
  it.hub.fault({ fault: 'abuse' });
  const number = await openPull(it);
  await open('not a comment');
  const call = it.app.rest.issues.createComment({ ...it.at, issue_number: number, body: 'hello' });
  expect(await refusal(call)).toEqual({ status: 422, message: expect.stringContaining('"code":"abuse"') });
});

test('a review can be refused as a whole', async () => {
  const number = await openPull(it);
  it.hub.fault({ fault: 'review-refused' });
  const review = { ...it.at, pull_number: number, event: 'COMMENT', body: 'good' } as const;
  expect((await refusal(it.app.rest.pulls.createReview(review))).message).toContain('Line could not be');
  await it.app.rest.pulls.createReview(review);
  expect((await it.repo.pullRequest(number)).reviews).toHaveLength(1);
});

test('trees and blobs are cut, and say so', async () => {
  it.hub.fault({ fault: 'tree-truncated' });
  const tree = () => it.app.rest.git.getTree({ ...it.at, tree_sha: 'main', recursive: '1' });
  expect((await tree()).data).toMatchObject({ truncated: true, tree: [{ path: 'README.md' }] });
  expect((await tree()).data).toMatchObject({ truncated: false });
  it.hub.fault({ fault: 'blob-truncated' });
  const contents = () => it.app.rest.repos.getContent({ ...it.at, path: 'README.md' });
  expect((await contents()).data).toMatchObject({ encoding: 'none', content: '', size: 7 });
  it.hub.fault({ fault: 'blob-truncated', path: '/graphql$' });
  const query = `{ repository(owner: "octo", name: "demo") {
    object(expression: "main:README.md") { ... on Blob { text isTruncated } } } }`;
  expect(await it.app.graphql(query)).toEqual({
    repository: { object: { text: '# D', isTruncated: true } },
  });
});

test('GraphQL tells of its limit with status 200', async () => {
  it.hub.fault({ fault: 'graphql-limit' });
  await expect(it.app.graphql('{ viewer { login } }')).rejects.toThrow('rate limit exceeded');
  expect(await it.app.graphql('{ viewer { login } }')).toEqual({ viewer: { login: 'wavegate' } });
});

test('a token that expired stays expired', async () => {
  it.hub.fault({ fault: 'token-expired' });
  expect((await refusal(it.app.rest.repos.get(it.at))).status).toBe(401);
  expect((await refusal(it.app.rest.repos.get(it.at))).status).toBe(401);
});

test('a fault can come later, more than once, and be taken away', async () => {
  const remove = it.hub.fault({ fault: 'error-before', by: 'all', method: 'GET', after: 1, times: 2 });
  const statuses: number[] = [];
  for (let round = 0; round < 4; round++) {
    statuses.push((await fetch(`${it.hub.url}/repos/octo/demo`)).status);
  }
  expect(statuses).toEqual([200, 500, 500, 200]);
  remove();
  it.hub.fault({ fault: 'error-before', by: 'all', times: 9 });
  it.hub.clearFaults();
  expect((await fetch(`${it.hub.url}/repos/octo/demo`)).status).toBe(200);
});

test('over HTTP a fault is ordered by its name', async () => {
  const order = (fault: string) =>
    fetch(`${it.hub.url}/_emulator/faults`, { method: 'POST', body: JSON.stringify({ fault, times: 1 }) });
  expect((await order('bad-gateway-before')).status).toBe(204);
  expect((await fetch(`${it.hub.url}/repos/octo/demo`)).status).toBe(200);
  expect((await refusal(it.app.rest.repos.get(it.at))).status).toBe(502);
  expect((await order('nonsense')).status).toBe(422);
});

test('a flag names a fault and how often', () => {
  expect(readFault('abuse')).toEqual({ fault: 'abuse', times: 1 });
  expect(readFault('error-before:3')).toEqual({ fault: 'error-before', times: 3 });
  expect(() => readFault('gremlins')).toThrow(FAULTS.join(', '));
  expect(() => readFault('abuse:often')).toThrow('abuse:3');
});
