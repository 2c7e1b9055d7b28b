import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setAutoMerge } from './auto-merge.js';
import { git } from './git.js';
import { NotPossible } from './not-possible.js';
import { octokitOf } from './reader.js';
import type { Person, Site } from './site.js';
import type { PullRequestView } from './view.js';
import { WorkingCopy } from './working-copy.js';

const METHODS = ['squash', 'merge', 'rebase'] as const;

/** What the person at the page does on GitHub. */
export class Actions {
  constructor(
    private readonly site: Site,
    /** Where clones for single commits are made. */
    private readonly folder: string,
  ) {}

  async comment(number: number, body: string): Promise<void> {
    const { owner, repo, maintainer } = this.site;
    const { issues } = octokitOf(this.site, maintainer).rest;
    await issues.createComment({ owner, repo, issue_number: number, body });
  }

  /** @param later turns auto-merge on, instead. @throws NotPossible with GitHub's words where it refuses. */
  async merge(number: number, method: string, later: boolean): Promise<void> {
    const { owner, repo, maintainer } = this.site;
    const chosen = METHODS.find((one) => one === method);
    if (chosen === undefined) throw new NotPossible(`${method} is no way to merge.`);
    const { pulls } = octokitOf(this.site, maintainer).rest;
    try {
      if (later) await setAutoMerge(this.site, number, chosen);
      else await pulls.merge({ owner, repo, pull_number: number, merge_method: chosen });
    } catch (error) {
      throw new NotPossible(error instanceof Error ? error.message : String(error));
    }
  }

  async rerun(checkRun: number): Promise<void> {
    await this.site.rerun(checkRun);
  }

  /** The paths of the head branch's files. */
  async paths(view: PullRequestView): Promise<string[]> {
    return this.withClone(view, (copy) => filesOf(copy));
  }

  /** @throws NotPossible when the branch has no such file, or it is no text. */
  async read(view: PullRequestView, path: string): Promise<string> {
    return this.withClone(view, async (copy) => {
      await checkFile(copy, path);
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(copy.folder, path)));
      } catch {
        throw new NotPossible(`${path} is no text: push it from a clone.`);
      }
    });
  }

  /** Commits one file to the head branch and pushes it. */
  async commit(view: PullRequestView, path: string, text: string, message: string): Promise<void> {
    await this.withClone(view, async (copy) => {
      await checkFile(copy, path);
      await writeFile(join(copy.folder, path), text);
      if ((await git(copy.folder, copy.person, 'status', '--porcelain')) === '') {
        throw new NotPossible('Nothing changed: there is nothing to commit.');
      }
      await copy.commit({ message, changes: [] });
      await copy.push(view.headBranch);
    });
  }

  private async withClone<T>(view: PullRequestView, use: (copy: WorkingCopy) => Promise<T>): Promise<T> {
    if (view.cloneUrl === null) throw new NotPossible('The head repository was deleted.');
    const folder = await mkdtemp(join(this.folder, 'edit-'));
    try {
      const copy = await WorkingCopy.clone(folder, this.ownerOf(view), view.cloneUrl);
      await copy.switchTo(view.headBranch);
      return await use(copy);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private ownerOf(view: PullRequestView): Person {
    const { author, outsider } = this.site;
    return view.headRepository === view.baseRepository ? author : outsider;
  }
}

async function filesOf(copy: WorkingCopy): Promise<string[]> {
  const entries = await git(copy.folder, copy.person, 'ls-tree', '-r', '-z', 'HEAD');
  // Links are left out: writing through one could reach a file outside the clone.
  return entries.split('\0').flatMap((entry) => /^100[0-7]{3} blob \w+\t(.+)$/s.exec(entry)?.[1] ?? []);
}

async function checkFile(copy: WorkingCopy, path: string): Promise<void> {
  if (!(await filesOf(copy)).includes(path)) throw new NotPossible(`The branch has no file ${path}.`);
}
