import { openPull, type Scene, scene } from './hub.js';

let it: Scene;
let number: number;
beforeAll(async () => {
  it = await scene();
  number = await openPull(it);
});
afterAll(() => it.hub.close());

interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string; readonly type?: string }[];
}

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const { data } = await it.app.request('POST /graphql', { query, variables });
  return data as Answer;
}

const inRepo = (inner: string) => `{ repository(owner: "octo", name: "demo") { ${inner} } }`;

test('a pull request with its files, commits and checks', async () => {
  const { head } = await it.repo.pullRequest(number);
  await it.app.rest.checks.create({ ...it.at, name: 'wavegate', head_sha: head.sha, conclusion: 'success' });
  const { data, errors } = await ask(
    inRepo(`pullRequest(number: ${number}) {
      title state headRefOid changedFiles mergeable isCrossRepository author { login }
      files(first: 10) { nodes { path changeType } }
      commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 5) { nodes {
        __typename ... on CheckRun { name conclusion } } } } } } }
    }`),
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    repository: {
      pullRequest: {
        title: 'A change',
        state: 'OPEN',
        headRefOid: head.sha,
        changedFiles: 1,
        mergeable: 'MERGEABLE',
        isCrossRepository: false,
        author: { login: 'mona' },
        files: { nodes: [{ path: 'src/lib.rs', changeType: 'MODIFIED' }] },
        commits: {
          nodes: [
            {
              commit: {
                oid: head.sha,
                statusCheckRollup: {
                  state: 'SUCCESS',
                  contexts: { nodes: [{ __typename: 'CheckRun', name: 'wavegate', conclusion: 'SUCCESS' }] },
                },
              },
            },
          ],
        },
      },
    },
  });
});

describe('blobs', () => {
  const LIMIT = 512_000;
  test.each([
    ['text', 'hello\n', { text: 'hello\n', isTruncated: false, isBinary: false, byteSize: 6 }],
    ['binary', Buffer.from([0, 1]), { text: null, isTruncated: false, isBinary: true, byteSize: 2 }],
    ['the limit', 'x'.repeat(LIMIT), { isTruncated: false, byteSize: LIMIT }],
    [
      'over the limit',
      'x'.repeat(LIMIT + 1),
      { text: 'x'.repeat(LIMIT), isTruncated: true, byteSize: LIMIT + 1 },
    ],
  ])('%s', async (name, content, expected) => {
    const branch = `blob-${name.replaceAll(' ', '-')}`;
    await it.repo.commit({ branch, message: name, files: { file: content } });
    const query = inRepo(
      `object(expression: "${branch}:file") { ... on Blob { text isTruncated isBinary byteSize } }`,
    );
    const { data } = await ask(query);
    expect(data).toMatchObject({ repository: { object: expected } });
  });

  test('a SHA or a path that is not there is null', async () => {
    const query = inRepo(
      `a: object(oid: "${'a'.repeat(40)}") { oid } b: object(expression: "main:no") { oid }`,
    );
    expect((await ask(query)).data).toEqual({ repository: { a: null, b: null } });
  });
});

test('threads are paged, resolved and opened again', async () => {
  const comments = [1, 2, 3].map((line) => ({ path: 'src/lib.rs', line, body: `${line}` }));
  await it.app.rest.pulls.createReview({
    ...it.at,
    pull_number: number,
    event: 'COMMENT',
    body: 'b',
    comments,
  });
  const query = `query($after: String) { repository(owner: "octo", name: "demo") { pullRequest(number: ${number}) {
    reviewThreads(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      nodes { id isResolved line comments(first: 1) { nodes { body author { __typename login } } } } } } } }`;
  const page = async (after: string | null) => {
    const { data } = await ask(query, { after });
    return (data as { repository: { pullRequest: { reviewThreads: Page } } }).repository.pullRequest
      .reviewThreads;
  };
  const first = await page(null);
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  expect(first.nodes[0]?.comments.nodes[0]).toEqual({
    body: '1',
    author: { __typename: 'Bot', login: 'wavegate' },
  });
  const second = await page(first.pageInfo.endCursor);
  expect(second.nodes.map(({ line }) => line)).toEqual([3]);
  expect(second.pageInfo.hasNextPage).toBe(false);
  const change = (name: string) =>
    ask(`mutation($id: ID!) { ${name}(input: { threadId: $id }) { thread { isResolved } } }`, {
      id: first.nodes[0]?.id,
    });
  expect((await change('resolveReviewThread')).data).toEqual({
    resolveReviewThread: { thread: { isResolved: true } },
  });
  expect((await it.repo.pullRequest(number)).threads.map(({ resolved }) => resolved)).toEqual([
    true,
    false,
    false,
  ]);
  expect((await change('unresolveReviewThread')).data).toEqual({
    unresolveReviewThread: { thread: { isResolved: false } },
  });
});

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly nodes: readonly {
    readonly id: string;
    readonly line: number;
    readonly comments: { readonly nodes: readonly unknown[] };
  }[];
}

test.each([
  [
    'what is not there',
    '{ repository(owner: "octo", name: "nothing") { id } }',
    'Could not resolve to a Repository',
  ],
  ['what the emulator lacks', inRepo('stargazerCount'), 'does not implement Repository.stargazerCount'],
])('%s is an error beside the data', async (_name, query, message) => {
  const { errors } = await ask(query);
  expect(errors?.[0]?.message).toContain(message);
});

test('an unknown field and a missing first are refused and recorded', async () => {
  const before = it.hub.checker.report().violations.length;
  expect((await ask(inRepo('colour'))).errors?.[0]?.message).toContain('Cannot query field "colour"');
  expect((await ask(inRepo('pullRequests { totalCount }'))).errors?.[0]?.message).toContain(
    '`first` or `last`',
  );
  expect(it.hub.checker.report().violations.length).toBe(before + 2);
});
