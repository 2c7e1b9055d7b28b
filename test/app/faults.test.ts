import { ASYNC, BLOCKING, RUNNER, type Stage, stage } from './stage.js';

const BRANCH = 'codex/wave8c-step3-close';
const BAD_GATEWAY = { status: 502, headers: {}, body: { message: 'Server Error' } };

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(() => on.scene());
afterAll(() => on.close());

/** Answers 502 to the first `times` requests of a kind, before or after they took effect. */
function fail(method: string, path: RegExp, times: number, after = false): { readonly seen: () => number } {
  let seen = 0;
  on.fault(async (request, proceed) => {
    if (request.method !== method || !path.test(request.url.pathname)) return proceed();
    seen += 1;
    if (seen > times) return proceed();
    if (after) await proceed();
    return BAD_GATEWAY;
  });
  return { seen: () => seen };
}

describe('when GitHub stumbles', () => {
  test('logging in, a second try is as good', async () => {
    const { seen } = fail('POST', /\/access_tokens$/, 1);
    const repo = await on.hub.createRepository({ owner: 'newcomer', name: 'widgets' });
    await repo.commit({ branch: 'main', parent: null, message: 'Begin', files: { 'README.md': 'x' } });
    await repo.commit({ branch: 'fix-typo', message: 'Fix', files: { 'README.md': 'y' } });
    const number = await repo.openPullRequest({ head: 'fix-typo', author: 'ada' });
    await on.settle();
    expect(seen()).toBeGreaterThan(1);
    expect((await repo.pullRequest(number)).checkRuns).toMatchObject([{ conclusion: 'neutral' }]);
  });

  test.each([
    ['reading the pull request', 'GET', /\/pulls\/1$/],
    ['reading a tree', 'GET', /\/git\/trees\//],
    ['comparing', 'GET', /\/compare\//],
    ['finding a branch', 'GET', /\/git\/ref/],
    ['listing check runs', 'GET', /\/check-runs$/],
    ['creating the check run', 'POST', /\/check-runs$/],
    ['updating the check run', 'PATCH', /\/check-runs\//],
  ])('%s, a second try is as good', async (_, method, path) => {
    const { seen } = fail(method, path, 1);
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    expect(seen()).toBeGreaterThan(1);
    expect((await on.repo.pullRequest(number)).checkRuns).toMatchObject([
      { status: 'completed', conclusion: 'success' },
    ]);
  });

  test.each([
    ['the creation of the check run', 'POST', /\/check-runs$/],
    ['its completion', 'PATCH', /\/check-runs\//],
  ])('after the effect of %s, nothing is doubled', async (_, method, path) => {
    fail(method, path, 1, true);
    const number = await on.open(BRANCH, { [RUNNER]: `${BLOCKING}\n` });
    await on.settle();
    const { checkRuns } = await on.repo.pullRequest(number);
    expect(checkRuns).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
    expect(checkRuns[0]?.annotations).toHaveLength(1);
  });

  test('in GraphQL for good, the review is posted once all the same', async () => {
    on.fault(async (request, proceed) =>
      String(request.body).includes('reviewThreads') ? BAD_GATEWAY : proceed(),
    );
    const number = await on.open(BRANCH, { 'crates/assay-core/src/engine/more.rs': BLOCKING });
    await on.settle();
    await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    await on.settle();
    expect((await on.repo.pullRequest(number)).threads).toHaveLength(1);
  });

  test('for good, the check run fails, says why and how to retry, and a recheck mends it', async () => {
    fail('GET', /\/compare\//, 3);
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    const [run] = (await on.repo.pullRequest(number)).checkRuns;
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure', title: 'Could not evaluate' });
    expect(run?.summary).toContain('Could not compare head and base');
    expect(run?.summary).toContain('`/wavegate recheck`');
    await on.repo.comment(number, { author: 'ada', body: '/wavegate recheck' });
    await on.settle();
    expect((await on.repo.pullRequest(number)).checkRuns).toMatchObject([
      { id: run?.id, conclusion: 'success' },
    ]);
  });

  test('for good while a tree is read, it is not passed', async () => {
    fail('GET', /\/git\/trees\//, 100);
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    const [run] = (await on.repo.pullRequest(number)).checkRuns;
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  test('so that not even a check run can be shown, a recheck is told so', async () => {
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC });
    await on.settle();
    fail('GET', /\/check-runs$/, 100);
    await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    await on.settle();
    const { comments } = await on.repo.pullRequest(number);
    expect(comments[0]?.reactions.map(({ content }) => content)).toEqual(['eyes', 'confused']);
    expect(comments[1]?.body).toContain('could not be evaluated');
  });
});

describe('a pull request out of the ordinary', () => {
  test('from a fork that was deleted is judged all the same', async () => {
    const fork = await on.repo.fork('mallory');
    await fork.commit({ branch: BRANCH, message: 'Close', files: { [RUNNER]: ASYNC } });
    const number = await on.repo.openPullRequest({ head: BRANCH, fork, author: 'mallory' });
    await on.settle();
    await fork.delete();
    await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
    await on.settle();
    const { head, checkRuns, comments } = await on.repo.pullRequest(number);
    expect(head.repository).toBeNull();
    expect(checkRuns).toMatchObject([{ conclusion: 'success' }]);
    expect(comments[0]?.reactions.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
  });

  test('that changes nothing is judged, too', async () => {
    await on.repo.commit({ branch: BRANCH, message: 'Change', files: { [RUNNER]: ASYNC } });
    await on.repo.commit({ branch: BRANCH, message: 'Change back', files: { [RUNNER]: BLOCKING } });
    const number = await on.repo.openPullRequest({ head: BRANCH });
    await on.settle();
    const { checkRuns } = await on.repo.pullRequest(number);
    expect(checkRuns).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
    expect(checkRuns[0]?.annotations).toMatchObject([{ path: RUNNER, startLine: 4 }]);
  });

  test('whose base branch was retargeted is judged against the new base', async () => {
    await on.repo.commit({ branch: 'other', parent: 'main', message: 'x', files: { 'docs/x.md': 'x' } });
    const number = await on.open(BRANCH, { [RUNNER]: ASYNC, 'outside.txt': 'x' });
    await on.settle();
    await on.repo.editPullRequest(number, { base: 'other' });
    await on.settle();
    expect(on.log().match(/evaluation ended/g)).toHaveLength(2);
    expect((await on.repo.pullRequest(number)).checkRuns.at(-1)).toMatchObject({ conclusion: 'failure' });
  });

  test('with a name and a path made to break Markdown breaks none', async () => {
    const path = 'docs/a|b`<img src=x>@octocat #1.md';
    const number = await on.open('codex/wave8c-step1-x', { [path]: 'x', 'crates/b|`.rs': 'fn b() {}\n' });
    await on.settle();
    const [run] = (await on.repo.pullRequest(number)).checkRuns;
    expect(run?.conclusion).toBe('failure');
    expect(`${run?.summary}${run?.text}`).not.toMatch(/<img|`<img/);
  });
});

test('a pull request with 101 findings shows them all', async () => {
  const functions = Array.from(
    { length: 101 },
    (_, i) => `pub async fn f${i}() { let _ = std::fs::read_to_string("x"); }`,
  );
  const number = await on.open(BRANCH, { [RUNNER]: `${functions.join('\n')}\n` });
  await on.settle();
  const [run] = (await on.repo.pullRequest(number)).checkRuns;
  expect(run?.annotations).toHaveLength(101);
  expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
});
