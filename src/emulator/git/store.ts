import { type CommitFacts, parseCommit } from './commit-facts.js';
import { type GitObject, ObjectReader } from './object-reader.js';
import { GitError, runGit } from './process.js';

export type { GitObject };

export const ZERO_SHA = '0'.repeat(40);

export interface StoredEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  /** Bytes, of blobs only. */
  readonly size?: number;
}

export interface StoredRef {
  readonly ref: string;
  readonly sha: string;
  readonly type: string;
}

/** A bare git repository on disk: the only store of files and commits that the emulator has. */
export class GitStore {
  private readonly reader: ObjectReader;
  private readonly trees = new Map<string, readonly StoredEntry[]>();
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(readonly dir: string) {
    this.reader = new ObjectReader(dir);
  }

  close(): void {
    this.reader.close();
  }

  run(args: readonly string[], call?: Parameters<typeof runGit>[2]): Promise<Buffer> {
    return runGit(this.dir, args, call);
  }

  object(revision: string): Promise<GitObject | null> {
    return this.reader.read(revision);
  }

  /** The SHA of the commit that a branch, tag, SHA or its unambiguous beginning names; `null` when there is none. */
  async commitSha(revision: string): Promise<string | null> {
    if (revision.startsWith('-') || revision === '') return null;
    for (const name of candidates(revision)) {
      const info = await this.reader.info(`${name}^{commit}`);
      if (info !== null) return info.sha;
    }
    return null;
  }

  async branchSha(branch: string): Promise<string | null> {
    return (await this.reader.info(`refs/heads/${branch}`))?.sha ?? null;
  }

  async commit(sha: string): Promise<CommitFacts | null> {
    const object = await this.reader.read(sha);
    return object?.type === 'commit' ? parseCommit(sha, object.content) : null;
  }

  /** The SHA of the tree that a tree SHA or anything naming a commit stands for. */
  async treeSha(revision: string): Promise<string | null> {
    for (const name of candidates(revision)) {
      const info = await this.reader.info(`${name}^{tree}`);
      if (info !== null) return info.sha;
    }
    return null;
  }

  /** Entries of a tree by its SHA, folders included, in git's order. */
  async tree(sha: string, recursive: boolean): Promise<readonly StoredEntry[]> {
    const key = `${recursive ? 'r' : 't'}${sha}`;
    const known = this.trees.get(key);
    if (known !== undefined) return known;
    const out = await this.run(['ls-tree', '-z', '-l', '-t', ...(recursive ? ['-r'] : []), sha]);
    const entries = out.toString().split('\0').filter(Boolean).map(parseEntry);
    this.trees.set(key, entries);
    return entries;
  }

  async refs(prefix: string): Promise<StoredRef[]> {
    const out = await this.run([
      'for-each-ref',
      '--format=%(refname)%00%(objectname)%00%(objecttype)',
      prefix,
    ]);
    return out
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [ref = '', sha = '', type = ''] = line.split('\0');
        return { ref, sha, type };
      });
  }

  async updateRef(ref: string, sha: string): Promise<void> {
    await this.run(['update-ref', ref, sha]);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.run(['update-ref', '-d', ref]);
  }

  /** The best common ancestor, or `null` for unrelated histories. */
  mergeBase(a: string, b: string): Promise<string | null> {
    return this.once(`merge-base ${a} ${b}`, [a, b], () =>
      runOrNull(async () => (await this.run(['merge-base', a, b])).toString().trim()),
    );
  }

  isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return this.once(`is-ancestor ${ancestor} ${descendant}`, [ancestor, descendant], async () => {
      const answer = await runOrNull(() => this.run(['merge-base', '--is-ancestor', ancestor, descendant]));
      return answer !== null;
    });
  }

  /** What is asked of commits by their SHAs never changes: it is computed once. */
  async once<T>(key: string, shas: readonly string[], compute: () => Promise<T>): Promise<T> {
    if (!shas.every((sha) => /^[0-9a-f]{40}$/.test(sha))) return compute();
    const known = this.answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = compute();
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    return answer;
  }

  /** SHAs of `range` (`a..b` or one revision), newest first; of those that touch `paths`, where there are any. */
  async log(range: readonly string[], paths: readonly string[] = []): Promise<string[]> {
    const out = await this.run(['rev-list', '--topo-order', ...range, '--', ...paths]);
    return out.toString().split('\n').filter(Boolean);
  }
}

function* candidates(revision: string): Generator<string> {
  if (/^[0-9a-f]{40}$/.test(revision)) yield revision;
  if (revision.startsWith('refs/')) yield revision;
  else yield* [`refs/heads/${revision}`, `refs/tags/${revision}`, `refs/${revision}`];
  if (revision === 'HEAD' || /^[0-9a-f]{7,39}$/.test(revision)) yield revision;
}

async function runOrNull<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return null;
    throw error;
  }
}

function parseEntry(line: string): StoredEntry {
  const tab = line.indexOf('\t');
  const [mode = '', type = '', sha = '', size = ''] = line.slice(0, tab).split(/ +/);
  const entry = { path: line.slice(tab + 1), mode, type: type as StoredEntry['type'], sha };
  return type === 'blob' ? { ...entry, size: Number(size) } : entry;
}
