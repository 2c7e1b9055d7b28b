import { Inbox, openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
let inbox: Inbox;
let number: number;
beforeAll(async () => {
  it = await scene();
  inbox = await Inbox.open();
  number = await openPull(it);
  it.hub.setWebhookUrl(inbox.url);
});
afterAll(async () => {
  const { violations } = it.hub.checker.report();
  await it.hub.close();
  await inbox.close();
  expect(violations).toEqual([]);
});

const comment = async (body: string) =>
  (await it.outsider.rest.issues.createComment({ ...it.at, issue_number: number, body })).data;

test('a comment on a pull request is an event of its issue', async () => {
  const made = await comment('/wave8 recheck');
  await it.hub.settled();
  expect(inbox.find('issue_comment', 'created')?.payload).toMatchObject({
    comment: { id: made.id, body: '/wave8 recheck', user: { login: 'stranger' }, author_association: 'NONE' },
    issue: { number, pull_request: { url: expect.stringContaining(`/pulls/${number}`) } },
    sender: { login: 'stranger', type: 'User' },
  });
});

test('an edit tells what was there before', async () => {
  const { id } = await comment('before');
  await it.outsider.rest.issues.updateComment({ ...it.at, comment_id: id, body: 'after' });
  await it.hub.settled();
  expect(inbox.find('issue_comment', 'edited')?.payload).toMatchObject({
    changes: { body: { from: 'before' } },
    comment: { body: 'after' },
  });
});

test.each([
  [65_535, null],
  [65_536, null],
  [65_537, 422],
])('%d characters: %p', async (length, status) => {
  const call = comment('ü'.repeat(length));
  if (status === null) expect((await call).body).toHaveLength(length);
  else expect(await refusal(call)).toEqual({ status, message: expect.stringContaining('body is too long') });
});

test('a blank comment is refused', async () => {
  expect((await refusal(comment('  \n'))).status).toBe(422);
});

test('an app edits its own comments only', async () => {
  const { id } = await comment('theirs');
  const call = it.app.rest.issues.updateComment({ ...it.at, comment_id: id, body: 'mine' });
  expect((await refusal(call)).status).toBe(403);
});

test('a reaction is made once, and taken back by its maker', async () => {
  const { id } = await comment('react');
  const react = () =>
    it.app.rest.reactions.createForIssueComment({ ...it.at, comment_id: id, content: 'eyes' });
  const first = await react();
  const second = await react();
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.data.id).toBe(first.data.id);
  const reaction = { ...it.at, comment_id: id, reaction_id: first.data.id };
  expect((await refusal(it.outsider.rest.reactions.deleteForIssueComment(reaction))).status).toBe(403);
  await it.app.rest.reactions.deleteForIssueComment(reaction);
  const { data } = await it.app.rest.reactions.listForIssueComment({ ...it.at, comment_id: id });
  expect(data).toEqual([]);
});
