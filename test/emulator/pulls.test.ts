import { Inbox, openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
let inbox: Inbox;
beforeEach(async () => {
  it = await scene();
  inbox = await Inbox.open();
  it.hub.setWebhookUrl(inbox.url);
});
afterEach(async () => {
  const { violations } = it.hub.checker.report();
  await it.hub.close();
  await inbox.close();
  expect(violations).toEqual([]);
});

const get = async (number: number) => (await it.app.rest.pulls.get({ ...it.at, pull_number: number })).data;

test('opening tells the app, and the counts are git’s', async () => {
  const number = await openPull(it);
  await it.hub.settled();
  expect(inbox.names).toEqual(['push', 'check_suite.requested', 'pull_request.opened']);
  expect(await get(number)).toMatchObject({
    state: 'open',
    mergeable: true,
    mergeable_state: 'clean',
    changed_files: 1,
    additions: 1,
    deletions: 0,
    commits: 1,
    user: { login: 'mona' },
    head: { label: 'octo:change', repo: { full_name: 'octo/demo' } },
  });
});

test('a push moves the head and says from where to where', async () => {
  const number = await openPull(it);
  const before = (await get(number)).head.sha;
  const after = await it.repo.commit({ branch: 'change', message: 'more', files: { 'new.md': 'x\n' } });
  await it.hub.settled();
  expect(inbox.find('pull_request', 'synchronize')?.payload).toMatchObject({
    before,
    after,
    pull_request: { head: { sha: after } },
  });
  expect((await get(number)).commits).toBe(2);
  expect(await it.repo.record.git.commitSha(`refs/pull/${number}/head`)).toBe(after);
});

test('a force push is one, and needs force', async () => {
  const number = await openPull(it);
  const files = { 'README.md': 'other\n' };
  const rewrite = { branch: 'change', parent: 'main', message: 'rewritten', files };
  await expect(it.repo.commit(rewrite)).rejects.toThrow('pass force');
  const sha = await it.repo.commit({ ...rewrite, force: true });
  await it.hub.settled();
  expect((await get(number)).head.sha).toBe(sha);
  const pushes = inbox.received.filter(({ event }) => event === 'push');
  expect(pushes.at(-1)?.payload).toMatchObject({ forced: true, created: false, after: sha });
});

test('editing, closing, reopening, drafts', async () => {
  const number = await openPull(it);
  const at = { ...it.at, pull_number: number };
  await it.maintainer.rest.pulls.update({ ...at, title: 'Better', body: 'Why' });
  await it.maintainer.rest.pulls.update({ ...at, state: 'closed' });
  await it.maintainer.rest.pulls.update({ ...at, state: 'open' });
  await it.repo.setDraft(number, true);
  await it.repo.setDraft(number, false);
  await it.hub.settled();
  expect(inbox.names.slice(3)).toEqual([
    'pull_request.edited',
    'pull_request.closed',
    'pull_request.reopened',
    'pull_request.converted_to_draft',
    'pull_request.ready_for_review',
  ]);
  expect(inbox.find('pull_request', 'edited')?.payload).toMatchObject({
    changes: { title: { from: 'A change' } },
  });
});

describe('what GitHub refuses', () => {
  const create = (head: string, base = 'main') =>
    it.maintainer.rest.pulls.create({ ...it.at, head, base, title: 'T' });

  test.each([
    ['an unknown head', 'nowhere', 'main', 'Validation Failed'],
    ['an unknown base', 'change', 'nowhere', 'Validation Failed'],
    ['a second one of the same branches', 'change', 'main', 'already exists for octo:change'],
    ['one without commits', 'same', 'main', 'No commits between main and same'],
    ['unrelated histories', 'island', 'main', 'no history in common'],
  ])('%s', async (_name, head, base, message) => {
    await openPull(it);
    await it.repo.setBranch('same', 'main');
    await it.repo.commit({ branch: 'island', parent: null, message: 'alone', files: { a: 'a' } });
    expect(await refusal(create(head, base))).toEqual({
      status: 422,
      message: expect.stringContaining(message),
    });
  });

  test('a stranger’s merge', async () => {
    const number = await openPull(it);
    const call = it.outsider.rest.pulls.merge({ ...it.at, pull_number: number });
    expect((await refusal(call)).status).toBe(403);
  });

  test('a merge of a head that has moved', async () => {
    const number = await openPull(it);
    const call = it.maintainer.rest.pulls.merge({ ...it.at, pull_number: number, sha: 'a'.repeat(40) });
    expect((await refusal(call)).status).toBe(409);
  });

  test('a merge that conflicts', async () => {
    const number = await openPull(it);
    await it.repo.commit({ branch: 'main', message: 'other', files: { 'src/lib.rs': 'fn z() {}\n' } });
    expect(await get(number)).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    const call = it.maintainer.rest.pulls.merge({ ...it.at, pull_number: number });
    expect((await refusal(call)).status).toBe(405);
  });
});

describe.each(['merge', 'squash', 'rebase'] as const)('merging by %s', (method) => {
  test('moves the base as git does', async () => {
    const number = await openPull(it);
    await it.repo.commit({ branch: 'change', message: 'second', files: { 'new.md': 'x\n' } });
    await it.repo.commit({ branch: 'main', message: 'meanwhile', files: { 'other.md': 'y\n' } });
    const head = (await get(number)).head.sha;
    const { data } = await it.maintainer.rest.pulls.merge({
      ...it.at,
      pull_number: number,
      merge_method: method,
    });
    const { git } = it.repo.record;
    expect(await it.repo.branchSha('main')).toBe(data.sha);
    const tree = await git.tree((await git.treeSha(data.sha)) ?? '', true);
    expect(tree.map(({ path }) => path)).toEqual(['README.md', 'new.md', 'other.md', 'src', 'src/lib.rs']);
    expect((await git.commit(data.sha))?.parents).toHaveLength(method === 'merge' ? 2 : 1);
    expect(await git.isAncestor(head, data.sha)).toBe(method === 'merge');
    expect(await get(number)).toMatchObject({ state: 'closed', merged: true, merge_commit_sha: data.sha });
    await it.hub.settled();
    expect(inbox.find('pull_request', 'closed')?.payload).toMatchObject({ pull_request: { merged: true } });
  });
});

describe('forks', () => {
  async function fromFork(): Promise<{ number: number; fork: Awaited<ReturnType<typeof it.repo.fork>> }> {
    const fork = await it.repo.fork('stranger');
    await fork.commit({
      branch: 'theirs',
      message: 'theirs',
      files: { 'their.md': 'x\n' },
      author: 'stranger',
    });
    const { data } = await it.outsider.rest.pulls.create({
      ...it.at,
      head: 'stranger:theirs',
      base: 'main',
      title: 'From outside',
    });
    return { number: data.number, fork };
  }

  test('their commits are in the base repository, and checks name no pull request', async () => {
    const { number, fork } = await fromFork();
    const pull = await get(number);
    expect(pull.head).toMatchObject({
      label: 'stranger:theirs',
      repo: { full_name: 'stranger/demo', fork: true },
    });
    await it.hub.settled();
    expect(inbox.names).toEqual(['pull_request.opened']);
    const { data: run } = await it.app.rest.checks.create({ ...it.at, name: 'x', head_sha: pull.head.sha });
    expect(run.pull_requests).toEqual([]);
    const sha = await fork.commit({ branch: 'theirs', message: 'more', files: { 'their.md': 'y\n' } });
    expect((await get(number)).head.sha).toBe(sha);
    const { data: file } = await it.app.rest.git.getBlob({
      ...it.at,
      file_sha: (await it.repo.pullRequest(number)).files[0]?.sha ?? '',
    });
    expect(Buffer.from(file.content, 'base64').toString()).toBe('y\n');
  });

  test('a deleted fork leaves a pull request without a head repository', async () => {
    const { number, fork } = await fromFork();
    await fork.delete();
    const pull = await get(number);
    expect(pull.head.repo).toBeNull();
    const { data: files } = await it.app.rest.pulls.listFiles({ ...it.at, pull_number: number });
    expect(files.map(({ filename }) => filename)).toEqual(['their.md']);
    await it.maintainer.rest.pulls.update({ ...it.at, pull_number: number, state: 'closed' });
    await it.hub.settled();
    expect(inbox.find('pull_request', 'closed')?.payload).toMatchObject({
      pull_request: { head: { repo: null } },
    });
  });
});

test('a deleted head branch closes the pull request, and it cannot be reopened', async () => {
  const number = await openPull(it);
  await it.repo.setBranch('change', null);
  expect(await get(number)).toMatchObject({ state: 'closed', merged: false });
  const call = it.maintainer.rest.pulls.update({ ...it.at, pull_number: number, state: 'open' });
  expect((await refusal(call)).status).toBe(422);
});

test('a head that reaches its base by a push is merged', async () => {
  const number = await openPull(it);
  const { head } = await get(number);
  await it.repo.setBranch('main', head.sha);
  expect(await get(number)).toMatchObject({ state: 'closed', merged: true });
});

describe('files', () => {
  test('renames, modes, binaries, links and submodules', async () => {
    const long = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n');
    await it.repo.commit({
      branch: 'main',
      message: 'base',
      files: { 'old.md': `${long}\n`, 'run.sh': '#!/bin/sh\n' },
    });
    await it.repo.commit({
      branch: 'kinds',
      message: 'kinds',
      files: {
        'old.md': null,
        'docs/new.md': `${long}\nmore\n`,
        'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
        'data.bin': Buffer.from([0, 1, 2, 255]),
        link: { symlink: 'README.md' },
        module: { submodule: 'b'.repeat(40) },
        'odd "name" ü.md': 'x\n',
      },
    });
    const number = await it.repo.openPullRequest({ head: 'kinds' });
    const { data } = await it.app.rest.pulls.listFiles({ ...it.at, pull_number: number });
    const brief = data.map((file) => [
      file.filename,
      file.status,
      file.previous_filename ?? null,
      file.patch ?? null,
    ]);
    expect(Object.fromEntries(brief.map(([name, ...rest]) => [name, rest]))).toEqual({
      'data.bin': ['added', null, null],
      'docs/new.md': ['renamed', 'old.md', expect.stringContaining('+more')],
      link: ['added', null, '@@ -0,0 +1 @@\n+README.md\n\\ No newline at end of file'],
      module: ['added', null, expect.stringContaining('+Subproject commit')],
      'odd "name" ü.md': ['added', null, '@@ -0,0 +1 @@\n+x'],
      'run.sh': ['modified', null, null],
    });
  });

  test('the list ends at 3,000', async () => {
    const files = Object.fromEntries(Array.from({ length: 3001 }, (_, n) => [`f/${n}.txt`, `${n}\n`]));
    await it.repo.commit({ branch: 'many', message: 'many', files });
    const number = await it.repo.openPullRequest({ head: 'many' });
    expect((await get(number)).changed_files).toBe(3001);
    const all = await it.app.paginate(it.app.rest.pulls.listFiles, {
      ...it.at,
      pull_number: number,
      per_page: 100,
    });
    expect(all).toHaveLength(3000);
    const diff = it.app.rest.pulls.get({ ...it.at, pull_number: number, mediaType: { format: 'diff' } });
    expect((await refusal(diff)).status).toBe(406);
  });
});

test('the list of pull requests can be narrowed', async () => {
  const number = await openPull(it);
  await openPull(it, 'second');
  const list = async (more: Record<string, string>) =>
    (await it.app.rest.pulls.list({ ...it.at, ...more })).data.map((pull) => pull.number);
  expect(await list({})).toEqual([number + 1, number]);
  expect(await list({ head: 'octo:change' })).toEqual([number]);
  expect(await list({ state: 'closed' })).toEqual([]);
});
