import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../src/emulator/index.js';
import { refusal, type Scene, scene } from './hub.js';

describe('faults', () => {
  let it: Scene;
  beforeAll(async () => {
    it = await scene();
  });
  afterAll(() => it.hub.close());

  const titles = async () => (await it.app.rest.issues.listForRepo(it.at)).data.map(({ title }) => title);
  const failure = { status: 502, headers: {}, body: { message: 'Bad Gateway' } };

  test('before the effect nothing has happened, after it everything has', async () => {
    let effect = false;
    const remove = it.hub.intercept(async (request, proceed) => {
      if (request.method !== 'POST') return proceed();
      if (effect) await proceed();
      return failure;
    });
    expect((await refusal(it.app.rest.issues.create({ ...it.at, title: 'before' }))).status).toBe(502);
    expect(await titles()).toEqual([]);
    effect = true;
    expect((await refusal(it.app.rest.issues.create({ ...it.at, title: 'after' }))).status).toBe(502);
    expect(await titles()).toEqual(['after']);
    remove();
    await it.app.rest.issues.create({ ...it.at, title: 'well' });
    expect(await titles()).toEqual(['well', 'after']);
  });

  test('tokens can be ended at once', async () => {
    it.hub.expireTokens();
    expect((await refusal(it.app.rest.repos.get(it.at))).status).toBe(401);
  });
});

test('contract modes: strict refuses, record lets pass, both remember', async () => {
  for (const [mode, status] of [
    ['strict', 422],
    ['record', 200],
    ['off', 200],
  ] as const) {
    const hub = await startEmulator({ contract: mode });
    await hub.createRepository({ owner: 'octo', name: 'demo' });
    const response = await fetch(`${hub.url}/repos/octo/demo/pulls?per_page=101`);
    expect(response.status).toBe(status);
    expect(hub.checker.report().violations.length).toBe(mode === 'off' ? 0 : 1);
    await hub.close();
  }
});

test('a repository can be a copy of one on disk', async () => {
  const hub = await startEmulator();
  const source = await hub.createRepository({ owner: 'a', name: 'source', defaultBranch: 'trunk' });
  const sha = await source.commit({ branch: 'trunk', message: 'first', files: { a: 'a' } });
  const copy = await hub.createRepository({ owner: 'b', name: 'copy', cloneFrom: source.gitDir });
  expect(copy.record.defaultBranch).toBe('trunk');
  expect(await copy.branchSha('trunk')).toBe(sha);
  await hub.close();
});

test('the control addresses do what people do elsewhere', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const hub = await startEmulator({ dir });
  const control = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${hub.url}/_emulator/${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  expect((await control('repositories', { owner: 'octo', name: 'demo' })).body).toEqual({
    full_name: 'octo/demo',
    clone_url: `${hub.url}/octo/demo.git`,
  });
  const { body: user } = await control('users', { login: 'mona', permission: 'write' });
  const me = await fetch(`${hub.url}/user`, { headers: { authorization: `token ${user.token}` } });
  expect(await me.json()).toMatchObject({ login: 'mona' });
  expect((await control('app')).body).toMatchObject({ slug: 'wavegate', id: hub.app.id });
  expect((await control('switches', { duplicates: 1, lose: ['push'] })).status).toBe(204);
  expect((await control('settled', {})).status).toBe(204);
  expect((await control('contract')).body).toMatchObject({ requests: 1, violations: [] });
  expect((await control('nothing', {})).status).toBe(404);
  await hub.close();
  await rm(dir, { recursive: true });
});
