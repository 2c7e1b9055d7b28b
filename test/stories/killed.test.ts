import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { type Emulator, type RepositoryHandle, startEmulator } from '../../src/emulator/index.js';
import { ASYNC, BLOCKING, RUNNER, UNORDERED } from '../app/stage.js';
import { killProcess, startProcess } from './app-process.js';

/** The app as a process of its own, ended by force at any moment: what was answered is done by the next one. */

jest.setTimeout(120_000);

const PATIENCE = 30_000;

let hub: Emulator;
let repo: RepositoryHandle;
let app: ChildProcess | null = null;

beforeAll(async () => {
  hub = await startEmulator();
  repo = await hub.createRepository({ owner: 'acme', name: 'widgets' });
  const files = { '.github/wavegate.yml': UNORDERED, [RUNNER]: ASYNC };
  await repo.commit({ branch: 'main', parent: null, message: 'Begin', files });
});
afterAll(async () => {
  await kill();
  await hub.close();
});

async function start(): Promise<void> {
  app = await startProcess(hub);
}

async function kill(): Promise<void> {
  const child = app;
  app = null;
  if (child !== null) await killProcess(child);
}

/** What is to be seen once it is complete, without what differs from run to run. */
async function seen(number: number): Promise<object> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const { checkRuns, comments, threads } = await repo.pullRequest(number);
    const current = checkRuns.filter(({ conclusion }) => conclusion !== 'cancelled');
    const done = current.length > 0 && current.every(({ status }) => status === 'completed');
    const told = comments.every(
      ({ author, reactions }) => author !== 'ada' || reactions.some(({ content }) => content === 'rocket'),
    );
    if ((done && told && threads.length > 0) || Date.now() > end) {
      await hub.settled();
      return {
        runs: current.map(({ conclusion, title, annotations }) => ({ conclusion, title, annotations })),
        comments: comments.map(({ author, reactions }) => ({
          author,
          reactions: reactions.map(({ content }) => content),
        })),
        threads: threads.map(({ comments: said }) => said.map(({ body }) => body)),
      };
    }
    await sleep(50);
  }
}

let opened = 0;

/** Opens a pull request with one finding and asks for the help; the webhooks are answered when this returns. */
async function open(): Promise<number> {
  opened += 1;
  const branch = `codex/wave8c-step3-close-${opened}`;
  await repo.commit({ branch, message: 'Close', files: { [RUNNER]: BLOCKING } });
  const number = await repo.openPullRequest({ head: branch, author: 'ada' });
  await repo.comment(number, { author: 'ada', body: '/wave8 help' });
  await hub.settled();
  return number;
}

test('ended by force at any moment, it shows what it would have shown, once', async () => {
  await start();
  const whole = await seen(await open());
  expect(whole).toMatchObject({
    runs: [{ conclusion: 'failure' }],
    comments: [{ author: 'ada', reactions: ['eyes', 'rocket'] }, { reactions: [] }],
    threads: [[expect.stringContaining('read_to_string')]],
  });
  for (const delay of [0, 30, 80, 150, 250, 400]) {
    const number = await open();
    await sleep(delay);
    await kill();
    await start();
    expect(await seen(number)).toEqual(whole);
  }
  await kill();
  await start();
  await sleep(500);
  for (let number = 1; number <= opened; number += 1) {
    const views = repo.pullRequestNumbers();
    expect(await seen(views[number - 1]!)).toEqual(whole);
  }
});
