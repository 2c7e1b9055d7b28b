import { pullFiles } from '../domain/pull-facts.js';
import type { FileDiff } from '../git/diff.js';
import type { Annotation, CheckRun, Pull, Reaction, Repo, Thread } from '../model.js';

/** A pull request as a person sees it: for assertions and for pages. Plain data, a copy. */
export interface PullRequestView {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  readonly head: { readonly ref: string; readonly sha: string; readonly repository: string | null };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly mergeCommitSha: string | null;
  readonly autoMerge: { readonly method: string; readonly by: string } | null;
  readonly files: readonly FileDiff[];
  /** Of the head commit, oldest first, runs that a newer one of the name replaced included. */
  readonly checkRuns: readonly CheckRunView[];
  readonly comments: readonly CommentView[];
  readonly reviews: readonly ReviewView[];
  readonly threads: readonly ThreadView[];
}

export interface CheckRunView {
  readonly id: number;
  readonly app: string;
  readonly name: string;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly detailsUrl: string | null;
  readonly externalId: string;
  readonly actions: readonly string[];
  readonly annotations: readonly Annotation[];
}

export interface CommentView {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly reactions: readonly { readonly content: string; readonly user: string }[];
}

export interface ReviewView {
  readonly id: number;
  readonly author: string;
  readonly state: string;
  readonly body: string;
  readonly commitSha: string;
}

export interface ThreadView {
  readonly id: number;
  readonly path: string;
  readonly side: 'LEFT' | 'RIGHT';
  /** `null` when a push took the line away. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly originalLine: number;
  readonly resolved: boolean;
  readonly comments: readonly CommentView[];
}

export function checkRunSnapshot(run: CheckRun): CheckRunView {
  return {
    id: run.id,
    app: run.suite.app.slug,
    name: run.name,
    headSha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    title: run.title,
    summary: run.summary,
    text: run.text,
    detailsUrl: run.detailsUrl,
    externalId: run.externalId,
    actions: run.actions.map(({ identifier }) => identifier),
    annotations: structuredClone(run.annotations),
  };
}

export async function pullSnapshot(repo: Repo, pull: Pull): Promise<PullRequestView> {
  const { issue, head } = pull;
  const runs = [...repo.runs.values()].filter((run) => run.headSha === head.sha);
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    author: issue.author.login,
    state: pull.merged === null ? issue.state : 'merged',
    draft: pull.draft,
    head: {
      ref: head.ref,
      sha: head.sha,
      repository: head.repo === null ? null : `${head.repo.owner.login}/${head.repo.name}`,
    },
    base: { ...pull.base },
    mergeCommitSha: pull.merged?.sha ?? null,
    autoMerge:
      pull.autoMerge === null ? null : { method: pull.autoMerge.method, by: pull.autoMerge.by.login },
    files: await pullFiles(pull),
    checkRuns: runs.map(checkRunSnapshot),
    comments: issue.comments.map(commentSnapshot),
    reviews: pull.reviews.map(({ id, author, state, body, commitSha }) => ({
      id,
      author: author.login,
      state,
      body,
      commitSha,
    })),
    threads: pull.threads.map(threadSnapshot),
  };
}

interface AnyComment {
  readonly id: number;
  readonly author: { readonly login: string };
  readonly body: string;
  readonly createdAt: string;
  readonly reactions: readonly Reaction[];
}

export function commentSnapshot({ id, author, body, createdAt, reactions }: AnyComment): CommentView {
  const signs = reactions.map(({ content, user }) => ({ content, user: user.login }));
  return { id, author: author.login, body, createdAt, reactions: signs };
}

function threadSnapshot({ id, anchor, comments, resolvedBy }: Thread): ThreadView {
  return {
    id,
    path: anchor.path,
    side: anchor.side,
    line: anchor.line,
    startLine: anchor.startLine,
    originalLine: anchor.originalLine,
    resolved: resolvedBy !== null,
    comments: comments.map(commentSnapshot),
  };
}
