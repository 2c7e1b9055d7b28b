import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openClone, WORKTREE } from '../../src/git/clone.js';
import { cloneFacts } from '../../src/git/clone-facts.js';
import type { CommitFacts, FactQuestion } from '../../src/snapshot/facts.js';
import { pathsOf } from '../../src/snapshot/tree.js';
import { TestRepo } from '../support/git-repo.js';

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
  repo.commit('main', { a: '1\n' });
});
afterEach(() => repo.remove());

function asked(headSha: string, baseSha: string): FactQuestion {
  const base = { baseSha, mergeBaseSha: baseSha, baseBranch: 'main', defaultBranch: 'main' };
  return { ...base, headSha, pullRequest: null, isWaveBranch: () => true };
}

async function commits(headSha: string): Promise<readonly CommitFacts[]> {
  const base = repo.git('rev-parse', 'main');
  return (await cloneFacts(openClone(repo.dir)).commits(asked(headSha, base)))!;
}

test('what is not committed counts as the commit that it is going to be', async () => {
  const tip = repo.commit('work', { b: '1\n' }, { from: 'main', message: 'one' });
  repo.checkout('work');
  expect(await commits(WORKTREE)).toMatchObject([{ title: 'one' }]);
  writeFileSync(join(repo.dir, 'a'), '2\n');
  writeFileSync(join(repo.dir, 'c'), '1\n');
  const all = await commits(WORKTREE);
  expect(all).toMatchObject([{ title: 'one' }, { sha: WORKTREE, parents: [tip] }]);
  expect(all[1]!.changes.flatMap(pathsOf)).toEqual(['a', 'c']);
});

test('messages may be empty, odd, or look like something else', async () => {
  const messages = ['-', '--all', 'ä “x”', 'two\nlines', '\n\nlate', 'x\t|y'];
  const head = messages.map((message, index) =>
    repo.commit('work', { [`f${index}`]: `${index}` }, { from: 'main', message }),
  );
  expect((await commits(head.at(-1)!)).map(({ title }) => title)).toEqual([
    '-',
    '--all',
    'ä “x”',
    'two',
    'late',
    'x\t|y',
  ]);
});

test('a branch without a common commit begins with its root', async () => {
  const other = TestRepo.create();
  const root = other.commit('main', { z: '1\n' }, { message: 'root' });
  repo.git('fetch', '--quiet', other.dir, 'main:work');
  other.remove();
  const [first] = await commits(root);
  expect(first).toMatchObject({ title: 'root', parents: [] });
  expect(first!.changes.flatMap(pathsOf)).toEqual(['z']);
});

test('what only GitHub knows is not known', async () => {
  const facts = cloneFacts(openClone(repo.dir));
  const question = asked(repo.git('rev-parse', 'main'), repo.git('rev-parse', 'main'));
  for (const name of ['history', 'checks', 'autoMerge', 'waivers'] as const) {
    expect(await facts[name](question)).toBeNull();
  }
});
