import { cp, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { applyChange, writeIn } from './change.js';
import { git } from './git.js';
import type { Commit } from './scenario.js';
import type { Person } from './site.js';

const WORKSPACE = new URL('../../src/demo/workspace/', import.meta.url);

/** A person's clone: where branches are made and pushed from. */
export class WorkingCopy {
  private constructor(
    readonly folder: string,
    readonly person: Person,
  ) {}

  /**
   * The small Rust workspace as a first commit, pushed to an empty repository.
   * @param files by path, beside those of the workspace.
   */
  static async ofWorkspace(
    folder: string,
    person: Person,
    url: string,
    branch: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<WorkingCopy> {
    await mkdir(folder, { recursive: true });
    await cp(fileURLToPath(WORKSPACE), folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeIn(folder, path, text);
    await git(folder, person, 'init', '--quiet', `--initial-branch=${branch}`);
    await git(folder, person, 'add', '--all');
    await git(folder, person, 'commit', '--quiet', '-m', 'A workspace with findings');
    await git(folder, person, 'remote', 'add', 'origin', url);
    const copy = new WorkingCopy(folder, person);
    await copy.push(branch);
    return copy;
  }

  static async clone(folder: string, person: Person, url: string): Promise<WorkingCopy> {
    await mkdir(folder, { recursive: true });
    await git(folder, person, 'clone', '--quiet', url, '.');
    return new WorkingCopy(folder, person);
  }

  /** Begins a branch at the default branch's newest commit. */
  async branch(name: string): Promise<void> {
    await git(this.folder, this.person, 'fetch', '--quiet', 'origin');
    await git(this.folder, this.person, 'switch', '--quiet', '--force-create', name, 'origin/HEAD');
  }

  /** Begins a branch at the commit that is checked out. */
  async fork(name: string): Promise<void> {
    await git(this.folder, this.person, 'switch', '--quiet', '--force-create', name);
  }

  /** Takes up a branch as it stands on the server. */
  async switchTo(name: string): Promise<void> {
    await git(this.folder, this.person, 'fetch', '--quiet', 'origin');
    await git(this.folder, this.person, 'switch', '--quiet', '--force-create', name, `origin/${name}`);
  }

  /** @returns the commit's SHA. */
  async commit({ message, changes }: Commit): Promise<string> {
    for (const change of changes) await applyChange(this.folder, change);
    await git(this.folder, this.person, 'add', '--all');
    await git(this.folder, this.person, 'commit', '--quiet', '--allow-empty', '-m', message);
    return this.head();
  }

  head(): Promise<string> {
    return git(this.folder, this.person, 'rev-parse', 'HEAD');
  }

  /** @param from what to push, where it is not the branch itself. */
  async push(branch: string, from = branch): Promise<void> {
    await git(this.folder, this.person, 'push', '--quiet', 'origin', `+${from}:refs/heads/${branch}`);
  }
}
