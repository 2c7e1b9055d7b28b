import type { Change } from './tree.js';

/**
 * What is known of a pull request beyond its trees. GitHub tells it to the app; a clone tells the commits, and the
 * rest only where a file of history is given. `null` means that it is not known there: gates then answer `skip` and
 * say why. A source that fails throws: what could not be read is not unknown.
 */
export interface Facts {
  /** Pull requests of wave branches. */
  readonly history: History | null;
  /** What other checks say of the head commit. */
  readonly checks: Checks | null;
  /**
   * The pull request's own commits, oldest first: those of the head that neither the base branch nor the default
   * branch has.
   */
  readonly commits: readonly CommitFacts[] | null;
  readonly autoMerge: AutoMerge | null;
  /** Those in force at `Subject.now` or ended; who judges tells them apart. */
  readonly waivers: readonly Waiver[] | null;
}

export type FactName = keyof Facts;

/** Every pull request whose head branch a program knows, in any state. */
export interface History {
  readonly pullRequests: readonly PastPullRequest[];
}

export interface PastPullRequest {
  readonly number: number;
  /** Where people look at it; empty where it is not known. */
  readonly url: string;
  /** The head's branch name, without the owner of a fork. */
  readonly branch: string;
  readonly baseBranch: string;
  /** `closed` is closed without a merge. */
  readonly state: 'open' | 'merged' | 'closed';
  readonly headSha: string;
  /** The commit that its merge made: the merge commit, the squashed one, or the last of the rebased ones. */
  readonly mergeSha: string | null;
  /** ISO 8601, UTC. */
  readonly mergedAt: string | null;
  /** Whether the merge commit is in the default branch's history, on its own or through a promotion. */
  readonly inDefaultBranch: boolean;
  /** SHA of the commit in the default branch's history that reverts it and is not itself reverted. */
  readonly revertedBy: string | null;
  /** Whether the head is in another repository: anyone may name a branch there as they like. */
  readonly fromFork: boolean;
}

export interface Checks {
  /** The latest of each app and name; never our own. */
  readonly checks: readonly Check[];
  /** Since when this head has been waited for: ISO 8601, UTC; patience is counted from here. */
  readonly since: string;
}

export interface Check {
  readonly kind: 'check-run' | 'status';
  /** A check run's name, a status' context. */
  readonly name: string;
  /** The app's short name; for a status its creator's login; `null` where it is not known. */
  readonly app: string | null;
  /** `skipped`: the check itself said that it had nothing to do, as a job behind a false `if` does. */
  readonly state: 'success' | 'neutral' | 'skipped' | 'failure' | 'running';
  readonly url: string;
}

export interface CommitFacts {
  readonly sha: string;
  readonly parents: readonly string[];
  /** The first line of its message. */
  readonly title: string;
  /** Against its first parent; of a merge only what differs from each of its parents, so nothing that it only took. */
  readonly changes: readonly Change[];
}

/** How auto-merge stands; `method` is `null` while it is off. */
export interface AutoMerge {
  readonly method: 'squash' | 'merge' | 'rebase' | null;
  /** Login of who turned it on. */
  readonly by: string | null;
}

/** That somebody answers for a failing gate or rule. */
export interface Waiver {
  /** The id of a gate or a rule, or a finding's fingerprint. */
  readonly target: string;
  /** What it covers: the digest of what failed when it was given. Another failure ends it. */
  readonly digest: string;
  /** Login. */
  readonly by: string;
  readonly reason: string;
  /** The head at which it was given. */
  readonly headSha: string;
  /** ISO 8601, UTC: from then on it does not count; `null` is without an end. */
  readonly until: string | null;
  /** The comment that gave it. */
  readonly url: string;
}

export const NO_FACTS: Facts = {
  history: null,
  checks: null,
  commits: null,
  autoMerge: null,
  waivers: null,
};

/** Where facts come from. Each is asked for only where a gate of the step reads it. */
export type FactSource = {
  readonly [Name in FactName]: (asked: FactQuestion) => Promise<Facts[Name]>;
};

/** What a source may need to answer. */
export interface FactQuestion {
  readonly headSha: string;
  readonly baseSha: string;
  readonly mergeBaseSha: string;
  readonly baseBranch: string;
  readonly defaultBranch: string;
  /** Number of the pull request; `null` for a clone. */
  readonly pullRequest: number | null;
  /** Whether a branch name is one of a program's, whatever its wave and step. */
  readonly isWaveBranch: (branch: string) => boolean;
}

/** A source that knows nothing. */
export const NO_FACT_SOURCE: FactSource = {
  history: async () => null,
  checks: async () => null,
  commits: async () => null,
  autoMerge: async () => null,
  waivers: async () => null,
};
