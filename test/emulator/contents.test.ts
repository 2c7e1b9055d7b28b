import { openPull, refusal, type Scene, scene } from './hub.js';

let it: Scene;
beforeAll(async () => {
  it = await scene();
  await it.repo.commit({
    branch: 'main',
    message: 'more',
    files: {
      'docs/a b/ü.md': 'ü\n',
      link: { symlink: 'README.md' },
      'big.bin': Buffer.alloc(1024 * 1024 + 1, 1),
    },
  });
});
afterAll(async () => {
  const { violations } = it.hub.checker.report();
  await it.hub.close();
  expect(violations).toEqual([]);
});

const content = async (path: string, ref?: string) =>
  (await it.app.rest.repos.getContent({ ...it.at, path, ...(ref === undefined ? {} : { ref }) })).data;

test('a file, a file with an odd name, a folder, the root, a link', async () => {
  expect(await content('README.md')).toMatchObject({
    type: 'file',
    encoding: 'base64',
    content: 'IyBEZW1vCg==\n',
  });
  expect(await content('docs/a b/ü.md')).toMatchObject({ name: 'ü.md', size: 3 });
  expect(await content('src')).toMatchObject([{ type: 'file', path: 'src/lib.rs' }]);
  expect(await content('')).toHaveLength(5);
  expect(await content('link')).toMatchObject({ type: 'symlink', target: 'README.md' });
});

test('above one megabyte the bytes are left out, and raw gives them', async () => {
  expect(await content('big.bin')).toMatchObject({ content: '', encoding: 'none', size: 1024 * 1024 + 1 });
  const raw = await it.app.rest.repos.getContent({
    ...it.at,
    path: 'README.md',
    mediaType: { format: 'raw' },
  });
  expect(raw.data).toBe('# Demo\n');
});

test.each([
  ['nothing.md', undefined],
  ['README.md', 'nowhere'],
  ['README.md/deeper', undefined],
])('%s at %s is not found', async (path, ref) => {
  expect((await refusal(content(path, ref))).status).toBe(404);
});

test('trees whole and by folder, of a branch and of a SHA', async () => {
  const tree = async (tree_sha: string, recursive?: string) =>
    (await it.app.rest.git.getTree({ ...it.at, tree_sha, ...(recursive ? { recursive } : {}) })).data;
  const flat = await tree('main');
  expect(flat.tree.map(({ path }) => path)).toEqual(['README.md', 'big.bin', 'docs', 'link', 'src']);
  const whole = await tree(flat.sha, '1');
  expect(whole.truncated).toBe(false);
  expect(whole.tree.find(({ path }) => path === 'docs/a b/ü.md')).toMatchObject({ type: 'blob', size: 3 });
});

test('a comparison names merge base, distance and files', async () => {
  await openPull(it);
  await it.repo.commit({ branch: 'main', message: 'ahead', files: { 'later.md': 'x\n' } });
  const { data } = await it.app.rest.repos.compareCommitsWithBasehead({
    ...it.at,
    basehead: 'main...change',
  });
  expect(data).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1, total_commits: 1 });
  expect(data.files?.map(({ filename }) => filename)).toEqual(['src/lib.rs']);
  expect(data.merge_base_commit.sha).toBe(
    await it.repo.record.git.mergeBase('refs/heads/main', 'refs/heads/change'),
  );
});

test('an unchanged answer is 304', async () => {
  const first = await it.app.rest.repos.getContent({ ...it.at, path: 'README.md' });
  const again = it.app.rest.repos.getContent({
    ...it.at,
    path: 'README.md',
    headers: { 'if-none-match': first.headers.etag ?? '' },
  });
  expect((await refusal(again)).status).toBe(304);
});

test('pages are linked, and the rate is told', async () => {
  const answer = await it.app.rest.repos.listBranches({ ...it.at, per_page: 1 });
  expect(answer.headers.link).toMatch(/page=2>; rel="next", .*page=2>; rel="last"/);
  const remaining = Number(answer.headers['x-ratelimit-remaining']);
  const next = await it.app.rest.repos.listBranches({ ...it.at, per_page: 1, page: 2 });
  expect(next.headers.link).toMatch(/rel="prev".*rel="first"/);
  expect(Number(next.headers['x-ratelimit-remaining'])).toBe(remaining - 1);
});

test('refs are read, made, moved and deleted', async () => {
  const sha = (await it.repo.branchSha('main')) ?? '';
  await it.maintainer.rest.git.createRef({ ...it.at, ref: 'refs/heads/a/b', sha });
  const { data } = await it.app.rest.git.getRef({ ...it.at, ref: 'heads/a/b' });
  expect(data).toMatchObject({ ref: 'refs/heads/a/b', object: { sha, type: 'commit' } });
  const back = `${sha}`;
  const parent = (await it.repo.record.git.commit(back))?.parents[0] ?? '';
  const move = (force: boolean) =>
    it.maintainer.rest.git.updateRef({ ...it.at, ref: 'heads/a/b', sha: parent, force });
  expect((await refusal(move(false))).status).toBe(422);
  expect((await move(true)).data.object.sha).toBe(parent);
  await it.maintainer.rest.git.deleteRef({ ...it.at, ref: 'heads/a/b' });
  expect((await refusal(it.app.rest.git.getRef({ ...it.at, ref: 'heads/a/b' }))).status).toBe(404);
});

test('commits that say the same in the same second are two', async () => {
  const write = (branch: string) =>
    it.repo.commit({ branch, parent: 'main', message: 'Same', files: { 'same.md': 'x\n' } });
  const shas = [await write('one'), await write('two'), await write('three')];
  expect(new Set(shas).size).toBe(3);
});
