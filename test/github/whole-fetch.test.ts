import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Octokit } from '@octokit/rest';
import { reading } from '../../src/github/retry.js';
import { wholeFetch } from '../../src/github/whole-fetch.js';

const BLOB = JSON.stringify({ sha: 'a'.repeat(40), content: 'aGVsbG8=', encoding: 'base64', size: 5 });
const POLICY = { attempts: 3, baseDelay: 1, longestWait: 10 };

let server: Server;
let answers: ('broken' | 'whole' | 'unchanged' | 'slow')[] = [];

beforeAll(async () => {
  server = createServer((_request, response) => {
    const next = answers.shift() ?? 'whole';
    if (next === 'slow') return;
    const headers = { 'content-type': 'application/json', 'content-length': BLOB.length };
    if (next === 'unchanged') response.writeHead(304).end();
    else if (next === 'whole') response.writeHead(200, headers).end(BLOB);
    else response.writeHead(200, headers).write(BLOB.slice(0, 20), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function octokit(timeout: number): Octokit {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new Octokit({ baseUrl, log, request: { fetch: wholeFetch(timeout) } });
}

async function blob(timeout = 5_000): Promise<string> {
  const { git } = octokit(timeout).rest;
  const { data } = await reading('read a file', POLICY, () =>
    git.getBlob({ owner: 'o', repo: 'r', file_sha: 'a'.repeat(40) }),
  );
  return data.content;
}

test.each([
  { name: 'whole at once', given: [] },
  { name: 'broken off once', given: ['broken'] },
  { name: 'broken off twice', given: ['broken', 'broken'] },
] as const)('a body that is $name is read whole', async ({ given }) => {
  answers = [...given];
  expect(await blob()).toBe('aGVsbG8=');
});

test('a body that always breaks off is an error, not an empty file', async () => {
  answers = ['broken', 'broken', 'broken'];
  await expect(blob()).rejects.toThrow('Could not read a file');
});

test('an answer without a body stays one', async () => {
  answers = ['unchanged'];
  await expect(octokit(5_000).request('GET /')).rejects.toMatchObject({ status: 304 });
});

test('an answer that does not come in time is an error', async () => {
  answers = ['slow', 'slow', 'slow'];
  await expect(blob(50)).rejects.toThrow('Could not read a file');
});
