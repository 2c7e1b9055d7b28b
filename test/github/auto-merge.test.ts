import { WriteRefused } from '../../src/github/errors.js';
import type { GitHub } from '../../src/github/port.js';
import type { FactQuestion } from '../../src/snapshot/facts.js';
import { type Connection, connect } from './connect.js';

let on: Connection;
let github: GitHub;
let number: number;
let head: string;
let branches = 0;
beforeAll(async () => {
  on = await connect();
  await on.repo.commit({ branch: 'main', parent: null, message: 'Begin', files: { a: 'a' } });
});
beforeEach(async () => {
  branches += 1;
  const branch = `feature-${branches}`;
  head = await on.repo.commit({ branch, message: 'Change', files: { [branch]: 'x' } });
  number = await on.repo.openPullRequest({ head: branch });
  on.repo.protect('main', []);
  on.repo.allowAutoMerge(true);
  github = await on.github();
});
afterEach(() => expect(on.hub.checker.report().violations.filter(({ by }) => by === 'client')).toEqual([]));
afterAll(() => on.hub.close());

const standing = async () => github.facts.autoMerge({ pullRequest: number } as FactQuestion);

/** Answers 502 to the first request of a kind, after it took effect. */
function lose(path: RegExp, body = /./): () => number {
  let seen = 0;
  on.hub.intercept(async (request, proceed) => {
    if (!path.test(request.url.pathname) || !body.test(String(request.body))) return proceed();
    seen += 1;
    const reply = await proceed();
    return seen === 1 ? { status: 502, headers: {}, body: { message: 'Server Error' } } : reply;
  });
  return () => seen;
}

describe('where something is waited for', () => {
  beforeEach(() => on.repo.protect('main', ['clippy']));

  test('it is turned on, by the method, and off', async () => {
    expect(await standing()).toEqual({ method: null, by: null });
    expect(await github.autoMerging.enable(number, head, 'squash')).toBe('enabled');
    expect(await standing()).toMatchObject({ method: 'squash', by: 'wavegate[bot]' });
    await github.autoMerging.disable(number);
    expect(await standing()).toEqual({ method: null, by: null });
    await github.autoMerging.disable(number);
  });

  test('twice is once', async () => {
    await github.autoMerging.enable(number, head, 'squash');
    expect(await github.autoMerging.enable(number, head, 'squash')).toBe('enabled');
  });

  test('a lost answer is looked for before it is asked again', async () => {
    const seen = lose(/graphql$/, /enablePullRequestAutoMerge/);
    expect(await github.autoMerging.enable(number, head, 'squash')).toBe('enabled');
    expect(seen()).toBe(1);
  });

  test('a head that moved on is not merged', async () => {
    const asked = github.autoMerging.enable(number, '0'.repeat(40), 'squash');
    await expect(asked).rejects.toThrow(/newer commit was pushed/);
    expect(await standing()).toMatchObject({ method: null });
  });

  test('a repository that does not allow it says so', async () => {
    on.repo.allowAutoMerge(false);
    await expect(github.autoMerging.enable(number, head, 'squash')).rejects.toThrow(WriteRefused);
  });
});

describe('where nothing is left to wait for', () => {
  test('it is merged at once, by squash', async () => {
    expect(await github.autoMerging.enable(number, head, 'squash')).toBe('merged');
    expect(await on.repo.pullRequest(number)).toMatchObject({ state: 'merged' });
  });

  test('a lost answer to the merge merges once', async () => {
    const seen = lose(/\/merge$/);
    expect(await github.autoMerging.enable(number, head, 'squash')).toBe('merged');
    expect(seen()).toBe(1);
  });

  test('merged already is merged', async () => {
    await github.autoMerging.enable(number, head, 'squash');
    expect(await github.autoMerging.enable(number, head, 'squash')).toBe('merged');
  });

  test.each([
    ['clean', 'merged'],
    ['unstable', 'open'],
  ])('on a branch without rules what is %s is %s afterwards', async (mergeable_state, state) => {
    const message = 'Pull request Protected branch rules not configured for this branch';
    const stop = on.hub.intercept(async (request, proceed) => {
      if (String(request.body).includes('enablePullRequestAutoMerge'))
        return { status: 200, headers: {}, body: { data: null, errors: [{ message }] } };
      const reply = await proceed();
      if (!/\/pulls\/\d+$/.test(request.url.pathname)) return reply;
      return { ...reply, body: { ...(reply.body as object), mergeable_state } };
    });
    await github.autoMerging.enable(number, head, 'squash').catch((error: unknown) => {
      expect(error).toBeInstanceOf(WriteRefused);
    });
    stop();
    expect(await on.repo.pullRequest(number)).toMatchObject({ state });
  });
});
