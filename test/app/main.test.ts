import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url));
const PRIVATE_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;
const GOOD = { APP_ID: '1', PRIVATE_KEY, WEBHOOK_SECRET: 'long and random', HOST: '127.0.0.1', PORT: '0' };

describe('the app as a process', () => {
  test.each([
    ['without a secret', { WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET: set it'],
    ['with the secret that everybody knows', { WEBHOOK_SECRET: 'development' }, 'WEBHOOK_SECRET: set it'],
    ['without a key', { PRIVATE_KEY: '' }, 'PRIVATE_KEY or PRIVATE_KEY_PATH: set it'],
    ['without an id', { APP_ID: '' }, 'APP_ID: set it'],
  ])('refuses to start %s, and says what to do', (_, change, message) => {
    const env = { PATH: process.env.PATH, ...GOOD, ...change };
    const { status, stderr, stdout } = spawnSync(process.execPath, [MAIN], {
      env,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'answers on its health page, and ends in order on %s',
    async (signal) => {
      const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...GOOD } });
      const url = await listening(child);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      expect(await ended).toBe(0);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    },
  );
});

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      const url = /"url":"([^"]+)"/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}
