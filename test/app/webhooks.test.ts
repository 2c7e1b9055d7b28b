import { randomUUID } from 'node:crypto';
import { sign } from '../../src/app/signature.js';
import { ASYNC, RUNNER, type Stage, stage } from './stage.js';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
afterAll(() => on.close());

interface Post {
  readonly body?: string;
  readonly secret?: string | null;
  readonly event?: string;
  readonly delivery?: string;
  readonly headers?: Record<string, string>;
}

function post({ body = '{"zen":"Keep it."}', secret, event = 'ping', delivery, headers }: Post) {
  const signature = secret === null ? undefined : sign(secret ?? on.hub.app.webhookSecret, Buffer.from(body));
  return fetch(`${on.app.url}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': delivery ?? randomUUID(),
      ...(signature && { 'x-hub-signature-256': signature }),
      ...headers,
    },
  });
}

describe('a webhook', () => {
  test('with its signature is taken on', async () => {
    expect((await post({})).status).toBe(202);
  });

  test.each<[string, Post, number]>([
    ['without a signature', { secret: null }, 401],
    ['with the signature of another secret', { secret: 'development' }, 401],
    [
      'with a signature of another length',
      { secret: null, headers: { 'x-hub-signature-256': 'sha256=00' } },
      401,
    ],
    ['that is no JSON, unsigned', { secret: null, body: '{' }, 401],
    ['that is no JSON', { body: '{' }, 400],
    ['that is no object', { body: '[1]' }, 400],
    ['in the form of a form', { body: 'payload=%7B%7D' }, 400],
    ['without an event', { headers: { 'x-github-event': '' } }, 400],
    ['without a delivery id', { headers: { 'x-github-delivery': '' } }, 400],
  ])('%s is refused', async (_, request, status) => {
    const response = await post(request);
    expect(response.status).toBe(status);
    expect((await response.text()).length).toBeLessThan(200);
  });

  test('of more than 25 MB is refused unread', async () => {
    const response = await post({ body: 'x'.repeat(25 * 1024 * 1024 + 1) }).catch(() => null);
    expect([413, undefined]).toContain(response?.status);
    expect((await post({})).status).toBe(202);
  });

  test('leaves nothing of its body in the log, refused or not', async () => {
    await post({ secret: null, body: '{"note":"CANARY-1"}' });
    await post({ body: 'CANARY-2' });
    await post({ body: '{"note":"CANARY-3"}' });
    await post({
      event: 'pull_request',
      body: '{"action":"opened","note":"CANARY-4","installation":{"id":1}}',
    });
    await on.settle();
    expect(on.log()).toContain('webhook refused');
    expect(on.log()).not.toContain('CANARY');
  });

  test('of an unknown installation is logged, and the app lives on', async () => {
    const payload = {
      action: 'opened',
      number: 1,
      installation: { id: 99_999 },
      repository: { name: 'widgets', owner: { login: 'acme' } },
      pull_request: { number: 1, head: { sha: 'a'.repeat(40) } },
    };
    expect((await post({ event: 'pull_request', body: JSON.stringify(payload) })).status).toBe(202);
    await on.settle();
    expect(on.log()).toContain('unknown installation');
    expect((await fetch(`${on.app.url}/healthz`)).status).toBe(200);
  });

  test('of a command on an issue that is no pull request is left alone', async () => {
    const said = on.log().length;
    const payload = {
      action: 'created',
      installation: { id: 99_999 },
      repository: { name: 'widgets', owner: { login: 'acme' }, default_branch: 'main' },
      issue: { number: 1 },
      comment: { id: 1, body: '/wave8 recheck', user: { type: 'User' } },
      sender: { type: 'User' },
    };
    await post({ event: 'issue_comment', body: JSON.stringify(payload) });
    await on.settle();
    expect(on.log().slice(said)).not.toContain('unknown installation');
    const pull = { ...payload, issue: { number: 1, pull_request: { url: 'x' } } };
    await post({ event: 'issue_comment', body: JSON.stringify(pull) });
    await on.settle();
    expect(on.log().slice(said)).toContain('unknown installation');
  });

  test('delivered twice is worked on once', async () => {
    on.hub.setDeliverySwitches({ duplicates: 2 });
    const number = await on.open('codex/wave8c-step3-twice', { [RUNNER]: ASYNC });
    await on.settle();
    on.hub.setDeliverySwitches({ duplicates: 0 });
    expect((await on.repo.pullRequest(number)).checkRuns).toHaveLength(1);
    expect(on.log().match(/"pull":1.*evaluation ended/g)).toHaveLength(1);
  });
});

test.each([
  ['GET', '/healthz', 200],
  ['GET', '/api/github/webhooks', 404],
  ['POST', '/', 404],
])('%s %s answers %i', async (method, path, status) => {
  expect((await fetch(`${on.app.url}${path}`, { method })).status).toBe(status);
});

test('no token and no key is in the log after all this', async () => {
  expect(on.log()).not.toMatch(/ghs_|eyJ|PRIVATE KEY/);
  expect(on.log()).not.toContain(on.hub.app.webhookSecret);
});
