import { randomUUID } from 'node:crypto';
import { sign } from '../../src/app/signature.js';
import { ASYNC, BLOCKING, PROGRAM, RUNNER, type Stage, stage } from './stage.js';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(() => on.scene());
afterAll(() => on.close());

const evaluations = (): number => on.log().match(/evaluation ended/g)?.length ?? 0;

/** Sends the last event about check suites again, changed: not all that GitHub may send is what the emulator sends. */
async function suiteEvent(change: Readonly<Record<string, unknown>>): Promise<void> {
  const last = on.hub.deliveries.findLast(({ event }) => event === 'check_suite')!.payload;
  const suite = { ...(last.check_suite as Readonly<Record<string, unknown>>), ...change };
  const body = JSON.stringify({ ...last, action: 'rerequested', check_suite: suite });
  const headers = {
    'x-github-event': 'check_suite',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(on.hub.app.webhookSecret, Buffer.from(body)),
  };
  await fetch(`${on.app.url}/api/github/webhooks`, { method: 'POST', body, headers });
  await on.settle();
}

async function onlyRun(number: number) {
  const { checkRuns } = await on.repo.pullRequest(number);
  expect(checkRuns).toHaveLength(1);
  return checkRuns[0]!;
}

describe('an evaluation asked for again', () => {
  test.each([
    ['by “Re-run” on the check run', (id: number) => on.repo.rerequestCheckRun(id)],
    ['by the button Recheck', (id: number) => on.repo.requestAction(id, 'recheck')],
    ['by “Re-run all checks”', async (_: number, sha: string) => on.repo.rerequestCheckSuite(sha)],
  ])('%s updates the same run and repeats no annotation', async (_, ask) => {
    const number = await on.open('codex/wave8c-step3-close', { [RUNNER]: `${BLOCKING}\n` });
    await on.settle();
    const run = await onlyRun(number);
    expect(run.annotations).toHaveLength(1);
    await ask(run.id, run.headSha);
    await on.settle();
    expect(evaluations()).toBe(2);
    expect(await onlyRun(number)).toMatchObject({ id: run.id, conclusion: 'failure', status: 'completed' });
    expect((await onlyRun(number)).annotations).toHaveLength(1);
  });

  test('by a button that is not ours does nothing', async () => {
    const number = await on.open('codex/wave8c-step3-close', { [RUNNER]: ASYNC });
    await on.settle();
    const asked = on.repo.requestAction((await onlyRun(number)).id, 'other').catch(() => {});
    await asked;
    await on.settle();
    expect(evaluations()).toBe(1);
  });

  test('for a fork, whose events name no pull request, finds it by its head', async () => {
    const fork = await on.repo.fork('mallory');
    await fork.commit({ branch: 'codex/wave8c-step3-close', message: 'Close', files: { [RUNNER]: ASYNC } });
    const number = await on.repo.openPullRequest({
      head: 'codex/wave8c-step3-close',
      fork,
      author: 'mallory',
    });
    await on.settle();
    const run = await onlyRun(number);
    expect(run.conclusion).toBe('success');
    await on.repo.rerequestCheckSuite(run.headSha);
    await on.settle();
    expect(evaluations()).toBe(2);
  });

  test.each([
    ['has no list of pull requests', { pull_requests: null }, 2],
    [
      'names one of another repository of the network, by a number that is another one here',
      { pull_requests: [{ number: 999, head: { ref: 'main' }, base: { repo: { id: 1 } } }] },
      2,
    ],
    ['does not say whose suite it is', { app: null }, 2],
    ['is about the suite of another app', { app: { id: 1 } }, 1],
  ])('by an event that %s', async (_, change, expected) => {
    const number = await on.open('codex/wave8c-step3-close', { [RUNNER]: ASYNC });
    await on.settle();
    await suiteEvent(change);
    expect(evaluations()).toBe(expected);
    expect(on.log()).not.toContain('could not be');
    await onlyRun(number);
  });

  test('after the program changed shows other annotations on a new run, which takes the old one’s place', async () => {
    const number = await on.open('codex/wave8c-step3-close', { [RUNNER]: `${BLOCKING}\n` });
    await on.settle();
    const old = await onlyRun(number);
    const program = PROGRAM.replace('crates/assay-core/src/engine/**', 'crates/assay-core/src/lib.rs');
    await on.repo.commit({ branch: 'main', message: 'Relax', files: { '.github/wavegate.yml': program } });
    await on.repo.rerequestCheckRun(old.id);
    await on.settle();
    const { checkRuns } = await on.repo.pullRequest(number);
    expect(checkRuns).toHaveLength(2);
    expect(checkRuns[0]).toMatchObject({ id: old.id, status: 'completed', conclusion: 'cancelled' });
    expect(checkRuns[1]).toMatchObject({ status: 'completed', annotations: [] });
  });
});

test('a program on the head does not weaken the gates that judge it', async () => {
  const relaxed = PROGRAM.replace('crates/assay-core/src/engine/**', 'crates/assay-core/src/lib.rs');
  const files = { [RUNNER]: `${BLOCKING}\n`, '.github/wavegate.yml': relaxed };
  const number = await on.open('codex/wave8c-step3-close', files);
  await on.settle();
  const run = await onlyRun(number);
  expect(run.conclusion).toBe('failure');
  expect(run.title).toMatch(/closure/);
});

test('a mistake in the program is answered with file, line and column', async () => {
  const wrong = PROGRAM.replace('kind: freeze, allow:', 'kind: freeze, alow:');
  await on.repo.commit({ branch: 'main', message: 'Slip', files: { '.github/wavegate.yml': wrong } });
  const number = await on.open('codex/wave8c-step3-close', { [RUNNER]: ASYNC });
  await on.settle();
  const run = await onlyRun(number);
  expect(run).toMatchObject({ conclusion: 'failure', annotations: [] });
  expect(run.summary).toMatch(/`\.github\/wavegate\.yml:11:\d+`/);
});
