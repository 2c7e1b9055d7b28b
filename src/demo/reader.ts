import { Octokit } from '@octokit/rest';
import { NotPossible } from './not-possible.js';
import type { Person, Site } from './site.js';
import { readThreads } from './threads.js';
import type {
  AnnotationView,
  CheckRunView,
  CommentView,
  FileView,
  IssueLine,
  IssueView,
  OtherCheck,
  PullRequestLine,
  PullRequestView,
} from './view.js';

/** The slug of the app that the demo shows, and the name of its check run. */
const APP = 'wavegate';

type Api = Octokit['rest'];
type Pull = Awaited<ReturnType<Api['pulls']['get']>>['data'];
type CheckRun = Awaited<ReturnType<Api['checks']['get']>>['data'];

/** GitHub's API in the name of one person; its warnings are for the app's log, not for a terminal. */
export function octokitOf(site: Site, person: Person): Octokit {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return new Octokit({ baseUrl: site.apiUrl, auth: person.token, log });
}

/** Reads pull requests as someone who looks at GitHub: by its public API alone. */
export class Reader {
  private readonly octokit: Octokit;
  private readonly at: { readonly owner: string; readonly repo: string };

  constructor(private readonly site: Site) {
    this.octokit = octokitOf(site, site.maintainer);
    this.at = { owner: site.owner, repo: site.repo };
  }

  /** Every pull request, newest last. */
  async list(): Promise<PullRequestLine[]> {
    const pulls = await this.octokit.paginate(this.octokit.rest.pulls.list, {
      ...this.at,
      state: 'all',
      direction: 'asc',
      per_page: 100,
    });
    return Promise.all(
      pulls.map(async (pull) => ({
        number: pull.number,
        title: pull.title,
        author: pull.user?.login ?? 'ghost',
        state: stateOf(pull.state, pull.merged_at),
        headBranch: pull.head.ref,
        checkRun: (await this.runsOf(pull.head.sha)).map(lineOf)[0] ?? null,
      })),
    );
  }

  /** Every issue that is no pull request, newest first. */
  async issues(): Promise<IssueLine[]> {
    const { listForRepo } = this.octokit.rest.issues;
    const all = await this.octokit.paginate(listForRepo, { ...this.at, state: 'all', per_page: 100 });
    return all.filter((issue) => issue.pull_request === undefined).map(issueLine);
  }

  async issue(number: number): Promise<IssueView> {
    const { data } = await this.octokit.rest.issues.get({ ...this.at, issue_number: number });
    return { ...issueLine(data), body: data.body ?? '', comments: await this.comments(number) };
  }

  async pullRequest(number: number): Promise<PullRequestView> {
    const { data: pull } = await this.octokit.rest.pulls.get({ ...this.at, pull_number: number });
    const [runs, others, files, threads, reviews, comments] = await Promise.all([
      this.checkRuns(pull.head.sha),
      this.otherChecks(pull.head.sha),
      this.files(number),
      readThreads(this.octokit, this.at, number),
      this.reviews(number),
      this.comments(number),
    ]);
    return {
      ...headOf(pull, this.site),
      checkRuns: runs,
      otherChecks: others,
      files,
      threads,
      reviews,
      comments,
    };
  }

  /** The check runs of a commit that is no pull request's head any more, too. */
  async checkRuns(sha: string): Promise<CheckRunView[]> {
    const runs = await this.runsOf(sha);
    return Promise.all(runs.map(async (run) => viewOfRun(run, await this.annotations(run.id))));
  }

  async checkRun(id: number): Promise<CheckRunView> {
    const { data: run } = await this.octokit.rest.checks.get({ ...this.at, check_run_id: id });
    return viewOfRun(run, await this.annotations(id));
  }

  /** A file at a commit. @throws NotPossible when GitHub does not show it as text. */
  async file(sha: string, path: string): Promise<string> {
    const { data } = await this.octokit.rest.repos.getContent({ ...this.at, path, ref: sha });
    if (Array.isArray(data) || data.type !== 'file' || data.encoding !== 'base64') {
      throw new NotPossible(`${path} is no file that can be shown.`);
    }
    return Buffer.from(data.content, 'base64').toString('utf8');
  }

  private async runsOf(sha: string): Promise<CheckRun[]> {
    const { listForRef } = this.octokit.rest.checks;
    const runs = await this.octokit.paginate(listForRef, {
      ...this.at,
      ref: sha,
      filter: 'all',
      per_page: 100,
      check_name: APP,
    });
    return runs.sort((a, b) => b.id - a.id);
  }

