import { jest } from '@jest/globals';
import type { Issue } from '../../src/emulator/model.js';
import { ASYNC, BLOCKING, PROGRAM, RUNNER, type Stage, stage } from './stage.js';

const BOARDED = `${PROGRAM.replace('board: false\n', '')}done:
  - { item: All steps are merged, by: steps }
  - { item: The closing rules find nothing, by: closures }
  - { item: 'The roadmap tells of it', by: artifacts, artifacts: [{ path: docs/ROADMAP.md, headings: ['*wave 8*'] }] }
`;

// Whole programs are merged here, step by step: a busy machine needs its time.
jest.setTimeout(120_000);

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(() => on.scene({ '.github/wavegate.yml': BOARDED }));
afterAll(() => on.close());

function boards(): Issue[] {
  return [...on.repo.record.issues.values()].filter(({ pull }) => pull === null);
}

/** The one board that there is. */
function board(): Issue {
  expect(boards()).toHaveLength(1);
  return boards()[0]!;
}

function body(): string {
  return board().body ?? '';
}

function headline(): string {
  return /^## (.*)$/m.exec(body())?.[1] ?? '';
}

function section(title: string): string {
  return new RegExp(`### ${title}\n\n([\\s\\S]*?)(?=\n\n###|\n\n_Wavegate)`).exec(body())?.[1] ?? '';
}

async function merge(branch: string, files: Parameters<Stage['open']>[1]): Promise<number> {
  const number = await on.open(branch, files);
  await on.settle();
  await on.repo.mergePullRequest(number, 'squash');
  await on.settle();
  return number;
}

/** Everything from the first step to the last. @returns the numbers of the pull requests. */
async function finish(): Promise<number[]> {
  return [
    await merge('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' }),
    await merge('codex/wave8c-step2-async', { [RUNNER]: ASYNC }),
    await merge('codex/wave8c-step3-close', { 'docs/ROADMAP.md': '# Wave 8\n\nDone.\n' }),
  ];
}

async function push(files: Parameters<Stage['open']>[1]): Promise<void> {
  await on.repo.commit({ branch: 'main', message: 'Straight to main', files });
  await on.settle();
}

