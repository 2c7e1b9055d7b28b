import type { ToldCommit } from '../snapshot/commits.js';
import { type Repository, RepositoryError } from '../snapshot/repository.js';
import type { Tree } from '../snapshot/tree.js';
import { readBlobs, readTree, toldCommits } from './objects.js';
import { git, gitError, runGit } from './run.js';
import { readHashed, readWorktree } from './worktree.js';

/** The pseudo commit that stands for the files as they lie in the working tree, committed or not. */
export const WORKTREE = 'WORKTREE';

export interface BranchRef {
  /** The branch's name without remote: `main`. */
  readonly branch: string;
  /** The full ref: `refs/remotes/origin/main`. */
  readonly ref: string;
}

/** @param dir any folder of a clone, a linked working tree, a submodule or a bare repository. */
export function openClone(dir: string): GitRepository {
  return new GitRepository(dir);
}

/** A clone on this machine, read by the git that is installed. Nothing in it is changed, and none of it is run. */
export class GitRepository implements Repository {
  private worktreeFiles: ReadonlyMap<string, Buffer> = new Map();
  private knownRemote: Promise<string | null> | undefined;

  constructor(readonly dir: string) {}

  async tree(commit: string): Promise<Tree> {
    if (commit !== WORKTREE) return readTree(this.dir, commit);
    const { tree, files } = await readWorktree(await this.topLevel());
    this.worktreeFiles = files;
    return tree;
  }

  async blobs(shas: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const unique = [...new Set(shas)];
    const blobs = await readBlobs(
      this.dir,
      unique.filter((sha) => !this.worktreeFiles.has(sha)),
    );
    for (const sha of unique) {
      const file = this.worktreeFiles.get(sha);
      if (file !== undefined) blobs.set(sha, await readHashed(file, sha));
    }
    return blobs;
  }

  /** The working tree's top folder. @throws RepositoryError in a bare repository. */
  async topLevel(): Promise<string> {
    const { code, stdout, stderr } = await runGit(this.dir, ['rev-parse', '--show-toplevel']);
    if (code === 0) return stdout.toString().replace(/\n$/, '');
    if (/must be run in a work tree/.test(stderr)) {
      throw new RepositoryError(
        `${this.dir} has no working tree (it is a bare repository). Name a commit with --head.`,
      );
    }
    throw gitError(this.dir, 'rev-parse', stderr);
  }

  /**
   * The commit that a name stands for: a branch, a tag, a SHA or any expression of git's; a name without a local
   * branch is also looked up at the remote.
   *
   * @throws RepositoryError when there is none.
   */
  async resolve(ref: string): Promise<string> {
    const sha = await this.find(ref);
    if (sha !== null) return sha;
    if (ref === 'HEAD') throw new RepositoryError(`${this.dir} has no commit yet. Commit something first.`);
    throw new RepositoryError(`"${ref}" names no commit in ${this.dir}. ${await this.fetchAdvice(ref)}`);
  }

  /** The commits that a tip has and others do not, in no particular order. */
  async commitsOf(tip: string, without: readonly string[]): Promise<ToldCommit[]> {
    const range = ['--end-of-options', tip, ...without.map((sha) => `^${sha}`)];
    return toldCommits(
      await git(this.dir, ['log', '--no-show-signature', '--format=%H%x00%P%x00%B%x00', ...range]),
    );
  }

  /** The best common ancestor. @throws RepositoryError when there is none at hand. */
  async mergeBase(a: string, b: string): Promise<string> {
    const { code, stdout, stderr } = await runGit(this.dir, ['merge-base', '--end-of-options', a, b]);
    if (code === 0) return stdout.toString().trim();
    if (code !== 1) throw gitError(this.dir, 'merge-base', stderr);
    const advice = (await this.isShallow())
      ? 'The clone is shallow: run `git fetch --unshallow` (in a workflow: actions/checkout with `fetch-depth: 0`).'
      : 'Name the branch that the head started from with --base.';
    throw new RepositoryError(`${short(a)} and ${short(b)} have no common commit in ${this.dir}. ${advice}`);
  }

