import { pages, type RepositoryClient } from './client.js';
import { PAGE_SIZE } from './limits.js';
import { reading } from './retry.js';

/** Comments of one pull request that are looked through. */
const MOST_COMMENTS = 3_000;

type CommentData = Awaited<
  ReturnType<RepositoryClient['octokit']['rest']['issues']['listComments']>
>['data'][number];

/** A comment under an issue or pull request, as far as it matters who wrote it. */
export type IssueComment = Pick<
  CommentData,
  'id' | 'body' | 'user' | 'html_url' | 'created_at' | 'updated_at' | 'performed_via_github_app'
>;

/** The comments under a pull request, oldest first. */
export function listComments(client: RepositoryClient, pullRequest: number): Promise<IssueComment[]> {
  const { octokit, owner, repo, retry } = client;
  return pages(PAGE_SIZE, MOST_COMMENTS, async (page) => {
    const { data } = await reading('list the comments', retry, () =>
      octokit.rest.issues.listComments({ owner, repo, issue_number: pullRequest, per_page: PAGE_SIZE, page }),
    );
    return data;
  });
}

/**
 * Whether an app wrote it, by whom GitHub says, never by its text. A person's comment through an app is theirs; where
 * GitHub does not name the app, any bot's counts.
 */
export function isByApp(comment: IssueComment, appId: number): boolean {
  const via = comment.performed_via_github_app?.id;
  return comment.user?.type === 'Bot' && (via === undefined || via === appId);
}

/** The hidden last line of an answer, by which it is not given twice. */
export function replyMarker(key: string): string {
  return `<!-- wavegate reply ${key} -->`;
}

export function replyKeyOf(body: string): string | undefined {
  return /<!-- wavegate reply ([\w-]+) -->\s*$/.exec(body)?.[1];
}
