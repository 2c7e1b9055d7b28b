import { generateKeyPairSync } from 'node:crypto';
import { EnvironmentError, readEnvironment } from '../../src/app/environment.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const GOOD = { APP_ID: '7', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: 'long and random' };

describe('the environment', () => {
  test.each([
    ['', 600_000],
    ['1', 60_000],
    ['1440', 86_400_000],
    ['0', undefined],
  ])('looks for lost events every so often: %p minutes', (minutes, every) => {
    const env = { ...GOOD, WAVEGATE_RECONCILE_MINUTES: minutes };
    expect(readEnvironment(env).reconcileEvery).toBe(every);
  });

  test.each(['-1', '1441', 'soon', '1.5'])('refuses %p minutes', (minutes) => {
    const env = { ...GOOD, WAVEGATE_RECONCILE_MINUTES: minutes };
    expect(() => readEnvironment(env)).toThrow(/WAVEGATE_RECONCILE_MINUTES: set it to a whole number/);
  });

  test('gives the options, with the defaults of production', () => {
    expect(readEnvironment(GOOD)).toEqual({
      appId: 7,
      privateKey,
      webhookSecret: 'long and random',
      apiUrl: 'https://api.github.com',
      host: '0.0.0.0',
      port: 3000,
      webhookPath: '/api/github/webhooks',
      throttle: true,
      reconcileEvery: 600_000,
    });
  });

  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no secret', { WEBHOOK_SECRET: undefined }, /WEBHOOK_SECRET: set it/],
    ['an empty secret', { WEBHOOK_SECRET: '' }, /WEBHOOK_SECRET: set it/],
    ['the secret that everybody knows', { WEBHOOK_SECRET: 'development' }, /WEBHOOK_SECRET: set it/],
    ['no id', { APP_ID: undefined }, /APP_ID: set it/],
    ['an id that is no number', { APP_ID: 'wavegate' }, /APP_ID: set it/],
    ['no key', { PRIVATE_KEY: undefined }, /PRIVATE_KEY or PRIVATE_KEY_PATH: set it/],
    ['a key that is none', { PRIVATE_KEY: 'abc' }, /PRIVATE_KEY or PRIVATE_KEY_PATH: set it/],
    [
      'a key of which only the first line came',
      { PRIVATE_KEY: '-----BEGIN RSA PRIVATE KEY-----' },
      /PRIVATE_KEY or/,
    ],
    ['a key file that is not there', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/no/such' }, /ENOENT/],
    ['a port that is none', { PORT: 'http' }, /PORT: set it/],
    ['a port beyond all', { PORT: '65536' }, /PORT: set it/],
  ])('refuses %s and says what to do', (_, change, message) => {
    const read = (): unknown => readEnvironment({ ...GOOD, ...change });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(message);
  });

  test('names everything that is missing at once', () => {
    expect(() => readEnvironment({})).toThrow(/APP_ID[\s\S]*PRIVATE_KEY[\s\S]*WEBHOOK_SECRET/);
  });

  test('takes a key whose line feeds are written as \\n', () => {
    const flat = privateKey.replaceAll('\n', '\\n');
    expect(readEnvironment({ ...GOOD, PRIVATE_KEY: flat }).privateKey).toBe(privateKey);
  });

  test.each([
    [{ GITHUB_API_URL: 'http://127.0.0.1:4000/' }, 'http://127.0.0.1:4000'],
    [{ GHE_HOST: 'git.example.com' }, 'https://git.example.com/api/v3'],
    [{ GHE_HOST: 'git.example.com', GHE_PROTOCOL: 'http' }, 'http://git.example.com/api/v3'],
  ])('finds the API by %j', (env, url) => {
    expect(readEnvironment({ ...GOOD, ...env }).apiUrl).toBe(url);
  });

  test('turns the spacing of requests off only when asked', () => {
    expect(readEnvironment({ ...GOOD, WAVEGATE_THROTTLE: 'off' }).throttle).toBe(false);
    expect(readEnvironment({ ...GOOD, WAVEGATE_THROTTLE: '' }).throttle).toBe(true);
  });
});
