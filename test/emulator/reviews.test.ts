import { openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
let number: number;
beforeEach(async () => {
  it = await scene();
  number = await openPull(it);
});
afterEach(async () => {
  const { violations } = it.hub.checker.report();
  await it.hub.close();
  expect(violations).toEqual([]);
});

interface Wanted {
  readonly path?: string;
  readonly line?: number;
  readonly side?: string;
  readonly start_line?: number;
  readonly start_side?: string;
}

// The patch: ` fn a`, `+fn x`, ` fn b`, ` fn c` as lines 1 to 4.
const review = (comments: Wanted[]) =>
  it.app.rest.pulls.createReview({
    ...it.at,
    pull_number: number,
    event: 'COMMENT',
    body: 'Look',
    comments: comments.map((comment) => ({ path: 'src/lib.rs', body: 'Here', ...comment })),
  });

test.each<[string, Wanted]>([
  ['an added line', { line: 2, side: 'RIGHT' }],
  ['a context line', { line: 4 }],
  ['the old side', { line: 1, side: 'LEFT' }],
  ['several lines', { start_line: 1, line: 2, side: 'RIGHT', start_side: 'RIGHT' }],
])('a comment on %s', async (_name, place) => {
  await review([place]);
  const { data } = await it.app.rest.pulls.listReviewComments({ ...it.at, pull_number: number });
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({ ...place, user: { login: 'wavegate[bot]' } });
});

test.each<[string, Wanted, string]>([
  ['a line off the diff', { line: 5 }, 'Line could not be resolved'],
  ['a file off the diff', { path: 'README.md', line: 1 }, 'Path could not be resolved'],
  ['a start at the line itself', { start_line: 2, line: 2 }, 'Start line must precede the end line'],
  ['a start after the line', { start_line: 3, line: 2 }, 'Start line must precede the end line'],
  ['a start off the diff', { start_line: 99, line: 2 }, 'Start line could not be resolved'],
])('%s refuses the whole review', async (_name, place, message) => {
  const answer = await refusal(review([{ line: 2 }, place]));
  expect(answer).toEqual({ status: 422, message: expect.stringContaining(message) });
  const view = await it.repo.pullRequest(number);
  expect(view.reviews).toEqual([]);
  expect(view.threads).toEqual([]);
});

test('a single comment off the diff has words of its own', async () => {
  const call = it.app.rest.pulls.createReviewComment({
    ...it.at,
    pull_number: number,
    commit_id: (await it.repo.pullRequest(number)).head.sha,
    path: 'src/lib.rs',
    line: 99,
    body: 'Here',
  });
  const message = expect.stringContaining('pull_request_review_thread.line must be part of the diff');
  expect(await refusal(call)).toEqual({ status: 422, message });
});

test('a thread stays with its line and is outdated when the line goes', async () => {
  await review([{ line: 2 }]);
  const push = (text: string) =>
    it.repo.commit({ branch: 'change', message: 'push', files: { 'src/lib.rs': text } });
  const line = async () => (await it.repo.pullRequest(number)).threads[0]?.line;
  await push('fn z() {}\nfn a() {}\nfn x() {}\nfn b() {}\nfn c() {}\n');
  expect(await line()).toBe(3);
  await push('fn a() {}\nfn b() {}\nfn c() {}\nfn d() {}\n');
  expect(await line()).toBeNull();
});

test('replies join the thread', async () => {
  await review([{ line: 2 }]);
  const { data } = await it.app.rest.pulls.listReviewComments({ ...it.at, pull_number: number });
  const comment_id = data[0]?.id ?? 0;
  await it.maintainer.rest.pulls.createReplyForReviewComment({
    ...it.at,
    pull_number: number,
    comment_id,
    body: 'Done',
  });
  const [thread] = (await it.repo.pullRequest(number)).threads;
  expect(thread?.comments.map(({ author, body }) => [author, body])).toEqual([
    ['wavegate[bot]', 'Here'],
    ['mona', 'Done'],
  ]);
});

test('nobody approves their own pull request', async () => {
  const own = it.maintainer.rest.pulls.createReview({ ...it.at, pull_number: number, event: 'APPROVE' });
  expect(await refusal(own)).toEqual({ status: 422, message: expect.stringContaining('your own') });
  const other = await it.outsider.rest.pulls.createReview({
    ...it.at,
    pull_number: number,
    event: 'APPROVE',
  });
  expect(other.data.state).toBe('APPROVED');
});