  private async otherChecks(sha: string): Promise<OtherCheck[]> {
    const at = { ...this.at, ref: sha, per_page: 100 };
    const [runs, statuses] = await Promise.all([
      this.octokit.paginate(this.octokit.rest.checks.listForRef, at),
      this.octokit.paginate(this.octokit.rest.repos.listCommitStatusesForRef, at),
    ]);
    const contexts = new Map(statuses.reverse().map((status) => [status.context, status]));
    return [
      ...runs
        .filter(({ app }) => app?.slug !== APP)
        .map((run) => ({ name: run.name, by: run.app?.slug ?? '', state: run.conclusion ?? run.status })),
      ...[...contexts.values()].map(({ context, state, creator }) => ({
        name: context,
        by: creator?.login ?? '',
        state,
      })),
    ];
  }

  private async annotations(run: number): Promise<AnnotationView[]> {
    const { listAnnotations } = this.octokit.rest.checks;
    const all = await this.octokit.paginate(listAnnotations, {
      ...this.at,
      check_run_id: run,
      per_page: 100,
    });
    return all.map((each) => ({
      path: each.path,
      startLine: each.start_line,
      endLine: each.end_line,
      startColumn: each.start_column,
      level: each.annotation_level ?? 'notice',
      title: each.title ?? '',
      message: each.message ?? '',
    }));
  }

  private async files(number: number): Promise<FileView[]> {
    const { listFiles } = this.octokit.rest.pulls;
    const files = await this.octokit.paginate(listFiles, { ...this.at, pull_number: number, per_page: 100 });
    return files.map((file) => ({
      path: file.filename,
      previousPath: file.previous_filename ?? null,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      patch: file.patch ?? null,
    }));
  }

  private async reviews(number: number): Promise<CommentView[]> {
    const { listReviews } = this.octokit.rest.pulls;
    const reviews = await this.octokit.paginate(listReviews, {
      ...this.at,
      pull_number: number,
      per_page: 100,
    });
    return reviews.flatMap((review) =>
      review.body === ''
        ? []
        : [
            {
              id: review.id,
              author: review.user?.login ?? 'ghost',
              body: review.body,
              at: review.submitted_at ?? '',
              reactions: [],
            },
          ],
    );
  }

  private async comments(number: number): Promise<CommentView[]> {
    const { listComments } = this.octokit.rest.issues;
    const all = await this.octokit.paginate(listComments, {
      ...this.at,
      issue_number: number,
      per_page: 100,
    });
    return Promise.all(
      all.map(async (comment) => ({
        id: comment.id,
        author: comment.user?.login ?? 'ghost',
        body: comment.body ?? '',
        at: comment.created_at,
        reactions: await this.reactions(comment.id),
      })),
    );
  }

  private async reactions(comment: number): Promise<string[]> {
    const { listForIssueComment } = this.octokit.rest.reactions;
    const all = await this.octokit.paginate(listForIssueComment, {
      ...this.at,
      comment_id: comment,
      per_page: 100,
    });
    return all.map((reaction) => reaction.content);
  }
}

type Issue = Awaited<ReturnType<Api['issues']['get']>>['data'];

function issueLine(issue: Pick<Issue, 'number' | 'title' | 'user' | 'state' | 'updated_at'>): IssueLine {
  const { number, title, user, state, updated_at: updatedAt } = issue;
  const author = user?.login ?? 'ghost';
  return { number, title, author, state: state === 'closed' ? 'closed' : 'open', updatedAt };
}

function stateOf(state: string, mergedAt: string | null): PullRequestLine['state'] {
  if (mergedAt !== null) return 'merged';
  return state === 'closed' ? 'closed' : 'open';
}

function lineOf(run: CheckRun): NonNullable<PullRequestLine['checkRun']> {
  return { status: run.status, conclusion: run.conclusion, title: run.output.title ?? '' };
}

function viewOfRun(run: CheckRun, annotations: readonly AnnotationView[]): CheckRunView {
  const { title, summary, text } = run.output;
  const said = { title: title ?? '', summary: summary ?? '', text: text ?? '' };
  const { id, name, status, conclusion } = run;
  return { id, name, status, conclusion, ...said, annotations };
}

function headOf(pull: Pull, site: Site) {
  // The description has it that a head always has a repository; once that is deleted, it has none.
  const head: { full_name: string } | null = pull.head.repo;
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: pull.user.login,
    state: stateOf(pull.state, pull.merged_at),
    mergeState: pull.mergeable_state,
    autoMerge: pull.auto_merge?.merge_method ?? null,
    headBranch: pull.head.ref,
    headSha: pull.head.sha,
    headRepository: head?.full_name ?? null,
    baseRepository: pull.base.repo.full_name,
    baseBranch: pull.base.ref,
    cloneUrl: head === null ? null : site.cloneUrl(head.full_name),
  };
}
