import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { renderMarkdown } from '../../src/demo/pages/markdown.js';
import { type Emulator, type RepositoryHandle, startEmulator } from '../../src/emulator/index.js';
import { ASYNC, BLOCKING, gate, PROGRAM, RUNNER } from '../app/stage.js';
import { killProcess, startProcess } from './app-process.js';

/** The program board where several processes keep it, where they end by force, and where people read it. */

jest.setTimeout(120_000);

const PATIENCE = 40_000;
const BOARDED = PROGRAM.replace('board: false\n', '');

let hub: Emulator;
let repo: RepositoryHandle;
let apps: ChildProcess[] = [];

beforeEach(async () => {
  hub = await startEmulator();
  repo = await hub.createRepository({ owner: 'acme', name: 'widgets' });
  const files = { '.github/wavegate.yml': BOARDED, 'crates/assay-core/src/lib.rs': '', [RUNNER]: BLOCKING };
  await repo.commit({ branch: 'main', parent: null, message: 'Begin', files });
});
afterEach(async () => {
  await killAll();
  const { violations } = hub.checker.report();
  await hub.close();
  expect(violations.filter(({ by }) => by === 'client')).toEqual([]);
});

async function start(): Promise<void> {
  apps.push(await startProcess(hub));
}

async function killAll(): Promise<void> {
  await Promise.all(apps.map(killProcess));
  apps = [];
}

function boards(): { number: number; state: string; body: string }[] {
  return [...repo.record.issues.values()]
    .filter(({ pull }) => pull === null)
    .map(({ number, state, body }) => ({ number, state, body: body ?? '' }));
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come about in time: ${JSON.stringify(boards())}`);
    await sleep(50);
  }
}

const headline = (): string => /^## (.*)$/m.exec(boards()[0]?.body ?? '')?.[1] ?? '';

test('two processes that open a board at the same moment leave one open, and both keep that one', async () => {
  const both = gate();
  let asking = 0;
  hub.intercept(async (request, proceed) => {
    const answer = await proceed();
    if (request.method !== 'GET' || !request.url.pathname.endsWith('/issues') || asking >= 2) return answer;
    asking += 1;
    if (asking === 2) both.open();
    await both.opened;
    return answer;
  });
  await Promise.all([start(), start()]);
  await until(() => boards().length === 2 && boards().some(({ state }) => state === 'closed'));
  const [older, younger] = boards();
  expect([older?.state, younger?.state]).toEqual(['open', 'closed']);
  expect(younger?.body).toBe(`The board of this program is #${older?.number}.`);

  await repo.commit({ branch: 'codex/wave8c-step1-x', message: 'Freeze', files: { 'docs/a.md': 'x' } });
  await repo.openPullRequest({ head: 'codex/wave8c-step1-x', author: 'ada' });
  await until(() => headline() === 'wave8: 0 of 3 steps merged, 1 open');
  expect(boards()).toHaveLength(2);
});

test('ended by force at any moment, there is one board, and it is up to date in the end', async () => {
  for (const [index, delay] of [300, 3_300, 3_600].entries()) {
    await start();
    const branch = `codex/wave8c-step1-x${index}`;
    await repo.commit({ branch, message: 'Freeze', files: { [`docs/${index}.md`]: 'x' } });
    await repo.openPullRequest({ head: branch, author: 'ada' });
    await sleep(delay);
    await killAll();
  }
  await repo.commit({ branch: 'main', message: 'Fix', files: { [RUNNER]: ASYNC } });
  await start();
  await until(
    () => headline() === 'wave8: 0 of 3 steps merged, 1 open' && boards()[0]!.body.includes('| 0 |'),
  );
  expect(boards()).toHaveLength(1);
});

test('people read it among the issues, without a comment, as GitHub shows Markdown', async () => {
  await start();
  await until(() => boards().length === 1);
  const { issues } = new Octokit({ baseUrl: hub.url, auth: hub.user('ada') }).rest;
  const { data } = await issues.listForRepo({ owner: 'acme', repo: 'widgets' });
  expect(data.map(({ title, user, comments }) => [title, user?.type, comments])).toEqual([
    ['Program board: wave8', 'Bot', 0],
  ]);
  const page = String(renderMarkdown(data[0]?.body ?? ''));
  expect(page).toContain('<h2>wave8: 0 of 3 steps merged</h2>');
  expect(page).toContain('<td><code>c</code> Async</td>');
  expect(page).not.toContain('wavegate board wave8');
});
