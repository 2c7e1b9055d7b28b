import { execFileSync } from 'node:child_process';
import { CommitGraph, type GraphCommit, graphCommit } from '../../src/history/commit-graph.js';
import { type Ancestry, landed, type ToldPullRequest } from '../../src/history/landing.js';
import type { PastPullRequest } from '../../src/snapshot/facts.js';
import { TestRepo } from '../support/git-repo.js';

export type Method = 'merge' | 'squash' | 'rebase';

const WHO = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];

/** What happens to a repository, done by git, with pull requests as GitHub would tell of them. */
export class GitStory {
  readonly repo = TestRepo.create();
  readonly pulls: ToldPullRequest[] = [];
  /** Commits of the default branch's history that may be reverted. */
  readonly landings: string[] = [];

  constructor() {
    this.repo.commit('main', { README: 'x\n' });
  }

  /** A branch with a file of its own, in one commit, and its pull request. @returns the number. */
  open(branch: string, base = 'main'): number {
    this.repo.commit(branch, { [branch]: `${branch}\n` }, { from: base, message: `add ${branch}` });
    return this.openAgain(branch, base);
  }

  openAgain(branch: string, base = 'main'): number {
    const number = this.pulls.length + 1;
    this.pulls.push({
      number,
      url: '',
      branch,
      baseBranch: base,
      state: 'open',
      headSha: this.tip(branch),
      mergeSha: null,
      mergedAt: null,
      fromFork: false,
    });
    return number;
  }

  /** How many commits a pull request would merge. */
  commitsOf(number: number): number {
    const { branch, baseBranch } = this.pulls[number - 1]!;
    return Number(this.git('rev-list', '--count', `${baseBranch}..${branch}`));
  }

  /** @returns whether there was something to merge, and it could be. */
  merge(number: number, method: Method): boolean {
    const pull = this.pulls[number - 1]!;
    if (pull.state !== 'open') return false;
    const sha = this.mergeBranch(pull.branch, pull.baseBranch, method, `Merge (#${number})`);
    if (sha === null) return false;
    const merge = { state: 'merged', mergeSha: sha, mergedAt: '2026-01-01T00:00:00Z' } as const;
    this.pulls[number - 1] = { ...pull, headSha: this.tip(pull.branch), ...merge };
    if (pull.baseBranch === 'main') this.landings.push(sha);
    return true;
  }

  /** Reverts a commit as `git revert -m 1` does: on the default branch, or by a pull request. */
  revert(sha: string, how: 'direct' | Method): boolean {
    const tree = this.merged('main', `${sha}^1`, sha);
    if (tree === null || tree === this.git('rev-parse', 'main^{tree}')) return false;
    const message = `Revert "${this.git('log', '-1', '--format=%s', sha)}"\n\nThis reverts commit ${sha}.`;
    const reverting = this.commitTree(tree, ['main'], message);
    if (how === 'direct') {
      this.git('update-ref', 'refs/heads/main', reverting);
      this.landings.push(reverting);
      return true;
    }
    const branch = `revert-${this.pulls.length + 1}`;
    this.git('update-ref', `refs/heads/${branch}`, reverting);
    this.merge(this.openAgain(branch), how);
    this.landings.push(reverting);
    return true;
  }

  /** Whether the file of a branch is in the default branch: what counts in the end. */
  isThere(branch: string): boolean {
    return this.git('ls-tree', '--name-only', 'main').split('\n').includes(branch);
  }

  isInHistory(sha: string, branch = 'main'): boolean {
    return this.git('merge-base', sha, branch) === this.git('rev-parse', sha);
  }

  /** What the history tells of the pull requests, by what a list of commits and of pull requests says. */
  told(arrange: <T>(items: readonly T[]) => readonly T[] = (items) => items): Promise<PastPullRequest[]> {
    const graph = new CommitGraph(arrange(this.commits()));
    const ancestry: Ancestry = {
      inDefaultBranch: async (sha) => this.isInHistory(sha),
      isAncestor: async (earlier, later) => this.isInHistory(earlier, later),
    };
    return landed(this.pulls, arrange(this.pulls), graph, ancestry);
  }

  private commits(): GraphCommit[] {
    const log = this.git('log', '--format=%H%x00%P%x00%B%x01', 'main');
    return log.split('\x01').flatMap((record) => {
      const [sha = '', parents = '', message = ''] = record.trim().split('\0');
      return sha === '' ? [] : [graphCommit(sha, parents.split(' ').filter(Boolean), message, 'o/r')];
    });
  }

  private mergeBranch(branch: string, base: string, method: Method, message: string): string | null {
    const tree = this.merged(base, branch);
    if (tree === null || tree === this.git('rev-parse', `${base}^{tree}`)) return null;
    const sha =
      method === 'rebase'
        ? this.rebased(branch, base)
        : this.commitTree(
            tree,
            method === 'merge' ? [base, branch] : [base],
            this.words(branch, base, message),
          );
    if (sha !== null) this.git('update-ref', `refs/heads/${base}`, sha);
    return sha;
  }

  /** GitHub puts the messages of squashed commits into the squash. */
  private words(branch: string, base: string, title: string): string {
    return `${title}\n\n${this.git('log', '--reverse', '--format=* %B', `${base}..${branch}`)}`;
  }

  private rebased(branch: string, base: string): string | null {
    let tip: string | null = this.tip(base);
    for (const sha of this.git('rev-list', '--reverse', '--no-merges', `${base}..${branch}`).split('\n')) {
      const tree: string | null = tip === null ? null : this.merged(tip, sha, `${sha}^1`);
      if (tip === null || tree === null) return null;
      if (tree === this.git('rev-parse', `${tip}^{tree}`)) continue;
      tip = this.commitTree(tree, [tip], this.git('log', '-1', '--format=%B', sha));
    }
    return tip;
  }

  /** The tree of a merge; null where it conflicts. Commits made for it alone let it have any base. */
  private merged(ours: string, theirs: string, base?: string): string | null {
    const root = base && this.git(...WHO, 'commit-tree', `${base}^{tree}`, '-m', 'base');
    const on = (name: string): string =>
      root === undefined ? name : this.git(...WHO, 'commit-tree', `${name}^{tree}`, '-p', root, '-m', 'side');
    try {
      return this.git('merge-tree', '--write-tree', on(ours), on(theirs)).split('\n')[0]!;
    } catch {
      return null;
    }
  }

  private commitTree(tree: string, parents: readonly string[], message: string): string {
    const args = parents.flatMap((parent) => ['-p', this.tip(parent)]);
    return this.git(...WHO, 'commit-tree', tree, ...args, '-m', message);
  }

  private tip(name: string): string {
    return this.git('rev-parse', name);
  }

  private git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.repo.dir, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  }
}
