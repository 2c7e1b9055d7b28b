import { Campaign } from './campaign.js';

/** A repository that merges through a queue requires the app's check of the queue's own commit, too. */

let team: Campaign;
beforeAll(async () => {
  team = await Campaign.begin();
  await team.place.site.protect(['wavegate']);
});
afterAll(() => team?.close());
afterEach(() => {
  expect(team.place.violations()).toEqual([]);
});

test('a step that passes is merged by the queue, since the check is there on its commit, too', async () => {
  const number = await team.open({
    branch: 'codex/wave8a-step1-socket-telemetry-queued',
    commits: [{ message: 'docs: take stock', changes: [{ overlay: '8a-freeze' }] }],
  });
  await team.queue(number);
  expect(await team.see(number)).toMatchObject({ conclusion: 'success', state: 'merged' });
  expect((await team.status(number)).a?.[0]).toBe('merged');
});

test('what fails does not even get into it', async () => {
  const number = await team.open({
    branch: 'codex/wave8a-step3-socket-telemetry-queued',
    commits: [{ message: 'fix: all at once', changes: [{ overlay: '8a-typed-entries' }] }],
  });
  await expect(team.queue(number)).rejects.toThrow('blocked');
  expect(await team.see(number)).toMatchObject({ conclusion: 'failure', state: 'open' });
});
