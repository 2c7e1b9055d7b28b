import type { GitStore } from './git/store.js';

export type AccessLevel = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly createdAt: string;
  /** On every repository that does not say otherwise. */
  access: AccessLevel;
}

export type Grant = 'read' | 'write' | 'admin';
/** By GitHub's names: `contents`, `checks`, `pull_requests`, … */
export type Grants = Readonly<Record<string, Grant>>;

export interface AppRecord {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly publicKey: string;
  readonly permissions: Grants;
  readonly events: readonly string[];
  readonly createdAt: string;
  readonly webhookSecret: string;
  webhookUrl: string | null;
  readonly installations: Installation[];
}

export interface Installation {
  readonly id: number;
  readonly app: AppRecord;
  readonly account: Account;
  /** `null` stands for all repositories of the account. */
  readonly repositories: Set<number> | null;
  permissions: Grants;
  suspendedAt: string | null;
  readonly createdAt: string;
}

export interface Repo {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly git: GitStore;
  readonly private: boolean;
  readonly parent: Repo | null;
  readonly createdAt: string;
  readonly access: Map<string, AccessLevel>;
  readonly issues: Map<number, Issue>;
  readonly suites: CheckSuite[];
  readonly runs: Map<number, CheckRun>;
  readonly statuses: CommitStatus[];
  defaultBranch: string;
  pushedAt: string;
  nextNumber: number;
  mergeMethods: readonly MergeMethod[];
  /** Whether auto-merge may be turned on. */
  autoMerge: boolean;
  /** By branch: what must be green on the head commit before anything is merged into it. */
  readonly protections: Map<string, readonly RequiredCheck[]>;
  /** By branch: who waits to be merged, the first in front. */
  readonly mergeQueues: Map<string, QueueEntry[]>;
  /** SHAs of the commits that were written here and not pushed. */
  readonly written: Set<string>;
}

/** A pull request in a merge queue, with the commit that would merge it after those ahead of it. */
export interface QueueEntry {
  readonly id: number;
  readonly pull: Pull;
  readonly by: Account;
  readonly baseSha: string;
  readonly headSha: string;
  /** Full name of the branch that holds that commit while it is checked. */
  readonly headRef: string;
  readonly enqueuedAt: string;
}

export interface RequiredCheck {
  /** A check run's name or a status' context. */
  readonly context: string;
  /** The app that must have made it; `null` for any. */
  readonly appId: number | null;
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface Issue {
  readonly id: number;
  readonly repo: Repo;
  readonly number: number;
  readonly author: Account;
  readonly createdAt: string;
  /** The app that opened it, if one did. */
  readonly app: AppRecord | null;
  readonly comments: Comment[];
  readonly reactions: Reaction[];
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  labels: string[];
  updatedAt: string;
  closedAt: string | null;
  closedBy: Account | null;
  pull: Pull | null;
}

export interface Pull {
  readonly id: number;
  readonly issue: Issue;
  readonly head: { readonly ref: string; readonly owner: Account; repo: Repo | null; sha: string };
  base: { readonly ref: string; sha: string };
  readonly reviews: Review[];
  readonly threads: Thread[];
  draft: boolean;
  merged: {
    readonly at: string;
    readonly by: Account;
    readonly sha: string;
    readonly method: MergeMethod;
  } | null;
  autoMerge: AutoMerge | null;
}

export interface AutoMerge {
  readonly by: Account;
  readonly enabledAt: string;
  readonly method: MergeMethod;
  readonly title: string;
  readonly message: string;
}

export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly author: Account;
  readonly app: AppRecord | null;
  readonly createdAt: string;
  readonly reactions: Reaction[];
  body: string;
  updatedAt: string;
}

export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
export type ReactionContent = (typeof REACTIONS)[number];

export interface Reaction {
  readonly id: number;
  readonly user: Account;
  readonly content: ReactionContent;
  readonly createdAt: string;
}

export type ReviewState = 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';

export interface Review {
  readonly id: number;
  readonly pull: Pull;
  readonly author: Account;
  readonly commitSha: string;
  state: ReviewState;
  body: string;
  submittedAt: string | null;
}

export type Side = 'LEFT' | 'RIGHT';

/** Where on the diff a thread stands; `line` is `null` once a push took the line away. */
export interface Anchor {
  readonly path: string;
  readonly side: Side;
  readonly originalLine: number;
  readonly originalStartLine: number | null;
  readonly startSide: Side | null;
  readonly originalPosition: number;
  readonly originalCommitSha: string;
  readonly diffHunk: string;
  readonly subject: 'line' | 'file';
  line: number | null;
  startLine: number | null;
  position: number | null;
}

export interface Thread {
  readonly id: number;
  readonly pull: Pull;
  readonly anchor: Anchor;
  readonly comments: ReviewComment[];
  resolvedBy: Account | null;
}

export interface ReviewComment {
  readonly id: number;
  readonly thread: Thread;
  readonly review: Review;
  readonly author: Account;
  readonly inReplyTo: number | null;
  readonly createdAt: string;
  readonly reactions: Reaction[];
  body: string;
  updatedAt: string;
}

export type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale';

export interface CheckSuite {
  readonly id: number;
  readonly repo: Repo;
  readonly app: AppRecord;
  readonly headSha: string;
  /** `null` for a commit that came from a fork. */
  readonly headBranch: string | null;
  readonly before: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number | null;
  readonly endColumn: number | null;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string | null;
  readonly message: string;
  readonly rawDetails: string | null;
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  readonly headSha: string;
  readonly annotations: Annotation[];
  name: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  actions: readonly CheckAction[];
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: string;
}

/** Who makes a request. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly account: Account }
  | { readonly kind: 'app'; readonly app: AppRecord }
  | {
      readonly kind: 'installation';
      readonly app: AppRecord;
      readonly installation: Installation;
      readonly permissions: Grants;
      /** Narrows the installation's repositories; `null` does not. */
      readonly repositories: ReadonlySet<number> | null;
    };
