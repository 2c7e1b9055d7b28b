import type { Checks, FactQuestion } from '../../src/snapshot/facts.js';
import { type Connection, connect } from './connect.js';

let on: Connection;
let sha: string;
let commits = 0;
beforeAll(async () => {
  on = await connect();
  await on.repo.commit({ branch: 'main', parent: null, message: 'Begin', files: { a: 'a' } });
});
beforeEach(async () => {
  commits += 1;
  sha = await on.repo.commit({ branch: 'feature', message: 'Change', files: { a: String(commits) } });
});
afterEach(() => expect(on.hub.checker.report().violations.filter(({ by }) => by === 'client')).toEqual([]));
afterAll(() => on.hub.close());

async function facts(): Promise<Checks> {
  const found = await (await on.github()).facts.checks({ headSha: sha } as FactQuestion);
  if (found === null) throw new Error('GitHub always knows.');
  return found;
}

const states = async (): Promise<object> =>
  Object.fromEntries((await facts()).checks.map(({ app, name, state }) => [`${app}: ${name}`, state]));

test.each([
  ['success', 'success'],
  ['neutral', 'neutral'],
  ['skipped', 'skipped'],
  ['failure', 'failure'],
  ['timed_out', 'failure'],
  ['cancelled', 'failure'],
  ['action_required', 'failure'],
  ['stale', 'failure'],
] as const)('a run that ended with %s: %s', async (conclusion, state) => {
  await on.repo.reportCheck({ sha, name: 'clippy', conclusion });
  expect(await states()).toEqual({ 'github-actions: clippy': state });
});

test.each(['queued', 'in_progress', 'waiting', 'pending', 'requested'] as const)(
  'a run that is %s is running',
  async (status) => {
    await on.repo.reportCheck({ sha, name: 'clippy', status });
    expect(await states()).toEqual({ 'github-actions: clippy': 'running' });
  },
);

test.each([
  ['success', 'success'],
  ['pending', 'running'],
  ['failure', 'failure'],
  ['error', 'failure'],
] as const)('a status %s: %s, by its creator', async (state, expected) => {
  await on.repo.reportStatus({ sha, context: 'ci', state, by: 'ada' });
  expect(await states()).toEqual({ 'ada: ci': expected });
});

test('the latest of each app and name counts; a status and a run of one name are two', async () => {
  await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'success' });
  await on.repo.reportCheck({ sha, name: 'clippy', conclusion: 'failure' });
  await on.repo.reportCheck({ sha, name: 'clippy', app: 'other', conclusion: 'success' });
  await on.repo.reportStatus({ sha, context: 'clippy', state: 'failure', by: 'ada' });
  await on.repo.reportStatus({ sha, context: 'clippy', state: 'success', by: 'ada' });
  expect(await states()).toEqual({
    'github-actions: clippy': 'failure',
    'other: clippy': 'success',
    'ada: clippy': 'success',
  });
});

test('more than a page of them', async () => {
  const names = Array.from({ length: 130 }, (_, index) => `job ${String(index).padStart(3, '0')}`);
  for (const name of names) await on.repo.reportCheck({ sha, name, conclusion: 'success' });
  expect((await facts()).checks.map(({ name }) => name)).toEqual(names);
});

test('our own run is none of them, and tells since when is waited; another app’s of its name is one', async () => {
  const { checkRuns } = await on.github();
  const startedAt = '2026-01-02T03:04:05Z';
  const output = { title: 't', summary: 's', text: '' };
  await checkRuns.create(sha, { externalId: 'x', output, actions: [], startedAt });
  await on.repo.reportCheck({ sha, name: 'wavegate', app: 'impostor', conclusion: 'success' });
  expect(await states()).toEqual({ 'impostor: wavegate': 'success' });
  expect(Date.parse((await facts()).since)).toBe(Date.parse(startedAt));
});

test('without a run of ours, it is waited since the commit', async () => {
  const { since } = await facts();
  expect(Math.abs(Date.now() - Date.parse(since))).toBeLessThan(60_000);
});
