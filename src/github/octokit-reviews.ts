import { pages, type RepositoryClient } from './client.js';
import { GitHubUnavailable, graphqlErrorsOf, messageOf, statusOf, WriteRefused } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import type { LineComment, Reviews, ReviewThread } from './port.js';
import { reading, writing } from './retry.js';

const THREADS = `query Threads($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: ${PAGE_SIZE}, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id isResolved comments(first: 1) { nodes { body author { __typename login } } } }
      }
    }
  }
}`;

const RESOLVE = `mutation Resolve($id: ID!) {
  resolveReviewThread(input: { threadId: $id }) { thread { id isResolved } }
}`;

interface ThreadNode {
  readonly id: string;
  readonly isResolved: boolean;
  readonly comments: {
    readonly nodes:
      | readonly ({
          readonly body: string;
          readonly author: { readonly __typename: string; readonly login: string } | null;
        } | null)[]
      | null;
  };
}

interface ThreadsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly (ThreadNode | null)[] | null;
      } | null;
    } | null;
  } | null;
}

/** Our own bound of what is read where GraphQL does not answer. */
const MOST_COMMENTS = 5_000;

export function octokitReviews({ octokit, owner, repo, retry }: RepositoryClient): Reviews {
  /**
   * Where GraphQL fails, REST still tells which comments there are, so that none is posted twice. It does not know
   * threads: these have no id, and cannot be resolved until GraphQL answers again.
   */
  async function threads(pullRequest: number): Promise<ReviewThread[]> {
    try {
      return await threadsByGraphql(pullRequest);
    } catch (error) {
      if (!isStumble(error)) throw error;
      return threadsByRest(pullRequest);
    }
  }

  async function threadsByRest(pullRequest: number): Promise<ReviewThread[]> {
    const comments = await reading('list the review comments', retry, () =>
      pages(PAGE_SIZE, MOST_COMMENTS, async (page) => {
        const request = { owner, repo, pull_number: pullRequest, per_page: PAGE_SIZE, page };
        return (await octokit.rest.pulls.listReviewComments(request)).data;
      }),
    );
    return comments
      .filter((comment) => comment.in_reply_to_id === undefined)
      .map(({ user, body }) => ({
        id: null,
        resolved: false,
        author: user?.login ?? null,
        byBot: user?.type === 'Bot',
        body,
      }));
  }

  async function threadsByGraphql(pullRequest: number): Promise<ReviewThread[]> {
    const all: ReviewThread[] = [];
    let after: string | null = null;
    do {
      const answer: ThreadsAnswer = await reading('read the review threads', retry, () =>
        octokit.graphql<ThreadsAnswer>(THREADS, { owner, name: repo, number: pullRequest, after }),
      );
      const page = answer.repository?.pullRequest?.reviewThreads;
      if (!page) throw new GitHubUnavailable('Could not read the review threads: GitHub left them out.');
      for (const node of page.nodes ?? []) if (node !== null) all.push(toThread(node));
      const { hasNextPage, endCursor } = page.pageInfo;
      after = hasNextPage && endCursor !== after ? endCursor : null;
    } while (after !== null);
    return all;
  }

  return {
    threads,

    async post(pullRequest, headSha, body, comments) {
      try {
        await writing(
          'post the review',
          retry,
          async () => {
            await octokit.rest.pulls.createReview({
              owner,
              repo,
              pull_number: pullRequest,
              commit_id: headSha,
              event: 'COMMENT',
              body,
              comments: comments.map(toWire),
            });
            return true;
          },
          async () => {
            const bodies = new Set((await threads(pullRequest)).map((thread) => thread.body));
            return comments.every((comment) => bodies.has(comment.body)) ? true : null;
          },
        );
      } catch (error) {
        if (statusOf(error) !== 422) throw error;
        throw new WriteRefused(`GitHub refused the review: ${messageOf(error)}`, { cause: error });
      }
    },

    /** Resolving twice changes nothing, so it may be repeated. */
    async resolve(threadId) {
      await reading('resolve a review thread', retry, () => octokit.graphql(RESOLVE, { id: threadId }));
    },
  };
}

/** GraphQL failed, or is not there at all; a refusal is none of that, and REST would meet it too. */
function isStumble(error: unknown): boolean {
  const status = statusOf(error);
  if (error instanceof GitHubUnavailable || graphqlErrorsOf(error).length > 0) return true;
  return status !== undefined && status !== 401 && status !== 403;
}

function toThread(node: ThreadNode): ReviewThread {
  const first = node.comments.nodes?.[0];
  return {
    id: node.id,
    resolved: node.isResolved,
    author: first?.author?.login ?? null,
    byBot: first?.author?.__typename === 'Bot',
    body: first?.body ?? '',
  };
}

/** "start_line must precede line": a comment on one line carries none. */
function toWire(comment: LineComment) {
  return {
    path: comment.path,
    line: comment.line,
    side: 'RIGHT' as const,
    ...(comment.startLine < comment.line && {
      start_line: comment.startLine,
      start_side: 'RIGHT' as const,
    }),
    body: comment.body,
  };
}
