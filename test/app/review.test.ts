import { ASYNC, BLOCKING, RUNNER, type Stage, stage } from './stage.js';

const BRANCH = 'codex/wave8c-step2-change';
const NEW = 'crates/assay-core/src/engine/loader.rs';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(() => on.scene({ [RUNNER]: ASYNC }));
afterAll(() => on.close());

async function recheck(number: number): Promise<void> {
  await on.repo.comment(number, { author: 'ada', body: '/wave8 recheck' });
  await on.settle();
}

describe('a review', () => {
  test('says a new finding on its line, with why and what instead, once', async () => {
    const number = await on.open(BRANCH, { [NEW]: BLOCKING });
    await on.settle();
    const { reviews, threads, checkRuns } = await on.repo.pullRequest(number);
    expect(reviews).toMatchObject([
      { state: expect.stringMatching(/^commented$/i), commitSha: checkRuns[0]?.headSha },
    ]);
    expect(threads).toMatchObject([{ path: NEW, line: 4, side: 'RIGHT', resolved: false }]);
    expect(threads[0]?.comments[0]?.body).toMatch(/\*\*Why:\*\*[\s\S]*\*\*Instead:\*\*/);
    await recheck(number);
    expect((await on.repo.pullRequest(number)).threads).toHaveLength(1);
    expect((await on.repo.pullRequest(number)).reviews).toHaveLength(1);
  });

  test('reaches the lines of files that a comparison has no room for', async () => {
    const notes = Array.from({ length: 301 }, (_, n) => [`crates/assay-core/notes/${n}.md`, `${n}\n`]);
    const number = await on.open(BRANCH, { ...Object.fromEntries(notes), [NEW]: BLOCKING });
    await on.settle();
    expect((await on.repo.pullRequest(number)).threads).toMatchObject([{ path: NEW, line: 4 }]);
  });

  test('says what only moved, on its new line, with the place where it was', async () => {
    await on.scene();
    const close = 'codex/wave8c-step3-close';
    const number = await on.open(close, { [RUNNER]: 'mod loader;\n', [NEW]: BLOCKING });
    await on.settle();
    const { threads, checkRuns } = await on.repo.pullRequest(number);
    expect(threads).toMatchObject([{ path: NEW, line: 4 }]);
    expect(threads[0]?.comments[0]?.body).toMatch(/runner[^ ]*rs[^ ]*4<?.*moved is not fixed/u);
    expect(checkRuns[0]).toMatchObject({ conclusion: 'failure' });
  });

  test('is not repeated after a push that leaves the finding where it is, only lower', async () => {
    const number = await on.open(BRANCH, { [NEW]: BLOCKING });
    await on.settle();
    await on.repo.commit({
      branch: BRANCH,
      message: 'More',
      files: { [NEW]: `// a line more\n${BLOCKING}` },
    });
    await on.settle();
    expect((await on.repo.pullRequest(number)).threads).toHaveLength(1);
  });

  test('has its thread resolved when the finding is gone', async () => {
    const number = await on.open(BRANCH, { [NEW]: BLOCKING });
    await on.settle();
    await on.repo.commit({ branch: BRANCH, message: 'Fix', files: { [NEW]: ASYNC } });
    await on.settle();
    const { threads, checkRuns } = await on.repo.pullRequest(number);
    expect(threads).toMatchObject([{ resolved: true }]);
    expect(checkRuns).toMatchObject([{ conclusion: 'success' }]);
  });

  test('that GitHub refuses loses nothing: the finding is an annotation', async () => {
    on.fault((request, proceed) =>
      request.method === 'POST' && request.url.pathname.endsWith('/reviews')
        ? Promise.resolve({
            status: 422,
            headers: {},
            body: { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] },
          })
        : proceed(),
    );
    const number = await on.open(BRANCH, { [NEW]: BLOCKING });
    await on.settle();
    const { reviews, checkRuns } = await on.repo.pullRequest(number);
    expect(reviews).toEqual([]);
    expect(checkRuns).toMatchObject([{ status: 'completed', conclusion: 'failure' }]);
    expect(checkRuns[0]?.annotations).toMatchObject([{ path: NEW, startLine: 4 }]);
    expect(on.log()).toContain('review refused');
  });

  test('whose answer is lost is not posted twice', async () => {
    let lost = false;
    on.fault(async (request, proceed) => {
      const reply = await proceed();
      if (lost || request.method !== 'POST' || !request.url.pathname.endsWith('/reviews')) return reply;
      lost = true;
      return { status: 500, headers: {}, body: { message: 'Server Error' } };
    });
    const number = await on.open(BRANCH, { [NEW]: BLOCKING });
    await on.settle();
    expect(lost).toBe(true);
    expect((await on.repo.pullRequest(number)).reviews).toHaveLength(1);
    expect((await on.repo.pullRequest(number)).threads).toHaveLength(1);
  });

  test.each([
    ['where GraphQL is away is posted all the same, once', '/graphql', 1],
    ['that cannot be posted leaves the verdict as it is', '/reviews', 0],
  ])('%s', async (_name, path, posted) => {
    on.fault((request, proceed) =>
      request.method === 'POST' && request.url.pathname.endsWith(path)
        ? Promise.resolve({ status: 502, headers: {}, body: { message: 'Bad Gateway' } })
        : proceed(),
    );
    const number = await on.open(BRANCH, { [NEW]: BLOCKING });
    await on.settle();
    await recheck(number);
    const { checkRuns, reviews } = await on.repo.pullRequest(number);
    expect(checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(reviews).toHaveLength(posted);
  });
});
