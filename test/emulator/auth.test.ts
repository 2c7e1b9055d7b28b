import { generateKeyPairSync } from 'node:crypto';
import { startEmulator } from '../../src/emulator/index.js';
import { client, jwt, refusal, type Scene, scene } from './hub.js';

let it: Scene;
beforeAll(async () => {
  it = await scene();
});
afterAll(() => it.hub.close());

const now = () => Math.floor(Date.now() / 1000);

describe('JSON web tokens', () => {
  test.each([
    ['the app id', () => ({})],
    ['the client id', () => ({ iss: it.hub.app.clientId })],
    ['a clock slightly ahead', () => ({ iat: now() + 30 })],
    ['ten minutes', () => ({ exp: now() + 600 })],
  ])('%s is accepted', async (_name, claims) => {
    const { data } = await client(it.hub, jwt(it.hub.app, claims())).rest.apps.getAuthenticated();
    expect(data?.slug).toBe('wavegate');
  });

  test.each([
    ['an expired one', () => ({ exp: now() - 1 }), 401, "'Expiration time' claim"],
    ['one that lives too long', () => ({ exp: now() + 3600 }), 401, 'too far in the future'],
    ['one from the future', () => ({ iat: now() + 300 }), 401, "'Issued at' claim"],
    ['one of no app', () => ({ iss: 1 }), 404, 'Integration not found'],
  ])('%s is refused', async (_name, claims, status, message) => {
    const answer = await refusal(client(it.hub, jwt(it.hub.app, claims())).rest.apps.getAuthenticated());
    expect(answer).toEqual({ status, message: expect.stringContaining(message) });
  });

  test('one signed with another key is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const answer = await refusal(
      client(it.hub, jwt(it.hub.app, {}, privateKey)).rest.apps.getAuthenticated(),
    );
    expect(answer).toEqual({ status: 401, message: expect.stringContaining('could not be decoded') });
  });
});

describe('installation tokens', () => {
  test('an unknown installation is refused', async () => {
    const asApp = client(it.hub, jwt(it.hub.app));
    const call = asApp.rest.apps.createInstallationAccessToken({ installation_id: 1 });
    expect((await refusal(call)).status).toBe(404);
  });

  test('another app cannot take them', async () => {
    const other = it.hub.createApp({ slug: 'other' });
    const { data } = await client(it.hub, jwt(it.hub.app)).rest.apps.listInstallations();
    const call = client(it.hub, jwt(other)).rest.apps.createInstallationAccessToken({
      installation_id: data[0]?.id ?? 0,
    });
    expect((await refusal(call)).status).toBe(404);
  });

  test('they end after an hour', async () => {
    let ahead = 0;
    const hub = await startEmulator({ now: () => Date.now() + ahead });
    await hub.createRepository({ owner: 'octo', name: 'demo' });
    const asApp = client(hub, jwt(hub.app));
    const { data: installations } = await asApp.rest.apps.listInstallations();
    const { data } = await asApp.rest.apps.createInstallationAccessToken({
      installation_id: installations[0]?.id ?? 0,
    });
    const get = () => client(hub, data.token).rest.repos.get({ owner: 'octo', repo: 'demo' });
    ahead = 3_599_000;
    expect((await get()).status).toBe(200);
    ahead = 3_601_000;
    expect(await refusal(get())).toEqual({
      status: 401,
      message: expect.stringContaining('Bad credentials'),
    });
    await hub.close();
  });

  test('permissions that were not granted are refused', async () => {
    const hub = await startEmulator({
      app: { permissions: { metadata: 'read', checks: 'read', contents: 'read' } },
    });
    const repo = await hub.createRepository({ owner: 'octo', name: 'demo' });
    const head_sha = await repo.commit({ branch: 'main', message: 'first', files: { a: 'a' } });
    const asApp = client(hub, jwt(hub.app));
    const { data: installations } = await asApp.rest.apps.listInstallations();
    const id = installations[0]?.id ?? 0;
    const { data } = await asApp.rest.apps.createInstallationAccessToken({ installation_id: id });
    const call = client(hub, data.token).rest.checks.create({
      owner: 'octo',
      repo: 'demo',
      name: 'x',
      head_sha,
    });
    expect(await refusal(call)).toEqual({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
    const more = asApp.rest.apps.createInstallationAccessToken({
      installation_id: id,
      permissions: { checks: 'write' },
    });
    expect((await refusal(more)).status).toBe(422);
    await hub.close();
  });

  test('what the app does appears under its bot', async () => {
    const { data: issue } = await it.app.rest.issues.create({ ...it.at, title: 'Board' });
    expect(issue.user).toMatchObject({ login: 'wavegate[bot]', type: 'Bot' });
  });
});

describe('users', () => {
  test('an unknown token is refused', async () => {
    const answer = await refusal(client(it.hub, 'ghp_nothing').rest.repos.get(it.at));
    expect(answer).toEqual({ status: 401, message: expect.stringContaining('Bad credentials') });
  });

  test('only apps write check runs', async () => {
    const call = it.maintainer.rest.checks.create({ ...it.at, name: 'x', head_sha: 'a'.repeat(40) });
    expect((await refusal(call)).status).toBe(403);
  });

  test('a private repository does not exist for strangers', async () => {
    const hidden = await it.hub.createRepository({ owner: 'octo', name: 'hidden', private: true });
    it.hub.user('nobody', { permission: 'none' });
    const nobody = client(it.hub, it.hub.user('nobody'));
    const at = { owner: 'octo', repo: 'hidden' };
    expect((await refusal(nobody.rest.repos.get(at))).status).toBe(404);
    hidden.setAccess('nobody', 'read');
    expect((await nobody.rest.repos.get(at)).status).toBe(200);
  });

  test.each([
    ['mona', 'write'],
    ['stranger', 'read'],
    ['octo', 'admin'],
  ])('the permission of %s is %s', async (username, permission) => {
    const { data } = await it.app.rest.repos.getCollaboratorPermissionLevel({ ...it.at, username });
    expect(data.permission).toBe(permission);
  });
});

test('the emulator keeps the contract itself', () => {
  expect(it.hub.checker.report().violations).toEqual([]);
});
