import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClone, WORKTREE } from '../../src/git/clone.js';
import { RepositoryError } from '../../src/snapshot/repository.js';
import { changesBetween, type Tree } from '../../src/snapshot/tree.js';
import { TestRepo } from '../support/git-repo.js';

const made: string[] = [];

function repository(...args: string[]): TestRepo {
  const repo = TestRepo.create(...args);
  made.push(repo.dir);
  return repo;
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
  made.push(dir);
  return dir;
}

function clone(source: TestRepo, ...args: string[]): string {
  const dir = join(folder(), 'clone');
  execFileSync('git', ['clone', '--quiet', ...args, `file://${source.dir}`, dir], { stdio: 'pipe' });
  return dir;
}

afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

function modes(tree: Tree): Record<string, string> {
  return Object.fromEntries([...tree].map(([path, { mode }]) => [path, mode]));
}

async function message(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(RepositoryError);
  return (error as Error).message;
}

describe('trees and blobs', () => {
  test('hold every kind of entry, with sizes and odd names', async () => {
    const repo = repository();
    const commit = repo.commit('main', {
      'a.rs': 'fn a() {}\n',
      'bin/run.sh': { content: '#!/bin/sh\n', mode: '100755' },
      link: { content: 'a.rs', mode: '120000' },
      module: { content: '1'.repeat(40), mode: '160000' },
      'odd/a b\t"ü"\n.rs': '',
    });
    const tree = await openClone(repo.dir).tree(commit);
    expect(modes(tree)).toEqual({
      'a.rs': '100644',
      'bin/run.sh': '100755',
      link: '120000',
      module: '160000',
      'odd/a b\t"ü"\n.rs': '100644',
    });
    expect(tree.get('a.rs')!.size).toBe(10);
    expect(tree.get('module')).toMatchObject({ size: 0, sha: '1'.repeat(40) });
  });

  test('give blobs whole: binary, empty, asked for twice, larger than a pipe', async () => {
    const repo = repository();
    const large = Buffer.alloc(5_000_000, 'x\n');
    const binary = Buffer.from([0, 255, 10, 13, 10, 0]);
    const commit = repo.commit('main', { large, binary, empty: '' });
    const git = openClone(repo.dir);
    const tree = await git.tree(commit);
    const sha = (path: string): string => tree.get(path)!.sha;
    const blobs = await git.blobs([sha('binary'), sha('large'), sha('binary'), sha('empty')]);
    expect(Buffer.from(blobs.get(sha('binary'))!)).toEqual(binary);
    expect(Buffer.from(blobs.get(sha('large'))!).equals(large)).toBe(true);
    expect(blobs.get(sha('empty'))!.length).toBe(0);
  });

  test('refuse a blob that is not there, naming it', async () => {
    const repo = repository();
    repo.commit('main', { a: 'a' });
    expect(await message(openClone(repo.dir).blobs(['2'.repeat(40)]))).toContain('2'.repeat(40));
  });

  test('keep names that are no UTF-8 apart', async () => {
    const repo = repository();
    const sha = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: repo.dir, input: 'x' })
      .toString()
      .trim();
    const lines = [0xe8, 0xe9].flatMap((byte) => [
      Buffer.from(`100644 blob ${sha}\tcaf`),
      Buffer.from([byte]),
      Buffer.from('.rs\0'),
    ]);
    const tree = execFileSync('git', ['mktree', '-z'], { cwd: repo.dir, input: Buffer.concat(lines) });
    const paths = [...(await openClone(repo.dir).tree(tree.toString().trim())).keys()];
    expect(paths).toEqual(['caf\\xe8.rs', 'caf\\xe9.rs']);
  });
});