  /**
   * The default branch: what the remote's HEAD says, else `main` or `master`, else, in a bare repository, its HEAD.
   *
   * @param other a branch that it cannot be, whatever HEAD says: a remote that is somebody's clone has any branch there.
   * @returns null when nothing tells.
   */
  async defaultBranch(other: string | null = null): Promise<BranchRef | null> {
    const remote = await this.remote();
    const prefix = `refs/remotes/${remote}/`;
    const named = remote === null ? null : await this.symbolicRef(`${prefix}HEAD`);
    const candidates = [
      ...(named === null ? [] : [named]),
      ...(remote === null ? [] : [`${prefix}main`, `${prefix}master`]),
      ...((await this.isBare()) ? [(await this.symbolicRef('HEAD')) ?? ''] : []),
      'refs/heads/main',
      'refs/heads/master',
    ];
    for (const ref of candidates) {
      const branch = branchName(ref, remote);
      if (ref !== '' && branch !== other && (await this.find(ref)) !== null) return { branch, ref };
    }
    return null;
  }

  /** The branch that is checked out; null when HEAD is detached. */
  async currentBranch(): Promise<string | null> {
    const ref = await this.symbolicRef('HEAD');
    return ref === null ? null : branchName(ref, null);
  }

  /** The branch that a name stands for, local or at the remote; null for tags, SHAs and expressions. */
  async branchOf(name: string): Promise<string | null> {
    if (!isSafe(name)) return null;
    const { stdout } = await runGit(this.dir, [
      'rev-parse',
      '--symbolic-full-name',
      '--verify',
      '--quiet',
      name,
    ]);
    const ref = stdout.toString().trim();
    const remote = await this.remote();
    const isBranch =
      ref.startsWith('refs/heads/') || (remote !== null && ref.startsWith(`refs/remotes/${remote}/`));
    return isBranch && name !== 'HEAD' ? branchName(ref, remote) : null;
  }

  private async find(ref: string): Promise<string | null> {
    if (!isSafe(ref)) return null;
    const remote = await this.remote();
    for (const name of remote === null ? [ref] : [ref, `refs/remotes/${remote}/${ref}`]) {
      const { code, stdout, stderr } = await runGit(this.dir, [
        'rev-parse',
        '--verify',
        '--quiet',
        `${name}^{commit}`,
      ]);
      if (code === 0) return stdout.toString().trim();
      if (/not a git repository|dubious ownership/.test(stderr))
        throw gitError(this.dir, 'rev-parse', stderr);
    }
    return null;
  }

  private async symbolicRef(name: string): Promise<string | null> {
    const { code, stdout, stderr } = await runGit(this.dir, ['symbolic-ref', '--quiet', name]);
    if (code === 0) return stdout.toString().trim();
    if (code === 1) return null;
    throw gitError(this.dir, 'symbolic-ref', stderr);
  }

  /** The remote that pull requests go to: `origin`, or the only one. */
  private remote(): Promise<string | null> {
    this.knownRemote ??= this.readRemote();
    return this.knownRemote;
  }

  private async readRemote(): Promise<string | null> {
    const remotes = (await git(this.dir, ['remote'])).toString().split('\n').filter(Boolean);
    if (remotes.includes('origin')) return 'origin';
    return remotes.length === 1 ? remotes[0]! : null;
  }

  private async isShallow(): Promise<boolean> {
    return (await git(this.dir, ['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true';
  }

  private async isBare(): Promise<boolean> {
    return (await git(this.dir, ['rev-parse', '--is-bare-repository'])).toString().trim() === 'true';
  }

  private async fetchAdvice(ref: string): Promise<string> {
    if (await this.isShallow())
      return `The clone is shallow: run \`git fetch --unshallow\`, or \`git fetch origin ${ref}\`.`;
    return `Check the spelling, or fetch it: \`git fetch origin ${ref}\`.`;
  }
}

/** A name that git would take for an option, or that holds what no name of git's may, is never handed to it. */
function isSafe(ref: string): boolean {
  return ref !== '' && !ref.startsWith('-') && !/[\0-\x20\x7f]/.test(ref);
}

function branchName(ref: string, remote: string | null): string {
  const local = ref.replace(/^refs\/heads\//, '');
  return remote !== null && local.startsWith(`refs/remotes/${remote}/`)
    ? local.slice(`refs/remotes/${remote}/`.length)
    : local;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
