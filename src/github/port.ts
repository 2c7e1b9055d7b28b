import type { FactSource, Waiver } from '../snapshot/facts.js';
import type { Repository } from '../snapshot/repository.js';

/** What the app asks of GitHub and does there, in the words of pull requests; each user takes the part it needs. */

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  readonly draft: boolean;
  readonly headSha: string;
  readonly headBranch: string;
  readonly baseBranch: string;
  readonly baseSha: string;
  readonly defaultBranch: string;
  /** As GitHub counts them, be it more than it lists. */
  readonly changedFiles: number;
}

export interface PullRequests {
  /** @throws NotFound */
  get(number: number): Promise<PullRequest>;
  /** Those that are open, of forks too, the newest first. */
  open(): Promise<OpenPullRequest[]>;
  /** Numbers of the open pull requests whose head is this commit, forks included. */
  openWithHead(sha: string): Promise<number[]>;
  /**
   * What GitHub shows of how some of its files differ from the merge base, by path at head: as far as it lists files,
   * 3,000, and shows differences.
   */
  patches(number: number, paths: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** SHAs of its latest commits, the head last; those that a forced push took away are not among them. */
  latestCommits(number: number): Promise<string[]>;
}

export interface OpenPullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly headBranch: string;
  readonly baseBranch: string;
}

export interface Comparison {
  readonly mergeBaseSha: string;
  /** Patches from merge base to head by path at head; absent for binary and large files. */
  readonly patches: ReadonlyMap<string, string>;
  /** The files that differ; `null` where there may be more than GitHub lists. */
  readonly files: readonly ComparedFile[] | null;
}

export interface ComparedFile {
  readonly path: string;
  /** Of a rename alone. */
  readonly previousPath: string | null;
}

export interface Commits {
  /** The commit that a branch points to; `null` when there is no such branch. */
  branchHead(branch: string): Promise<string | null>;
  /** @throws NotFound when the two have no common ancestor. */
  compare(baseSha: string, headSha: string): Promise<Comparison>;
}

export type CheckConclusion = 'success' | 'failure' | 'neutral' | 'cancelled';

/** A check run of this app. */
export interface CheckRun {
  readonly id: number;
  readonly headSha: string;
  readonly url: string;
  readonly externalId: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  readonly annotationsCount: number;
  /** Empty where it has none yet. */
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** The app's short name: `wavegate`, whose comments GitHub shows as by `wavegate[bot]`. */
  readonly appSlug: string;
}

export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Only where start and end line are equal. */
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface CheckAction {
  /** At most 20 characters. */
  readonly label: string;
  /** At most 40 characters. */
  readonly description: string;
  /** At most 20 characters. */
  readonly identifier: string;
}

/** What a check run shows. */
export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

export interface CheckState {
  readonly externalId: string;
  /** `null` while in progress. */
  readonly conclusion: CheckConclusion | null;
  readonly output: CheckOutput;
  readonly actions: readonly CheckAction[];
  /** When it began, where it begins anew; ISO 8601, UTC. */
  readonly startedAt?: string;
  /** Appended to those that the run has. Any number: they are sent in batches. */
  readonly annotations: readonly Annotation[];
}

export interface NewCheckRun extends Omit<CheckState, 'annotations' | 'conclusion' | 'startedAt'> {
  /** When the head began to be waited for, where an older run of it is replaced; ISO 8601, UTC. */
  readonly startedAt?: string | null;
}

export interface CheckRuns {
  /** This app's runs of that name on a commit, newest first. */
  list(headSha: string): Promise<CheckRun[]>;
  /** When another app's check run on a commit last ended, or a status was last posted; ISO 8601, `null` for never. */
  othersChangedAt(headSha: string): Promise<string | null>;
  /** Creates a run in progress, without annotations; a run of the same external id is taken for a lost answer. */
  create(headSha: string, state: NewCheckRun): Promise<CheckRun>;
  /** Brings a run to a state, completion with the last batch of annotations. */
  update(run: CheckRun, state: CheckState): Promise<CheckRun>;
}