describe('the working tree', () => {
  test('without changes is HEAD', async () => {
    const repo = repository();
    const commit = repo.commit('main', {
      a: '1',
      'x/b': { content: '2', mode: '100755' },
      l: { content: 'a', mode: '120000' },
    });
    repo.checkout('main');
    const git = openClone(repo.dir);
    expect(changesBetween(await git.tree(commit), await git.tree(WORKTREE))).toEqual([]);
  });

  test('differs by what is staged, not staged, untracked, removed and made executable, not by what is ignored', async () => {
    const repo = repository();
    const commit = repo.commit('main', {
      '.gitignore': 'ignored\n',
      staged: '1',
      edited: '1',
      gone: '1',
      script: '1',
      moved: 'a moved file',
    });
    repo.checkout('main');
    const at = (path: string): string => join(repo.dir, path);
    writeFileSync(at('staged'), '2');
    repo.git('add', 'staged');
    writeFileSync(at('staged'), '3');
    writeFileSync(at('edited'), '2');
    unlinkSync(at('gone'));
    chmodSync(at('script'), 0o755);
    repo.git('mv', 'moved', 'moved-here');
    writeFileSync(at('ignored'), 'x');
    mkdirSync(at('new'));
    writeFileSync(at('new/ü b'), 'new');
    symlinkSync('nowhere', at('new/link'));
    const git = openClone(join(repo.dir, 'new'));
    const tree = await git.tree(WORKTREE);
    const changes = changesBetween(await git.tree(commit), tree);
    expect(changes.map(({ status, path }) => `${status} ${path}`)).toEqual([
      'modified edited',
      'removed gone',
      'renamed moved-here',
      'added new/link',
      'added new/ü b',
      'mode-changed script',
      'modified staged',
    ]);
    const blobs = await git.blobs([
      tree.get('staged')!.sha,
      tree.get('new/link')!.sha,
      tree.get('.gitignore')!.sha,
    ]);
    expect([...blobs.values()].map((bytes) => Buffer.from(bytes).toString())).toEqual(
      expect.arrayContaining(['3', 'nowhere', 'ignored\n']),
    );
  });

  test('hashes as git would, so that committing changes nothing', async () => {
    const repo = repository();
    repo.commit('main', { a: '1' });
    repo.checkout('main');
    writeFileSync(join(repo.dir, 'a'), 'two\n');
    writeFileSync(join(repo.dir, 'b'), '');
    const git = openClone(repo.dir);
    const before = await git.tree(WORKTREE);
    repo.git('add', '-A');
    repo.git('commit', '--quiet', '-m', 'all');
    const after = await git.tree(await git.resolve('HEAD'));
    expect(changesBetween(before, after)).toEqual([]);
    expect(after.size).toBe(2);
  });

  test('is read before the first commit', async () => {
    const repo = repository();
    writeFileSync(join(repo.dir, 'a'), '1');
    expect([...(await openClone(repo.dir).tree(WORKTREE)).keys()]).toEqual(['a']);
  });

  test('of a linked working tree is its own', async () => {
    const repo = repository();
    repo.commit('main', { a: '1' });
    const linked = join(folder(), 'linked');
    repo.git('worktree', 'add', '--quiet', '-b', 'other', linked, 'main');
    writeFileSync(join(linked, 'b'), '2');
    const git = openClone(linked);
    expect([...(await git.tree(WORKTREE)).keys()]).toEqual(['a', 'b']);
    expect(await git.currentBranch()).toBe('other');
  });

  test('of a bare repository is an error that names --head', async () => {
    expect(await message(openClone(repository('--bare').dir).tree(WORKTREE))).toContain('--head');
  });

  test('in a SHA-256 repository hashes by SHA-256', async () => {
    const repo = repository('--object-format=sha256');
    writeFileSync(join(repo.dir, 'a'), '1');
    const [entry] = [...(await openClone(repo.dir).tree(WORKTREE)).values()];
    expect(entry!.sha).toBe(repo.git('hash-object', 'a'));
  });

  test('holds a nested repository as a submodule', async () => {
    const repo = repository();
    repo.commit('main', { a: '1' });
    repo.checkout('main');
    const inner = new TestRepo(join(repo.dir, 'inner'));
    mkdirSync(inner.dir);
    inner.git('init', '--quiet', '--initial-branch=main');
    const commit = inner.commit('main', { b: '1' });
    const tree = await openClone(repo.dir).tree(WORKTREE);
    expect(tree.get('inner')).toEqual({ path: 'inner', mode: '160000', sha: commit, size: 0 });
  });
});

