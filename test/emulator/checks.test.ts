import { appClient, Inbox, openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
let inbox: Inbox;
let headSha: string;
beforeAll(async () => {
  it = await scene({ contract: 'record' });
  inbox = await Inbox.open();
  it.hub.setWebhookUrl(inbox.url);
  const number = await openPull(it);
  headSha = (await it.repo.pullRequest(number)).head.sha;
});
afterAll(async () => {
  await it.hub.close();
  await inbox.close();
});

const annotation = (line: number, more: Record<string, unknown> = {}) => ({
  path: 'src/lib.rs',
  start_line: line,
  end_line: line,
  annotation_level: 'failure' as const,
  message: `line ${line}`,
  ...more,
});

async function createRun(output: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const { data } = await it.app.rest.checks.create({
    ...it.at,
    name: 'wavegate',
    head_sha: headSha,
    status: 'in_progress',
    output: { title: 'T', summary: 'S', ...output },
    ...more,
  });
  return data;
}

test('annotations of later requests are added to the earlier ones', async () => {
  const run = await createRun({ annotations: [annotation(1), annotation(2)] });
  const output = { title: 'T', summary: 'S', annotations: [annotation(3)] };
  await it.app.rest.checks.update({ ...it.at, check_run_id: run.id, output });
  const { data } = await it.app.rest.checks.listAnnotations({ ...it.at, check_run_id: run.id });
  expect(data.map((one) => one.message)).toEqual(['line 1', 'line 2', 'line 3']);
});

test.each([
  [49, null],
  [50, null],
  [51, 422],
])('%d annotations in one request: %p', async (count, status) => {
  const annotations = Array.from({ length: count }, (_, index) => annotation(index + 1));
  const call = createRun({ annotations });
  if (status === null) expect((await call).output.annotations_count).toBe(count);
  else expect((await refusal(call)).status).toBe(status);
});

const BYTES = 65_535;
test.each([
  ['a summary', { summary: 'x'.repeat(BYTES - 1) }, null],
  ['a summary', { summary: 'x'.repeat(BYTES) }, null],
  ['a summary', { summary: 'x'.repeat(BYTES + 1) }, 422],
  ['a summary of two-byte characters', { summary: 'ü'.repeat(32_767) }, null],
  ['a summary of two-byte characters', { summary: 'ü'.repeat(32_768) }, 422],
  ['a text', { text: 'ü'.repeat(32_768) }, 422],
  ['a title', { title: 'x'.repeat(255) }, null],
  ['a title', { title: 'x'.repeat(256) }, 422],
  ['an annotation title', { annotations: [annotation(1, { title: 'x'.repeat(256) })] }, 422],
  ['a message', { annotations: [annotation(1, { message: 'x'.repeat(65_536) })] }, null],
  ['a message', { annotations: [annotation(1, { message: 'x'.repeat(65_537) })] }, 422],
  ['columns on one line', { annotations: [annotation(1, { start_column: 1, end_column: 4 })] }, null],
  ['columns on two lines', { annotations: [annotation(1, { end_line: 2, start_column: 1 })] }, 422],
  ['an end before the start', { annotations: [annotation(2, { end_line: 1 })] }, 422],
])('%s at its limit', async (_name, output, status) => {
  const call = createRun(output);
  if (status === null) expect((await call).status).toBe('in_progress');
  else expect((await refusal(call)).status).toBe(status);
});

test.each([
  ['a label of 21', { label: 'x'.repeat(21), description: 'd', identifier: 'i' }],
  ['a description of 41', { label: 'l', description: 'x'.repeat(41), identifier: 'i' }],
  ['an identifier of 21', { label: 'l', description: 'd', identifier: 'x'.repeat(21) }],
])('%s is refused', async (_name, action) => {
  expect((await refusal(createRun({}, { actions: [action] }))).status).toBe(422);
});

test('a conclusion completes the run, and a status takes it back', async () => {
  const run = await createRun({}, { status: undefined, conclusion: 'failure' });
  expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
  expect(run.completed_at).not.toBeNull();
  const { data } = await it.app.rest.checks.update({ ...it.at, check_run_id: run.id, status: 'in_progress' });
  expect(data).toMatchObject({ status: 'in_progress', conclusion: null, completed_at: null });
});

test('a run of another app cannot be changed', async () => {
  const run = await createRun();
  const ci = it.hub.createApp({ slug: 'ci' });
  it.hub.install(ci, it.repo);
  const other = await appClient(it.hub, ci);
  const call = other.rest.checks.update({ ...it.at, check_run_id: run.id, conclusion: 'success' });
  expect((await refusal(call)).status).toBe(403);
});

test('the list gives the latest run of each name', async () => {
  await createRun({}, { name: 'twice' });
  const second = await createRun({}, { name: 'twice' });
  const at = { ...it.at, ref: headSha, check_name: 'twice' };
  const { data: latest } = await it.app.rest.checks.listForRef(at);
  expect(latest.check_runs.map(({ id }) => id)).toEqual([second.id]);
  const { data: all } = await it.app.rest.checks.listForRef({ ...at, filter: 'all' });
  expect(all.total_count).toBe(2);
});

describe('events', () => {
  test('re-running one run, re-running all, pressing a button', async () => {
    const actions = [{ label: 'Recheck', description: 'Again', identifier: 'recheck' }];
    const run = await createRun({}, { actions, conclusion: 'failure' });
    await it.maintainer.rest.checks.rerequestRun({ ...it.at, check_run_id: run.id });
    await it.repo.rerequestCheckSuite(headSha, 'mona');
    await it.repo.requestAction(run.id, 'recheck', 'mona');
    await it.hub.settled();
    const rerequested = inbox.find('check_run', 'rerequested');
    expect(rerequested?.payload).toMatchObject({
      check_run: { id: run.id, conclusion: 'failure', pull_requests: [{ number: 1 }] },
      sender: { login: 'mona' },
    });
    expect(inbox.find('check_suite', 'rerequested')?.payload).toMatchObject({
      check_suite: { head_sha: headSha },
    });
    expect(inbox.find('check_run', 'requested_action')?.payload).toMatchObject({
      requested_action: { identifier: 'recheck' },
    });
    await expect(it.repo.requestAction(run.id, 'unknown')).rejects.toThrow('Validation Failed');
  });

  test('strangers cannot re-run', async () => {
    const run = await createRun({}, { conclusion: 'failure' });
    const call = it.outsider.rest.checks.rerequestRun({ ...it.at, check_run_id: run.id });
    expect((await refusal(call)).status).toBe(403);
  });
});

test('statuses are combined, the latest of each context', async () => {
  const status = (state: 'pending' | 'success' | 'failure', context: string) =>
    it.maintainer.rest.repos.createCommitStatus({ ...it.at, sha: headSha, state, context });
  await status('pending', 'ci');
  await status('success', 'ci');
  const combined = async () =>
    (await it.app.rest.repos.getCombinedStatusForRef({ ...it.at, ref: headSha })).data.state;
  expect(await combined()).toBe('success');
  await status('failure', 'lint');
  expect(await combined()).toBe('failure');
});

test('the emulator’s own answers keep the contract', () => {
  const own = it.hub.checker.report().violations.filter(({ by }) => by === 'server');
  expect(own).toEqual([]);
});
