/** A pull request as a reader of GitHub sees it: what the pages and the terminal show, and what the stories check. */
export interface PullRequestView {
  readonly number: number;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly author: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly headBranch: string;
  readonly headSha: string;
  /** `owner/name`; `null` once the head repository was deleted. */
  readonly headRepository: string | null;
  readonly baseRepository: string;
  readonly baseBranch: string;
  /** The address that `git clone` takes; `null` without a head repository. */
  readonly cloneUrl: string | null;
  /** The app's own of the head commit, newest first. */
  readonly checkRuns: readonly CheckRunView[];
  /** What other apps and people say of the head commit, the newest of each name. */
  readonly otherChecks: readonly OtherCheck[];
  /** By GitHub's word: `clean`, `blocked`, `unstable`, `dirty`, … */
  readonly mergeState: string;
  /** The method by which it is merged once it can be; `null` while auto-merge is off. */
  readonly autoMerge: string | null;
  readonly files: readonly FileView[];
  readonly threads: readonly ThreadView[];
  /** The bodies of reviews, where they have one. */
  readonly reviews: readonly CommentView[];
  readonly comments: readonly CommentView[];
}

export interface CheckRunView {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  /** Markdown. */
  readonly text: string;
  readonly annotations: readonly AnnotationView[];
}

/** A check run of another app, or a commit status. */
export interface OtherCheck {
  readonly name: string;
  /** The app's slug, or the login of who set the status. */
  readonly by: string;
  /** The conclusion, or the state while there is none. */
  readonly state: string;
}

export interface AnnotationView {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number | null;
  readonly level: string;
  readonly title: string;
  readonly message: string;
}

export interface FileView {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** Unified hunks without the file's header; `null` where GitHub leaves them out. */
  readonly patch: string | null;
}

export interface ThreadView {
  readonly path: string;
  /** At head; `null` when the line is no longer part of the diff. */
  readonly line: number | null;
  readonly resolved: boolean;
  readonly comments: readonly CommentView[];
}

export interface CommentView {
  readonly id: number;
  readonly author: string;
  /** Markdown. */
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
  /** GitHub's names: `eyes`, `rocket`, `confused`. */
  readonly reactions: readonly string[];
}

/** An issue that is no pull request: the program board is one. */
export interface IssueView {
  readonly number: number;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly author: string;
  readonly state: 'open' | 'closed';
  /** ISO 8601. */
  readonly updatedAt: string;
  readonly comments: readonly CommentView[];
}

export type IssueLine = Omit<IssueView, 'body' | 'comments'>;

export interface PullRequestLine {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly headBranch: string;
  readonly checkRun: {
    readonly status: string;
    readonly conclusion: string | null;
    readonly title: string;
  } | null;
}

export const REACTIONS: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
};
