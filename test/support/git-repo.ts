import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file's content, with another mode than a plain file's if need be; `null` removes it. */
export type Content = string | Uint8Array | { content: string | Uint8Array; mode: string } | null;
export type Files = Readonly<Record<string, Content>>;

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

/** A git repository in a temporary folder; commits are made by plumbing, without touching its working tree. */
export class TestRepo {
  constructor(readonly dir: string) {}

  static create(...initArgs: string[]): TestRepo {
    const repo = new TestRepo(mkdtempSync(join(tmpdir(), 'wavegate-test-')));
    repo.git('init', '--quiet', '--initial-branch=main', ...initArgs);
    return repo;
  }

  git(...args: string[]): string {
    return this.run(args);
  }

  /** Commits onto `branch`, which starts at `from` when it is not there yet. Paths not named stay as they are. */
  commit(
    branch: string,
    files: Files,
    { from, message = 'change' }: { from?: string; message?: string } = {},
  ): string {
    const parent = this.tip(`refs/heads/${branch}`) ?? (from === undefined ? null : this.tip(from));
    const index = { GIT_INDEX_FILE: join(this.dir, `.index-${process.pid}`) };
    this.run(parent === null ? ['read-tree', '--empty'] : ['read-tree', parent], { env: index });
    const lines = Object.entries(files).map(([path, content]) => this.indexLine(path, content));
    this.run(['update-index', '-z', '--index-info'], {
      env: index,
      input: lines.map((line) => `${line}\0`).join(''),
    });
    const tree = this.run(['write-tree'], { env: index });
    rmSync(index.GIT_INDEX_FILE, { force: true });
    const parents = parent === null ? [] : ['-p', parent];
    const commit = this.run(['commit-tree', tree, ...parents, '-m', message], { env: IDENTITY });
    this.git('update-ref', `refs/heads/${branch}`, commit);
    return commit;
  }

  /** Puts the files of a branch into the working tree. */
  checkout(...args: string[]): void {
    this.git('checkout', '--quiet', '--force', ...args);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private indexLine(path: string, content: Content): string {
    if (content === null) return `0 ${'0'.repeat(40)}\t${path}`;
    const plain = typeof content === 'string' || content instanceof Uint8Array;
    const { mode, content: bytes } = plain ? { mode: '100644', content } : content;
    const sha =
      mode === '160000' ? String(bytes) : this.run(['hash-object', '-w', '--stdin'], { input: bytes });
    return `${mode} ${sha}\t${path}`;
  }

  private tip(ref: string): string | null {
    try {
      return this.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    } catch {
      return null;
    }
  }

  private run(
    args: string[],
    { env = {}, input }: { env?: Record<string, string>; input?: string | Uint8Array } = {},
  ): string {
    const clean = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')),
    );
    const output = execFileSync('git', args, {
      cwd: this.dir,
      env: { ...clean, ...IDENTITY, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...env },
      input: input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
    return output.toString().trim();
  }
}
