import { setTimeout as sleep } from 'node:timers/promises';
import { createAlarms } from '../../src/app/alarms.js';
import { createLog } from '../../src/app/log.js';
import { createReconciler, type ReconcilerOptions } from '../../src/app/reconcile.js';

const LOG = createLog('silent');

function reconciler(more: Partial<ReconcilerOptions> = {}) {
  const looked: string[] = [];
  const made = createReconciler({
    log: LOG,
    every: null,
    installations: async () => [1, 2],
    repositories: async (id) => [
      { owner: `o${id}`, repo: 'a', defaultBranch: 'main' },
      { owner: `o${id}`, repo: 'b', defaultBranch: 'main' },
    ],
    reconcile: async ({ owner, repo }) => void looked.push(`${owner}/${repo}`),
    ...more,
  });
  return { looked, made };
}

const ALL = ['o1/a', 'o1/b', 'o2/a', 'o2/b'];

test('the start looks through every repository of every installation', async () => {
  const { looked, made } = reconciler();
  await made.start();
  made.stop();
  expect(looked).toEqual(ALL);
});

test('what fails in one keeps nothing from the others', async () => {
  const looked: string[] = [];
  const { made } = reconciler({
    reconcile: async ({ owner, repo }) => {
      if (repo === 'a') throw new Error('out of reach');
      looked.push(`${owner}/${repo}`);
    },
  });
  await made.start();
  made.stop();
  expect(looked).toEqual(['o1/b', 'o2/b']);
});

test('it looks again on the schedule, one round at a time, until it is stopped', async () => {
  let [under, most, rounds] = [0, 0, 0];
  const { made } = reconciler({
    every: 5,
    installations: async () => [1],
    repositories: async () => [{ owner: 'o', repo: 'r', defaultBranch: 'main' }],
    reconcile: async () => {
      under += 1;
      most = Math.max(most, under);
      await sleep(12);
      under -= 1;
      rounds += 1;
    },
  });
  await made.start();
  while (rounds < 3) await sleep(5);
  made.stop();
  await made.underWay();
  await sleep(30);
  const after = rounds;
  await sleep(30);
  expect(most).toBe(1);
  expect(rounds).toBe(after);
});

test('an end does not wait for a round that hangs', async () => {
  const { made } = reconciler({ reconcile: () => new Promise<never>(() => {}) });
  const round = made.start();
  made.stop();
  await round;
  await made.underWay();
});

describe('alarms', () => {
  const at = (ms: number): string => new Date(1_000_000 + ms).toISOString();
  const alarms = () => createAlarms(() => at(0));

  test('ring once at their time; one that is past rings at once', async () => {
    const rung: string[] = [];
    const made = alarms();
    made.set('past', at(-5_000), () => rung.push('past'));
    made.set('soon', at(20), () => rung.push('soon'));
    await sleep(10);
    expect(rung).toEqual(['past']);
    await sleep(40);
    expect(rung).toEqual(['past', 'soon']);
  });

  test('a later one of the key takes the place of the earlier; cleared ones and far ones do not ring', async () => {
    const rung: string[] = [];
    const made = alarms();
    made.set('a', at(5), () => rung.push('first'));
    made.set('a', at(10), () => rung.push('second'));
    made.set('b', at(5), () => rung.push('cleared'));
    made.set('c', at(2 ** 40), () => rung.push('far'));
    made.clear('b');
    await sleep(40);
    made.clearAll();
    expect(rung).toEqual(['second']);
  });
});
