import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../../src/demo/child.js';

/** A process of the demo, with the app in its place: it says what it needs, and then where it listens. */

const folder = mkdtempSync(join(tmpdir(), 'wavegate-child-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PLAN = {
  name: 'app',
  script: 'app/main.js',
  log: join(folder, 'app.log'),
  ready: /"url":"(http:[^"]+)".*"msg":"listening"/,
  onLoss: () => {},
};

test('one that cannot start is told with its own words', async () => {
  await expect(startChild({ ...PLAN, env: {} })).rejects.toThrow(/The app did not start:[\s\S]*APP_ID/);
});

test('a missing file is told, too', async () => {
  const plan = { ...PLAN, script: 'app/none.js', env: {} };
  await expect(startChild(plan)).rejects.toThrow(/did not start:[\s\S]*Cannot find module/);
});

test('what it printed is in its log', () => {
  expect(readFileSync(PLAN.log, 'utf8')).toContain('Cannot find module');
});
