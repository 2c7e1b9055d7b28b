import type { CiChecks } from './scenario.js';

/** Someone who works on GitHub: pushes, comments, presses buttons. */
export interface Person {
  readonly login: string;
  readonly token: string;
}

export type Method = 'squash' | 'merge' | 'rebase';

/** Where a demo or a story takes place: a GitHub with one repository, on which the app is installed. */
export interface Site {
  /** The REST API's base address, without a slash at its end. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
  readonly maintainer: Person;
  readonly author: Person;
  /** Has read access, and works in a fork. */
  readonly outsider: Person;
  /** What `git clone` takes, of `owner/name`. */
  cloneUrl(repository: string): string;
  /** Forks the repository. @returns `owner/name` of the fork. */
  fork(person: Person): Promise<string>;
  /** Presses "Re-run" on a check run, as a maintainer. */
  rerun(checkRun: number): Promise<void>;
  /** What the workspace's CI says of a commit, by the name of the check. */
  reportChecks(sha: string, checks: CiChecks): Promise<void>;
  /** The checks that the default branch requires from now on. */
  protect(checks: readonly string[]): Promise<void>;
  /** What the checker of GitHub's contract has seen so far. */
  contract(): Promise<ContractCount>;
  /** Resolves once no webhook is under way and the app has nothing more to do. */
  settled(): Promise<void>;
  /** Milliseconds after which what has not come about will not, where `settled` cannot know; 0 where it can. */
  readonly patience: number;
}

export interface ContractCount {
  /** Requests over REST and GraphQL, each with its answer. */
  readonly checked: number;
  /** A line each. */
  readonly violations: readonly string[];
}
