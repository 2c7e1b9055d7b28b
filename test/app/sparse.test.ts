import type { Server } from 'node:http';
import { sparseAnswers, sparseWebhooks } from '../support/sparse.js';
import { ASYNC, BLOCKING, PROGRAM, RUNNER, type Stage, stage } from './stage.js';

const STEP1 = 'codex/wave8c-step1-freeze';
const STEP2 = 'codex/wave8c-step2-change';
const NEW = 'crates/assay-core/src/engine/loader.rs';

let on: Stage;
let server: Server;
beforeAll(async () => {
  on = await stage();
  const hooks = await sparseWebhooks(`${on.app.url}/api/github/webhooks`, on.hub.app.webhookSecret);
  server = hooks.server;
  on.hub.setWebhookUrl(hooks.url);
});
beforeEach(async () => {
  await on.scene({ '.github/wavegate.yml': PROGRAM });
  on.fault(sparseAnswers());
});
afterAll(async () => {
  await on.close();
  server.close();
});

async function see(number: number) {
  await on.settle();
  return on.repo.pullRequest(number);
}

const latest = async (number: number) => (await see(number)).checkRuns.at(-1);

/** No optional key, no header, `null` wherever it may be: what GitHub does not promise is not relied on. */
describe('where GitHub says no more than it must', () => {
  test('findings are shown, said once, and settled', async () => {
    const number = await on.open(STEP2, { [NEW]: BLOCKING });
    expect(await latest(number)).toMatchObject({
      conclusion: 'failure',
      title: expect.stringMatching(/drift/),
    });
    await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    const { threads, comments, checkRuns } = await see(number);
    expect(threads).toMatchObject([{ path: NEW, line: 4, resolved: false }]);
    expect(comments[0]?.reactions.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
    expect(checkRuns).toHaveLength(1);
    await on.repo.rerequestCheckRun(checkRuns[0]!.id);
    await on.repo.commit({ branch: STEP2, message: 'Mend', files: { [NEW]: ASYNC } });
    expect((await see(number)).threads).toMatchObject([{ resolved: true }]);
  });

  test('a merge lets the next step on, and commands are obeyed', async () => {
    const second = await on.open(STEP2, { [RUNNER]: ASYNC });
    expect(await latest(second)).toMatchObject({ title: expect.stringMatching(/order/) });
    const first = await on.open(STEP1, { 'docs/notes.md': '# Notes\n' });
    expect(await latest(first)).toMatchObject({ conclusion: 'success' });
    await on.repo.mergePullRequest(first, 'squash');
    expect(await latest(second)).toMatchObject({ conclusion: 'success' });
    await on.repo.comment(second, { author: 'ada', body: '/wave8 status' });
    expect((await see(second)).comments.at(-1)?.body).toContain('merged');
  });

  test('a fork is judged, and asked again finds its pull request', async () => {
    const fork = await on.repo.fork('mallory');
    await fork.commit({ branch: STEP1, message: 'x', files: { 'docs/notes.md': '# Notes\n' } });
    const number = await on.repo.openPullRequest({ head: STEP1, fork, author: 'mallory' });
    const run = await latest(number);
    expect(run).toMatchObject({ conclusion: 'success' });
    await on.repo.rerequestCheckSuite(run!.headSha);
    expect(await latest(number)).toMatchObject({ id: run!.id, conclusion: 'success' });
    expect(on.log().match(/evaluation ended/g)).toHaveLength(2);
  });
});
