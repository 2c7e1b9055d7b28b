import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '../../src/emulator/index.js';

const MAIN = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url));

/** The app as a process of its own, which webhooks go to from now on. */
export async function startProcess(hub: Emulator): Promise<ChildProcess> {
  const env = {
    PATH: process.env.PATH,
    APP_ID: String(hub.app.id),
    PRIVATE_KEY: hub.app.privateKey,
    WEBHOOK_SECRET: hub.app.webhookSecret,
    GITHUB_API_URL: hub.url,
    WAVEGATE_THROTTLE: 'off',
    HOST: '127.0.0.1',
    PORT: '0',
  };
  const child = spawn(process.execPath, [MAIN], { env });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      const found = /"url":"([^"]+)"/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  hub.setWebhookUrl(`${url}/api/github/webhooks`);
  return child;
}

/** Ends it by force, as a machine that goes down does. */
export async function killProcess(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
