import { requestAction, rerequestRun, rerequestSuite } from './domain/checks.js';
import { addComment, editComment, react } from './domain/conversation.js';
import { mergePull } from './domain/merging.js';
import { closePull, editPull, openPull, reopenPull, setDraft } from './domain/pulls.js';
import { refMoved } from './domain/pushes.js';
import { type CheckReport, reportCheck, setRun } from './domain/reports.js';
import { deleteRepository, forkRepository } from './domain/repositories.js';
import { addStatus } from './domain/statuses.js';
import { ZERO_SHA } from './git/store.js';
import { type FileChange, type NewCommit, writeCommit } from './git/write.js';
import type {
  AccessLevel,
  Account,
  CheckRun,
  Comment,
  CommitStatus,
  MergeMethod,
  Pull,
  ReactionContent,
  Repo,
} from './model.js';
import { emailOf } from './views/commit.js';
import { type CheckRunView, checkRunSnapshot, type PullRequestView, pullSnapshot } from './views/snapshot.js';
import type { World } from './world.js';

export type { FileChange };

export interface CommitOptions {
  /** Made where it is missing, from `parent` or else from the default branch. */
  readonly branch: string;
  /** A branch or SHA; the branch's own tip by default. `null` makes a root commit. */
  readonly parent?: string | null;
  readonly message: string;
  readonly files: Readonly<Record<string, FileChange>>;
  /** A login; the repository's owner by default. */
  readonly author?: string;
  /** Lets the branch move to a commit that does not follow from its tip. */
  readonly force?: boolean;
}

export interface StatusReport {
  readonly sha: string;
  readonly context: string;
  readonly state: CommitStatus['state'];
  readonly description?: string;
  readonly by?: string;
}

export interface PullRequestOptions {
  /** A branch, of `fork` when that is given. */
  readonly head: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly author?: string;
  readonly fork?: RepositoryHandle;
  readonly draft?: boolean;
}

/** What people and machines do to a repository, without the way over HTTP. Events follow just the same. */
export class RepositoryHandle {
  constructor(
    private readonly world: World,
    readonly record: Repo,
  ) {}

  get fullName(): string {
    return `${this.record.owner.login}/${this.record.name}`;
  }

  /** The bare repository's folder: a clone from here does not go over HTTP. */
  get gitDir(): string {
    return this.record.git.dir;
  }

  get cloneUrl(): string {
    return `${this.world.url}/${this.fullName}.git`;
  }

  setAccess(login: string, level: AccessLevel): void {
    this.record.access.set(this.account(login).login, level);
  }

  /** Writes a commit and pushes it. @returns its SHA. @throws when the push is no fast-forward and not forced. */
  async commit(options: CommitOptions): Promise<string> {
    const { git, owner } = this.record;
    const ref = `refs/heads/${options.branch}`;
    const before = await git.branchSha(options.branch);
    const parent = await this.parentOf(options, before);
    if (before !== null && parent !== before && options.force !== true) {
      throw new Error(`${options.branch} stands at ${before}, not at ${parent}: pass force to replace it.`);
    }
    const author = options.author === undefined ? owner : this.account(options.author);
    const sha = await this.writeNew({
      ref,
      parents: parent === null ? [] : [parent],
      message: options.message,
      author: { name: author.login, email: emailOf(author) },
      time: Math.floor(this.world.state.now() / 1000),
      files: options.files,
    });
    await refMoved(this.world, this.record, { ref, before: before ?? ZERO_SHA, after: sha }, author);
    return sha;
  }

  /** What is written twice within a second would be one commit, shared by two branches that know nothing of it. */
  private async writeNew(commit: NewCommit): Promise<string> {
    const sha = await writeCommit(this.record.git, commit);
    if (this.record.written.has(sha)) return this.writeNew({ ...commit, time: commit.time + 1 });
    this.record.written.add(sha);
    return sha;
  }

  private async parentOf(options: CommitOptions, tip: string | null): Promise<string | null> {
    const { git, defaultBranch } = this.record;
    if (options.parent === null) return null;
    if (options.parent === undefined) return tip ?? git.branchSha(defaultBranch);
    const sha = await git.commitSha(options.parent);
    if (sha === null) throw new Error(`There is no commit ${options.parent} in ${this.fullName}.`);
    return sha;
  }

  /** Moves a branch to an existing commit, forced, as a push would; `null` deletes it. */
  async setBranch(branch: string, revision: string | null, by?: string): Promise<void> {
    const { git, owner } = this.record;
    const ref = `refs/heads/${branch}`;
    const before = (await git.branchSha(branch)) ?? ZERO_SHA;
    const after = revision === null ? ZERO_SHA : await git.commitSha(revision);
    if (after === null) throw new Error(`There is no commit ${revision} in ${this.fullName}.`);
    if (after === ZERO_SHA) await git.deleteRef(ref);
    else await git.updateRef(ref, after);
    await refMoved(
      this.world,
      this.record,
      { ref, before, after },
      by === undefined ? owner : this.account(by),
    );
  }

  branchSha(branch: string): Promise<string | null> {
    return this.record.git.branchSha(branch);
  }

  /** @returns the number. */
  async openPullRequest(options: PullRequestOptions): Promise<number> {
    const pull = await openPull(this.world, this.record, {
      title: options.title ?? options.head,
      body: options.body ?? null,
      author: this.accountOr(options.author),
      head: { repo: options.fork?.record ?? this.record, ref: options.head },
      base: options.base ?? this.record.defaultBranch,
      draft: options.draft ?? false,
    });
    return pull.issue.number;
  }

