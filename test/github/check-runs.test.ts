import type { Annotation, CheckRun, CheckState, GitHub } from '../../src/github/port.js';
import { type Connection, connect } from './connect.js';

let to: Connection;
let github: GitHub;
let head: string;
beforeAll(async () => {
  to = await connect();
  github = await to.github();
});
beforeEach(async () => {
  head = await to.repo.commit({ branch: 'main', message: 'x', files: { 'a.rs': `// ${Math.random()}\n` } });
});
afterAll(() => to.hub.close());

const OUTPUT = { title: 'A title', summary: 'A summary', text: 'A text' };
const EMPTY = { externalId: 'wavegate/1/1/run-0', output: OUTPUT, actions: [] };

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: 'a.rs',
    startLine: index + 1,
    endLine: index + 1,
    level: 'failure',
    title: 'A title',
    message: `number ${index}`,
  }));
}

function done(change: Partial<CheckState> = {}): CheckState {
  return { ...EMPTY, conclusion: 'failure', annotations: [], ...change };
}

/** Counts the writes of check runs that reach GitHub. */
function countedWrites() {
  const writes: string[] = [];
  const stop = to.hub.intercept((request, proceed) => {
    if (request.method !== 'GET' && request.url.pathname.includes('/check-runs')) writes.push(request.method);
    return proceed();
  });
  return { writes, stop };
}

/** Lets the `nth` write of a check run take effect, and answers 502 all the same. */
function loseAnswer(nth: number): () => void {
  let seen = 0;
  return to.hub.intercept(async (request, proceed) => {
    const reply = await proceed();
    if (request.method === 'GET' || !request.url.pathname.includes('/check-runs')) return reply;
    seen += 1;
    return seen === nth ? { status: 502, headers: {}, body: { message: 'Server Error' } } : reply;
  });
}

const shown = (run: CheckRun) => to.repo.checkRuns(head).find(({ id }) => id === run.id);

describe('a check run', () => {
  test('whose app GitHub does not name is known by its external id', async () => {
    const { id } = await github.checkRuns.create(head, EMPTY);
    await github.checkRuns.create(head, { ...EMPTY, externalId: 'of-somebody' });
    const stop = to.hub.intercept(async (request, proceed) => {
      const reply = await proceed();
      if (!request.url.pathname.endsWith('/check-runs') || request.method !== 'GET') return reply;
      const body = JSON.parse(JSON.stringify(reply.body)) as { check_runs: object[] };
      return {
        ...reply,
        body: { ...body, check_runs: body.check_runs.map((run) => ({ ...run, app: null })) },
      };
    });
    expect((await github.checkRuns.list(head)).map((run) => run.id)).toEqual([id]);
    stop();
  });

  test('is in progress when created, and ours when listed', async () => {
    const run = await github.checkRuns.create(head, EMPTY);
    expect(run).toMatchObject({
      status: 'in_progress',
      conclusion: null,
      annotationsCount: 0,
      headSha: head,
    });
    expect(run.appSlug).toBe(to.hub.app.slug);
    expect((await github.checkRuns.list(head)).map(({ id }) => id)).toEqual([run.id]);
  });

  test.each([
    [0, 1],
    [1, 1],
    [49, 1],
    [50, 1],
    [51, 2],
    [100, 2],
    [101, 3],
  ])('gets %i annotations in %i requests, completed by the last', async (count, requests) => {
    const run = await github.checkRuns.create(head, EMPTY);
    const counted = countedWrites();
    const after = await github.checkRuns.update(run, done({ annotations: annotations(count) }));
    counted.stop();
    expect(counted.writes).toHaveLength(requests);
    expect(after).toMatchObject({ status: 'completed', conclusion: 'failure', annotationsCount: count });
    expect(shown(run)?.annotations.map(({ message }) => message)).toEqual(
      annotations(count).map(({ message }) => message),
    );
  });

  test.each([1, 2, 3])('doubles no annotation when the answer to request %i is lost', async (nth) => {
    const run = await github.checkRuns.create(head, EMPTY);
    const restore = loseAnswer(nth);
    await github.checkRuns.update(run, done({ annotations: annotations(101) }));
    restore();
    expect(shown(run)?.annotations).toHaveLength(101);
    expect(shown(run)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  test('is made once when the answer to its creation is lost', async () => {
    const restore = loseAnswer(1);
    await github.checkRuns.create(head, EMPTY);
    restore();
    expect(to.repo.checkRuns(head)).toHaveLength(1);
  });

  test('stays in progress while it waits, and is not the worse for it', async () => {
    const run = await github.checkRuns.create(head, EMPTY);
    await github.checkRuns.update(run, done({ conclusion: null, annotations: annotations(1) }));
    expect(shown(run)).toMatchObject({ status: 'in_progress', conclusion: null });
  });

  test('goes back to in progress when it is evaluated again', async () => {
    const run = await github.checkRuns.create(head, EMPTY);
    const failed = await github.checkRuns.update(run, done());
    const again = await github.checkRuns.update(failed, done({ conclusion: null }));
    expect(again).toMatchObject({ status: 'in_progress', conclusion: null });
  });
});

test('runs of other names are not listed as ours', async () => {
  await github.checkRuns.create(head, EMPTY);
  const other = await to.github();
  expect((await other.checkRuns.list(head)).length).toBe(1);
  expect(await other.checkRuns.list('0'.repeat(40)).catch(() => [])).toEqual([]);
});