async function edit(change: { body?: string; title?: string; state?: 'open' | 'closed' }): Promise<void> {
  const token = on.hub.user('mara');
  on.repo.setAccess('mara', 'admin');
  const response = await fetch(`${on.hub.url}/repos/${on.repo.fullName}/issues/${board().number}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  expect(response.status).toBe(200);
  await on.settle();
}

test('a program of the repository has a board from its first day', () => {
  expect(board()).toMatchObject({ title: 'Program board: wave8', state: 'open' });
  expect(board().author.login).toBe(`${on.hub.app.slug}[bot]`);
  expect(headline()).toBe('wave8: 0 of 3 steps merged');
  expect(section('Waves')).toContain(
    '| `c` Async | ▫️&nbsp;not started | ▫️&nbsp;not started | ▫️&nbsp;not started | ▫️&nbsp;not started | 1 |',
  );
});

test('it follows the program from open to done', async () => {
  const failing = await on.open('codex/wave8c-step1-too-much', { [RUNNER]: ASYNC });
  await on.settle();
  expect(headline()).toBe('wave8: 0 of 3 steps merged, 1 open');
  expect(section('Waves')).toContain(`[#${failing}](`);
  expect(section('Waves')).toContain('wave8c step 1: 2 of 8 gates fail: scope, freeze');
  await on.repo.closePullRequest(failing);
  await on.settle();
  expect(headline()).toBe('wave8: 0 of 3 steps merged');

  const numbers = await finish();
  expect(headline()).toBe('🎉 wave8 is done: 3 of 3 steps merged');
  expect(section('Waves')).toContain('✅&nbsp;closed');
  const done = section('Definition of done');
  expect(done.match(/^\d\. ✅/gm)).toHaveLength(3);
  for (const number of numbers) expect(done).toContain(`/pull/${number})`);
  expect(done).toContain(`/${on.repo.fullName}/blob/main/docs/ROADMAP.md)`);
  expect(section('Findings left')).toContain('line [1, 0, 0]');
});

test('what comes back by a push to the default branch shows as regressed, until it goes', async () => {
  await finish();
  await push({ [RUNNER]: BLOCKING });
  expect(headline()).toBe('wave8: 3 of 3 steps merged, 1 wave regressed');
  expect(section('Regressed')).toContain('blob/main/crates/assay-core/src/engine/runner.rs#L4');
  expect(section('Definition of done')).toMatch(/^2\. ⬜/m);
  await push({ [RUNNER]: ASYNC });
  expect(headline()).toContain('is done');
});

test('what is missing of the definition of done is named', async () => {
  await finish();
  await push({ 'docs/ROADMAP.md': '# Something else\n' });
  expect(section('Definition of done')).toMatch(/^3\. ⬜[^\n]*\n {3}- ❌ .*has no heading "wave 8"/m);
  await push({ 'docs/ROADMAP.md': null });
  expect(section('Definition of done')).toContain('`docs/ROADMAP.md` is missing.');
});

test('many events at once make one board, and few updates', async () => {
  await on.scene({ '.github/wavegate.yml': PROGRAM });
  expect(boards()).toEqual([]);
  const from = on.log().length;
  await Promise.all([
    on.repo.commit({ branch: 'main', message: 'Program', files: { '.github/wavegate.yml': BOARDED } }),
    on.open('codex/wave8c-step1-a', { 'docs/a.md': 'x' }),
    on.open('codex/wave8c-step1-b', { 'docs/b.md': 'x' }),
    on.open('codex/wave8c-step1-c', { 'docs/c.md': 'x' }),
  ]);
  await on.settle();
  expect(headline()).toBe('wave8: 0 of 3 steps merged, 1 open');
  const updates = on.log().slice(from).split('"program board"').length - 1;
  expect(updates).toBeLessThanOrEqual(4);
  expect(board().comments).toEqual([]);
});

test('nothing is written where nothing changed, also after a restart', async () => {
  const before = board().updatedAt;
  await push({ 'README.md': 'x' });
  await on.restart();
  await on.settle();
  expect(board().updatedAt).toBe(before);
});

test('an answer that is lost leaves one board', async () => {
  await on.scene({ '.github/wavegate.yml': PROGRAM });
  let lost = 0;
  on.fault(async (request, proceed) => {
    const answer = await proceed();
    if (request.method !== 'POST' || !request.url.pathname.endsWith('/issues') || lost > 0) return answer;
    lost += 1;
    return { status: 502, headers: {}, body: { message: 'Server Error' } };
  });
  await push({ '.github/wavegate.yml': BOARDED });
  expect(lost).toBe(1);
  board();
});

test('a list that lags behind makes no second board', async () => {
  await on.scene({ '.github/wavegate.yml': PROGRAM });
  on.fault(async (request, proceed) =>
    request.method === 'GET' && request.url.pathname.endsWith('/issues')
      ? { status: 200, headers: {}, body: [] }
      : proceed(),
  );
  await push({ '.github/wavegate.yml': BOARDED });
  await merge('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
  expect(headline()).toBe('wave8: 1 of 3 steps merged');
});

test('what people edit is put right with the next change; the board is found without its marker', async () => {
  await edit({ body: 'Nothing to see here.' });
  await merge('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
  expect(headline()).toBe('wave8: 1 of 3 steps merged');
  await edit({ title: 'Our board' });
  await push({ 'README.md': 'x' });
  expect(board().title).toBe('Program board: wave8');
});

test('a board that people closed stays closed and as it is; reopened, it goes on', async () => {
  await edit({ state: 'closed' });
  await merge('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
  expect(board().state).toBe('closed');
  expect(headline()).toBe('wave8: 0 of 3 steps merged');
  await edit({ state: 'open' });
  await push({ 'README.md': 'x' });
  expect(headline()).toBe('wave8: 1 of 3 steps merged');
});

test('an issue of somebody else is no board, whatever it says', async () => {
  await on.scene({ '.github/wavegate.yml': PROGRAM });
  const token = on.hub.user('mallory');
  await fetch(`${on.hub.url}/repos/${on.repo.fullName}/issues`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Program board: wave8', body: '<!-- wavegate board wave8 -->\n\nMine' }),
  });
  await push({ '.github/wavegate.yml': BOARDED });
  const [theirs, ours] = boards();
  expect(theirs?.body).toBe('<!-- wavegate board wave8 -->\n\nMine');
  expect(ours?.author.login).toBe(`${on.hub.app.slug}[bot]`);
});

test('a shipped program has a board only once a pull request of it is there', async () => {
  await on.scene({ '.github/wavegate.yml': null });
  await push({ 'README.md': 'x' });
  await on.restart();
  expect(boards()).toEqual([]);
  await on.open('codex/wave8c-step1-async-io-freeze', { 'docs/x.md': 'x' });
  await on.settle();
  expect(headline()).toBe('wave8: 0 of 12 steps merged, 1 open');
});

test('`board: false` opens none, and leaves alone the one that is there', async () => {
  const before = body();
  await push({ '.github/wavegate.yml': PROGRAM });
  await merge('codex/wave8c-step1-freeze', { 'docs/freeze.md': 'x' });
  expect(body()).toBe(before);
});