  async editPullRequest(
    number: number,
    edit: { title?: string; body?: string; base?: string; by?: string },
  ): Promise<void> {
    await editPull(this.world, this.pull(number), edit, this.accountOr(edit.by));
  }

  async closePullRequest(number: number, by?: string): Promise<void> {
    await closePull(this.world, this.pull(number), this.accountOr(by));
  }

  async reopenPullRequest(number: number, by?: string): Promise<void> {
    await reopenPull(this.world, this.pull(number), this.accountOr(by));
  }

  async setDraft(number: number, draft: boolean, by?: string): Promise<void> {
    await setDraft(this.world, this.pull(number), draft, this.accountOr(by));
  }

  /** @returns the SHA of the base branch afterwards. */
  mergePullRequest(number: number, method: MergeMethod = 'merge', by?: string): Promise<string> {
    return mergePull(this.world, this.pull(number), { method }, this.accountOr(by));
  }

  /** @returns the comment's id. */
  async comment(number: number, comment: { author: string; body: string }): Promise<number> {
    const issue = this.record.issues.get(number);
    if (issue === undefined) throw new Error(`There is no issue ${number} in ${this.fullName}.`);
    return (await addComment(this.world, issue, this.account(comment.author), comment.body)).id;
  }

  async editComment(id: number, edit: { body: string; by: string }): Promise<void> {
    await editComment(this.world, this.commentById(id), edit.body, this.account(edit.by));
  }

  react(commentId: number, user: string, content: ReactionContent): void {
    react(this.world, this.commentById(commentId).reactions, this.account(user), content);
  }

  /** "Re-run" beside one check run. */
  async rerequestCheckRun(id: number, by?: string): Promise<void> {
    await rerequestRun(this.world, this.run(id), this.accountOr(by));
  }

  /** "Re-run all checks" of a commit. */
  async rerequestCheckSuite(sha: string, by?: string): Promise<void> {
    const suites = this.record.suites.filter((suite) => suite.headSha === sha);
    if (suites.length === 0) throw new Error(`No app has a check suite for ${sha}.`);
    for (const suite of suites) await rerequestSuite(this.world, suite, this.accountOr(by));
  }

  /** A press on a button of a check run. */
  async requestAction(runId: number, identifier: string, by?: string): Promise<void> {
    await requestAction(this.world, this.run(runId), identifier, this.accountOr(by));
  }

  /** Another app's check run on a commit. @returns its id. */
  async reportCheck(report: CheckReport): Promise<number> {
    return (await reportCheck(this.world, this.record, report)).id;
  }

  /** Moves another app's check run on. */
  async updateCheck(id: number, state: Pick<CheckReport, 'status' | 'conclusion'>): Promise<void> {
    await setRun(this.world, this.run(id), state);
  }

  async reportStatus({ sha, context, state, description, by }: StatusReport): Promise<void> {
    await addStatus(this.world, this.record, {
      sha,
      context,
      state,
      description: description ?? null,
      targetUrl: null,
      creator: this.accountOr(by),
    });
  }

  /** Asks for green checks, by name, before anything is merged into the branch; none lifts the protection. */
  protect(branch: string, checks: readonly string[]): void {
    const required = checks.map((context) => ({ context, appId: null }));
    if (checks.length === 0) this.record.protections.delete(branch);
    else this.record.protections.set(branch, required);
    this.world.changed(this.record);
  }

  /** Has the branch merged through a queue. */
  useMergeQueue(branch: string): void {
    if (!this.record.mergeQueues.has(branch)) this.record.mergeQueues.set(branch, []);
  }

  /** Whether auto-merge may be turned on. */
  allowAutoMerge(allowed: boolean): void {
    this.record.autoMerge = allowed;
  }

  pullRequest(number: number): Promise<PullRequestView> {
    return pullSnapshot(this.record, this.pull(number));
  }

  pullRequestNumbers(): number[] {
    return [...this.record.issues.values()]
      .filter((issue) => issue.pull !== null)
      .map(({ number }) => number);
  }

  /** Check runs of a commit, oldest first. */
  checkRuns(sha: string): CheckRunView[] {
    return [...this.record.runs.values()].filter((run) => run.headSha === sha).map(checkRunSnapshot);
  }

  async fork(owner: string): Promise<RepositoryHandle> {
    return new RepositoryHandle(
      this.world,
      await forkRepository(this.world, this.record, this.account(owner)),
    );
  }

  async delete(): Promise<void> {
    await deleteRepository(this.world, this.record);
  }

  private account(login: string): Account {
    return this.world.state.account(login);
  }

  private accountOr(login: string | undefined): Account {
    return login === undefined ? this.record.owner : this.account(login);
  }

  private pull(number: number): Pull {
    const pull = this.record.issues.get(number)?.pull ?? null;
    if (pull === null) throw new Error(`There is no pull request ${number} in ${this.fullName}.`);
    return pull;
  }

  private run(id: number): CheckRun {
    const run = this.record.runs.get(id);
    if (run === undefined) throw new Error(`There is no check run ${id} in ${this.fullName}.`);
    return run;
  }

  private commentById(id: number): Comment {
    for (const issue of this.record.issues.values()) {
      const found = issue.comments.find((one) => one.id === id);
      if (found !== undefined) return found;
    }
    throw new Error(`There is no comment ${id} in ${this.fullName}.`);
  }
}
