import { ContractChecker } from '../../src/contract/checker.js';

const checker = new ContractChecker();

function request(method: string, target: string, body?: unknown): string[] {
  const url = new URL(target, 'http://localhost');
  return checker
    .request({ method, path: url.pathname, query: url.searchParams, body })
    .map(({ message }) => message);
}

const annotation = {
  path: 'src/lib.rs',
  start_line: 1,
  end_line: 1,
  annotation_level: 'failure',
  message: 'no',
};

function checkRun(more: Record<string, unknown>, annotations = 1): Record<string, unknown> {
  const output = { title: 'T', summary: 'S', annotations: Array(annotations).fill(annotation) };
  return { name: 'wavegate', head_sha: 'a'.repeat(40), output, ...more };
}

describe('requests', () => {
  const runs = '/repos/o/r/check-runs';
  test.each([
    ['a plain request', 'GET', '/repos/o/r/pulls?state=open&per_page=100', undefined],
    ['a path of many segments', 'GET', '/repos/o/r/contents/a/b/c.rs?ref=main', undefined],
    ['the root folder', 'GET', '/repos/o/r/contents/', undefined],
    ['a ref of many segments', 'GET', '/repos/o/r/git/ref/heads/codex/wave8a-step1-x', undefined],
    ['an encoded ref', 'GET', '/repos/o/r/commits/codex%2Fx/check-runs?filter=latest', undefined],
    ['a comparison', 'GET', '/repos/o/r/compare/main...codex/x', undefined],
    ['50 annotations', 'POST', runs, checkRun({}, 50)],
    ['a conclusion', 'POST', runs, checkRun({ status: 'completed', conclusion: 'failure' })],
    ['no body where none is needed', 'POST', '/repos/o/r/check-runs/1/rerequest', undefined],
  ])('%s is within the contract', (_name, method, target, body) => {
    expect(request(method, target, body)).toEqual([]);
  });

  test.each([
    ['an unknown operation', 'GET', '/repos/o/r/nothing', undefined, 'no such operation'],
    ['another method', 'PUT', '/repos/o/r/pulls', undefined, 'no such operation'],
    ['51 annotations', 'POST', runs, checkRun({}, 51), 'must NOT have more than 50 items'],
    ['an undocumented key', 'POST', runs, checkRun({ colour: 'red' }), '"colour" is not a permitted key'],
    [
      'an undocumented key deep inside',
      'POST',
      runs,
      checkRun({ output: { title: 'T', summary: 'S', annotations: [{ ...annotation, column: 3 }] } }),
      '"output/annotations/0/column" is not a permitted key',
    ],
    ['a missing key', 'POST', runs, { name: 'wavegate' }, "must have required property 'head_sha'"],
    ['a wrong type', 'POST', runs, checkRun({ name: 3 }), '/name must be string'],
    [
      'a wrong word',
      'POST',
      runs,
      checkRun({ conclusion: 'fine' }),
      'must be equal to one of the allowed values',
    ],
    [
      'a summary over the limit',
      'POST',
      runs,
      checkRun({ output: { title: 'T', summary: 'x'.repeat(65_536) } }),
      '65535',
    ],
    ['a wrong date', 'POST', runs, checkRun({ started_at: 'now' }), 'date-time'],
    ['no body', 'POST', '/repos/o/r/pulls', undefined, 'a body is required'],
    ['per_page 101', 'GET', '/repos/o/r/pulls?per_page=101', undefined, 'at most 100'],
    ['an unknown parameter', 'GET', '/repos/o/r/pulls?colour=red', undefined, '"colour" is no parameter'],
    ['a wrong parameter', 'GET', '/repos/o/r/pulls?state=merged', undefined, '"state"'],
    ['a number that is none', 'GET', '/repos/o/r/pulls/seven', undefined, '"pull_number"'],
  ])('%s is a violation', (_name, method, target, body, expected) => {
    expect(request(method, target, body).join('\n')).toContain(expected);
  });
});