export interface LineComment {
  readonly path: string;
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

export interface ReviewThread {
  /** `null` where only the comment is known, not its thread: then it cannot be resolved, nor whether it is. */
  readonly id: string | null;
  readonly resolved: boolean;
  /** Who began it: an app is its slug, or its slug with `[bot]`. */
  readonly author: string | null;
  readonly byBot: boolean;
  /** The first comment's Markdown. */
  readonly body: string;
}

export interface Reviews {
  threads(pullRequest: number): Promise<ReviewThread[]>;
  /**
   * Posts one review of event COMMENT, all of its comments or none.
   * @throws WriteRefused when GitHub does not take it (422), say for a line that it does not find in the diff.
   */
  post(pullRequest: number, headSha: string, body: string, comments: readonly LineComment[]): Promise<void>;
  resolve(threadId: string): Promise<void>;
}

export type Reaction = 'eyes' | 'rocket' | 'confused';

export interface Comments {
  react(commentId: number, reaction: Reaction): Promise<void>;
  /** Answers under the pull request, once for each `key`: it looks before it writes. */
  reply(pullRequest: number, key: string, body: string): Promise<void>;
  /** The keys of all answers given under the pull request. */
  replyKeys(pullRequest: number): Promise<ReadonlySet<string>>;
}

/** A waiver with the comments that gave it. */
export interface GivenWaiver extends Waiver {
  /** The comment whose command asked for it. */
  readonly commentId: number;
  /** The app's reply, which is the waiver. */
  readonly replyId: number;
}

/** Waivers are kept in replies of the app: signed, so that nobody makes one or changes one by editing a comment. */
export interface Waivers {
  /** Those given on a pull request and not taken back, oldest first; ended ones are among them. */
  of(pullRequest: number): Promise<GivenWaiver[]>;
  /** The hidden part of the reply that gives a waiver. */
  marker(pullRequest: number, waiver: Omit<GivenWaiver, 'replyId' | 'url'>): string;
  /** Replaces the reply that is the waiver: it gives none from then on. */
  takeBack(waiver: GivenWaiver, body: string): Promise<void>;
}

export interface People {
  /** Whether somebody may push to the repository, as GitHub says at this moment. */
  mayWrite(login: string): Promise<boolean>;
}

/** A pull request that brings stacked work to the default branch. */
export interface Promotion {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'merged' | 'closed';
  readonly headSha: string;
}

export interface Promotions {
  /** The pull requests from one branch of the repository to another, newest first, in any state. */
  between(head: string, base: string): Promise<Promotion[]>;
  /** @throws WriteRefused when GitHub does not take it (422), say as there is nothing between the two. */
  open(order: {
    readonly head: string;
    readonly base: string;
    readonly title: string;
    readonly body: string;
  }): Promise<Promotion>;
}

export type MergeMethod = 'squash' | 'merge' | 'rebase';

export interface AutoMerging {
  /**
   * Has GitHub merge the pull request once all that the branch requires is met; merges it now where nothing is left to
   * wait for. A head other than `headSha` is not merged.
   * @throws WriteRefused when GitHub does not allow it, say as the repository has auto-merge off.
   */
  enable(number: number, headSha: string, method: MergeMethod): Promise<'enabled' | 'merged'>;
  disable(number: number): Promise<void>;
}

/** A comment as lists show it. */
export interface RecentComment {
  readonly id: number;
  /** Of the issue or pull request that it is on. */
  readonly number: number;
  /** Markdown. */
  readonly body: string;
  /** Login; `null` for an account that is gone. */
  readonly author: string | null;
  readonly byBot: boolean;
  readonly edited: boolean;
  /** Whether anybody reacted as the app does when a command is done. */
  readonly reacted: boolean;
}

export interface RecentComments {
  /** Those written or edited since a time, on any issue; ISO 8601. */
  since(time: string): Promise<RecentComment[]>;
  /** Whether an app has told a comment how its command ended: 🚀 or 😕. */
  hasLastReaction(commentId: number): Promise<boolean>;
}

/** An issue that this app has opened. */
export interface OwnIssue {
  readonly number: number;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly state: 'open' | 'closed';
}

/** Issues of this app alone: what others open is never taken for its own. */
export interface Issues {
  /**
   * Open and closed, oldest first; pull requests are none.
   * @param opened numbers of those that were just opened: a list may lag behind.
   */
  own(opened?: Iterable<number>): Promise<OwnIssue[]>;
  /**
   * Opens an issue.
   * @param find tells it among the app's own, where an answer was lost.
   */
  create(
    issue: Pick<OwnIssue, 'title' | 'body'>,
    find: (own: readonly OwnIssue[]) => OwnIssue | undefined,
  ): Promise<OwnIssue>;
  update(number: number, issue: Pick<OwnIssue, 'title' | 'body'>): Promise<void>;
  /** Closes an issue that stands beside another. */
  closeDuplicate(number: number, body: string): Promise<void>;
}

export interface AboutRepository {
  /** Where people look at it, without a slash at the end. */
  readonly url: string;
  readonly defaultBranch: string;
  /** Whether issues can be opened: they are switched on, and the repository is not archived. */
  readonly hasIssues: boolean;
}

export interface GitHub {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequests: PullRequests;
  readonly commits: Commits;
  readonly repository: Repository;
  readonly facts: FactSource;
  readonly checkRuns: CheckRuns;
  readonly reviews: Reviews;
  readonly comments: Comments;
  readonly recentComments: RecentComments;
  readonly waivers: Waivers;
  readonly people: People;
  readonly promotions: Promotions;
  readonly autoMerging: AutoMerging;
  readonly issues: Issues;
  readonly about: () => Promise<AboutRepository>;
}