describe('names of commits', () => {
  test.each(['main', 'HEAD', 'refs/heads/main', 'v1', 'HEAD~0'])('%s is resolved', async (name) => {
    const repo = repository();
    const commit = repo.commit('main', { a: '1' });
    repo.git('tag', '-a', '-m', 'one', 'v1', commit);
    expect(await openClone(repo.dir).resolve(name)).toBe(commit);
  });

  test.each(['nowhere', '-x', '--all', '--upload-pack=touch', '', 'a b', 'a\nb'])(
    '%j is refused',
    async (name) => {
      const repo = repository();
      repo.commit('main', { a: '1' });
      expect(await message(openClone(repo.dir).resolve(name))).toContain('names no commit');
    },
  );

  test('a branch that only the remote has is found there', async () => {
    const source = repository();
    source.commit('main', { a: '1' });
    const commit = source.commit('topic', { b: '1' }, { from: 'main' });
    const git = openClone(clone(source));
    expect(await git.resolve('topic')).toBe(commit);
    expect(await git.branchOf('origin/topic')).toBe('topic');
    expect(await git.branchOf(commit)).toBeNull();
  });

  test('an unborn HEAD is told apart from an unknown name', async () => {
    expect(await message(openClone(repository().dir).resolve('HEAD'))).toContain('no commit yet');
  });

  test('a folder outside any repository is named', async () => {
    const dir = folder();
    expect(await message(openClone(dir).resolve('HEAD'))).toContain(`${dir} is not in a git repository`);
    expect(await message(openClone(join(dir, 'missing')).resolve('HEAD'))).toContain('missing');
  });
});

describe('branches', () => {
  test('the default branch is what the remote says', async () => {
    const source = repository();
    source.commit('trunk', { a: '1' });
    source.git('symbolic-ref', 'HEAD', 'refs/heads/trunk');
    expect(await openClone(clone(source)).defaultBranch()).toEqual({
      branch: 'trunk',
      ref: 'refs/remotes/origin/trunk',
    });
  });

  test.each(['main', 'master'])('without a remote it is %s', async (name) => {
    const repo = repository();
    repo.commit(name, { a: '1' });
    repo.commit('topic', { a: '2' });
    expect((await openClone(repo.dir).defaultBranch())?.branch).toBe(name);
  });

  test('of a bare repository it is where its HEAD points', async () => {
    const repo = repository('--bare');
    repo.commit('trunk', { a: '1' });
    repo.commit('main', { a: '2' });
    repo.git('symbolic-ref', 'HEAD', 'refs/heads/trunk');
    expect((await openClone(repo.dir).defaultBranch())?.branch).toBe('trunk');
  });

  test('nothing tells: null', async () => {
    const repo = repository();
    repo.commit('topic', { a: '1' });
    expect(await openClone(repo.dir).defaultBranch()).toBeNull();
  });

  test('a detached HEAD is on no branch', async () => {
    const repo = repository();
    const commit = repo.commit('main', { a: '1' });
    repo.checkout(commit);
    expect(await openClone(repo.dir).currentBranch()).toBeNull();
  });
});

describe('the merge base', () => {
  test('is the best common ancestor', async () => {
    const repo = repository();
    const fork = repo.commit('main', { a: '1' });
    const head = repo.commit('topic', { b: '1' }, { from: 'main' });
    const base = repo.commit('main', { c: '1' });
    expect(await openClone(repo.dir).mergeBase(base, head)).toBe(fork);
  });

  test('beyond the end of a shallow clone is an error that says how to fetch', async () => {
    const source = repository();
    source.commit('main', { a: '1' });
    source.commit('topic', { b: '1' }, { from: 'main' });
    source.commit('main', { c: '1' });
    const git = openClone(clone(source, '--depth=1', '--no-single-branch'));
    const work = git.mergeBase(await git.resolve('main'), await git.resolve('topic'));
    expect(await message(work)).toContain('git fetch --unshallow');
  });

  test('of unrelated histories is an error', async () => {
    const repo = repository();
    const a = repo.commit('main', { a: '1' });
    const b = repo.commit('other', { b: '1' });
    expect(await message(openClone(repo.dir).mergeBase(a, b))).toContain('no common commit');
  });
});

test('variables of a surrounding git do not lead elsewhere', async () => {
  const repo = repository();
  const commit = repo.commit('main', { a: '1' });
  const other = repository();
  process.env.GIT_DIR = join(other.dir, '.git');
  try {
    expect(await openClone(repo.dir).resolve('main')).toBe(commit);
  } finally {
    delete process.env.GIT_DIR;
  }
});

test('a file system monitor that the repository names is not run', async () => {
  const repo = repository();
  repo.commit('main', { a: '1' });
  repo.checkout('main');
  const mark = join(repo.dir, '.git', 'mark');
  const hook = join(repo.dir, '.git', 'monitor.sh');
  writeFileSync(hook, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  repo.git('config', 'core.fsmonitor', hook);
  await openClone(repo.dir).tree(WORKTREE);
  expect(() => execFileSync('test', ['!', '-e', mark])).not.toThrow();
});
