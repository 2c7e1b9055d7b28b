import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A demo that is killed leaves nobody behind: its processes end when the pipe from it does. */

const CHILD = fileURLToPath(new URL('../../dist/demo/child.js', import.meta.url));

test('a process ends when its parent was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wavegate-leash-'));
  const plan = `{ name: 'hub', script: 'emulator/main.js', args: ['--dir', ${JSON.stringify(folder)}],
    log: ${JSON.stringify(join(folder, 'log'))}, env: {}, ready: /^\\{"url":"([^"]+)"/, onLoss: () => {} }`;
  const code = `import { startChild } from ${JSON.stringify(CHILD)};
    const { ready } = await startChild(${plan});
    process.stdout.write(ready);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code]);
  const [url] = await once(parent.stdout, 'data');
  const answers = async (): Promise<boolean> => {
    try {
      return (await fetch(`${url}/rate_limit`)).ok;
    } catch {
      return false;
    }
  };
  expect(await answers()).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'close');
  const end = Date.now() + 5_000;
  while ((await answers()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await answers()).toBe(false);
  rmSync(folder, { recursive: true });
});
