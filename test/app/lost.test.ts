import { setTimeout as sleep } from 'node:timers/promises';
import { ASYNC, RUNNER, type Stage, stage } from './stage.js';

const BRANCH = 'codex/wave8c-step3-close';

let on: Stage;
beforeAll(async () => {
  on = await stage(undefined, undefined, { whenLost: [100, 200] });
});
beforeEach(() => on.scene());
afterAll(() => on.close());

const runs = async (number: number) => (await on.repo.pullRequest(number)).checkRuns;

/** Answers so as often as it is said, whatever is asked of the place. */
function answering(status: number, path: RegExp, times: number): { readonly asked: () => number } {
  let asked = 0;
  on.fault((request, proceed) => {
    if (!path.test(request.url.pathname) || asked === times) return proceed();
    asked += 1;
    return Promise.resolve({ status, headers: {}, body: { message: 'No.' } });
  });
  return { asked: () => asked };
}

test.each([
  ['does not know the pull request yet', 404, /\/pulls\/\d+$/, 1],
  ['takes no check run', 500, /\/check-runs$/, 3],
])('what nobody could see, as GitHub %s, is evaluated again by itself', async (_, status, path, times) => {
  answering(status, path, times);
  const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
  await on.settle();
  expect(await runs(number)).toEqual([]);
  for (let left = 100; left > 0 && (await runs(number)).at(-1)?.status !== 'completed'; left -= 1)
    await sleep(50);
  await on.settle();
  expect(await runs(number)).toMatchObject([{ conclusion: 'success' }]);
});

test('it is given up after some times', async () => {
  const { asked } = answering(404, /\/pulls\/\d+$/, 100);
  await on.open(BRANCH, { [RUNNER]: ASYNC });
  await on.settle();
  await sleep(1_000);
  await on.settle();
  expect(asked()).toBe(3);
});