describe('answers', () => {
  function answer(status: number, body: unknown, path = '/repos/o/r/issues/comments/1/reactions'): string[] {
    const facts = { method: 'POST', path, query: new URLSearchParams(), body: { content: 'eyes' } };
    return checker
      .response(facts, { status, contentType: 'application/json', body })
      .map(({ message }) => message);
  }
  const reaction = { id: 1, node_id: 'x', user: null, content: 'eyes', created_at: '2026-01-01T00:00:00Z' };

  test.each([200, 201])('a described answer %d', (status) => {
    expect(answer(status, reaction)).toEqual([]);
  });

  test.each([
    ['a missing field', 201, { ...reaction, content: undefined }, "required property 'content'"],
    ['a wrong field', 201, { ...reaction, id: 'one' }, '/id must be integer'],
    ['a status that is not described', 418, {}, 'status 418 is not described'],
    ['an error without words', 404, {}, 'no message'],
  ])('%s is a violation', (_name, status, body, expected) => {
    expect(answer(status, JSON.parse(JSON.stringify(body))).join('\n')).toContain(expected);
  });
});

describe('GraphQL', () => {
  function problems(query: string, variables: Record<string, unknown> = {}): string {
    return checker
      .graphql(query, variables)
      .map(({ message }) => message)
      .join('\n');
  }
  const threads = (args: string): string =>
    `query${args.includes('$n') ? '($n: Int)' : ''} { repository(owner: "o", name: "r") { pullRequest(number: 1) { reviewThreads${args} { totalCount } } } }`;

  // 100 pull requests, of each 100 reviews, of each so many comments.
  const nested = (
    comments: number,
  ): string => `{ repository(owner: "o", name: "r") { pullRequests(first: 100) { nodes {
    reviews(first: 100) { nodes { comments(first: ${comments}) { totalCount } } } } } } }`;

  test.each([
    ['first 1', threads('(first: 1)'), {}],
    ['first 100', threads('(first: 100)'), {}],
    ['last', threads('(last: 5)'), {}],
    ['a variable', threads('(first: $n)'), { n: 100 }],
    ['a default', threads('(first: $n)').replace('Int)', 'Int = 5)'), {}],
    ['fewer than 500,000 nodes', nested(48), {}],
  ])('%s is within the contract', (_name, query, variables) => {
    expect(problems(query, variables)).toBe('');
  });

  test.each([
    [
      'an unknown field',
      '{ repository(owner: "o", name: "r") { colour } }',
      {},
      'Cannot query field "colour"',
    ],
    ['a syntax error', '{ repository(', {}, 'Syntax Error'],
    ['a missing first', threads(''), {}, 'You must provide a `first` or `last` value'],
    ['an unset variable', threads('(first: $n)'), {}, 'You must provide a `first` or `last` value'],
    ['first 101', threads('(first: 101)'), {}, 'exceeds the `first` limit of 100'],
    ['a variable of 101', threads('(first: $n)'), { n: 101 }, 'exceeds the `first` limit of 100'],
    ['first 0', threads('(first: 0)'), {}, 'must be at least 1'],
    ['more than 500,000 nodes', nested(49), {}, 'exceeds the maximum limit of 500,000'],
    ['both', threads('(first: 1, last: 1)'), {}, 'Passing both'],
  ])('%s is a violation', (_name, query, variables, expected) => {
    expect(problems(query, variables)).toContain(expected);
  });
});

test('webhooks are held against their description', () => {
  expect(checker.webhook('no_such_event', {})).toHaveLength(1);
  expect(checker.webhook('pull_request', { action: 'opened', number: 1 }).length).toBeGreaterThan(0);
});

test('the report counts everything and keeps the violations', () => {
  const fresh = new ContractChecker();
  fresh.request({ method: 'GET', path: '/user', query: new URLSearchParams(), body: undefined });
  fresh.request({ method: 'GET', path: '/nowhere', query: new URLSearchParams(), body: undefined });
  fresh.graphql('{ nothing }', {});
  const report = fresh.report();
  expect(report).toMatchObject({ requests: 2, responses: 0, graphql: 1, webhooks: 0 });
  expect(report.violations.map(({ by, operation }) => `${by} ${operation}`)).toEqual([
    'client GET /nowhere',
    'client graphql',
  ]);
});
