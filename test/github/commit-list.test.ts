import { execFileSync } from 'node:child_process';
import { openClone } from '../../src/git/clone.js';
import { cloneFacts } from '../../src/git/clone-facts.js';
import type { CommitFacts, FactQuestion } from '../../src/snapshot/facts.js';
import { pathsOf } from '../../src/snapshot/tree.js';
import { type Connection, connect } from './connect.js';

let to: Connection;
beforeEach(async () => {
  to = await connect();
  await to.repo.commit({ branch: 'main', message: 'first', files: { a: '1\n', b: '1\n', c: '1\n' } });
});
afterEach(() => to.hub.close());

const WORK = 'codex/w8a-step2-x';

async function question(head = WORK, baseBranch = 'main'): Promise<FactQuestion> {
  const headSha = (await to.repo.branchSha(head))!;
  const baseSha = (await to.repo.branchSha(baseBranch))!;
  const base = { baseSha, mergeBaseSha: baseSha, baseBranch, defaultBranch: 'main' };
  return { ...base, headSha, pullRequest: null, isWaveBranch: () => true };
}

/** What both sources tell, which is the same. */
async function commits(asked: FactQuestion): Promise<readonly CommitFacts[]> {
  const { facts } = await to.github();
  const [told, local] = await Promise.all([
    facts.commits(asked),
    cloneFacts(openClone(to.repo.gitDir)).commits(asked),
  ]);
  expect(told).toEqual(local);
  return told!;
}

function shown(all: readonly CommitFacts[]): string[] {
  return all.map(({ title, changes }) => `${title}: ${changes.flatMap(pathsOf).join(' ')}`);
}

const commit = (branch: string, message: string, files: Record<string, string | null>, parent?: string) =>
  to.repo.commit({ branch, message, files, ...(parent !== undefined && { parent }) });

/** A merge of one branch into another, as git makes it, with these files on top. */
async function merge(into: string, other: string, files: Record<string, string> = {}): Promise<void> {
  const dir = to.repo.gitDir;
  const run = (...args: string[]) => execFileSync('git', args, { cwd: dir }).toString().trim();
  const [ours, theirs] = [run('rev-parse', into), run('rev-parse', other)];
  const merged = run('merge-tree', '--write-tree', ours, theirs).split('\n')[0]!;
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  const sha = run(...who, 'commit-tree', merged, '-p', ours, '-p', theirs, '-m', `merge ${other}`);
  await to.repo.setBranch(into, sha);
  if (Object.keys(files).length === 0) return;
  const edited = await commit(into, 'edited', files);
  const tree = run('rev-parse', `${edited}^{tree}`);
  const evil = run(...who, 'commit-tree', tree, '-p', ours, '-p', theirs, '-m', `merge ${other}`);
  await to.repo.setBranch(into, evil);
}

test('are those of the head that the base does not have, oldest first, each with what it changes', async () => {
  await commit(WORK, 'one\n\nwith a body', { a: '2\n', d: '1\n' });
  await commit(WORK, 'two', { b: null });
  await commit('main', 'meanwhile', { c: '2\n' });
  expect(shown(await commits(await question()))).toEqual(['one: a d', 'two: b']);
});

test('none, where the head is in the base', async () => {
  await to.repo.setBranch(WORK, 'main');
  expect(await commits(await question())).toEqual([]);
});

test('a merge of the default branch brings nothing of its own', async () => {
  await commit(WORK, 'one', { a: '2\n' });
  await commit('main', 'meanwhile', { c: '2\n' });
  await merge(WORK, 'main');
  await commit(WORK, 'two', { b: '2\n' });
  expect(shown(await commits(await question()))).toEqual(['one: a', 'merge main: ', 'two: b']);
});

test('a merge that changes something itself tells just that', async () => {
  await commit(WORK, 'one', { a: '2\n' });
  await commit('main', 'meanwhile', { c: '2\n' });
  await merge(WORK, 'main', { b: 'evil\n' });
  expect(shown(await commits(await question()))).toEqual(['one: a', 'merge main: b']);
});

test('of a stack are neither those below nor those that came from the default branch', async () => {
  await commit('codex/w8a-step1-x', 'below', { a: '2\n' });
  await commit(WORK, 'mine', { b: '2\n' }, 'codex/w8a-step1-x');
  await commit('main', 'meanwhile', { c: '2\n' });
  await merge(WORK, 'main');
  expect(shown(await commits(await question(WORK, 'codex/w8a-step1-x')))).toEqual([
    'mine: b',
    'merge main: ',
  ]);
});

test('a side branch comes before the merge that brings it', async () => {
  await commit('side', 'side one', { b: '2\n' }, 'main');
  await commit('side', 'side two', { b: '3\n' });
  await commit(WORK, 'one', { a: '2\n' }, 'main');
  await merge(WORK, 'side');
  expect(shown(await commits(await question()))).toEqual([
    'one: a',
    'side one: b',
    'side two: b',
    'merge side: ',
  ]);
});

test('more than a page of them come whole, and too many are an error, not a part', async () => {
  const grow = (from: number, until: number): void => {
    const marks = Array.from({ length: until - from }, (_, index) => {
      const parent = index === 0 ? `from ${from === 0 ? 'refs/heads/main' : `refs/heads/${WORK}`}^0\n` : '';
      const who = `committer t <t@example.com> ${1_700_000_000 + from + index} +0000\n`;
      return `commit refs/heads/${WORK}\n${who}data 2\nx\n${parent}M 100644 inline n\ndata 4\n${String(from + index).padStart(3, '0')}\n\n`;
    });
    execFileSync('git', ['fast-import', '--quiet'], { cwd: to.repo.gitDir, input: marks.join('') });
  };
  grow(0, 130);
  expect(await commits(await question())).toHaveLength(130);
  grow(130, 301);
  const asked = await question();
  const { facts } = await to.github();
  for (const source of [facts, cloneFacts(openClone(to.repo.gitDir))]) {
    await expect(source.commits(asked)).rejects.toThrow(/301 commits.*300 at most/);
  }
}, 60_000);

test.each([
  ['cuts', { commits: [] }, /gives 0 of the 1 commits/],
  ['begins anew on each page', { total_commits: 2 }, /gives 1 of the 2 commits/],
])('a list that GitHub %s is an error', async (_, change, words) => {
  await commit(WORK, 'one', { a: '2\n' });
  to.hub.intercept(async (request, proceed) => {
    const reply = await proceed();
    if (!request.url.pathname.includes('/compare/')) return reply;
    return { ...reply, body: { ...(reply.body as object), ...change } };
  });
  const { facts } = await to.github();
  await expect(facts.commits(await question())).rejects.toThrow(words);
});
