import type { RepositoryClient } from './client.js';
import { messageOf, statusOf, WriteRefused } from './errors.js';
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
    readonly nodes: readonly ({
      readonly body: string;
      readonly author: { readonly __typename: string; readonly login: string } | null;
    } | null)[];
  };
}

interface ThreadsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly (ThreadNode | null)[];
      };
    } | null;
  } | null;
}

export function octokitReviews({ octokit, owner, repo, retry }: RepositoryClient): Reviews {
  async function threads(pullRequest: number): Promise<ReviewThread[]> {
    const all: ReviewThread[] = [];
    let after: string | null = null;
    do {
      const answer: ThreadsAnswer = await reading('read the review threads', retry, () =>
        octokit.graphql<ThreadsAnswer>(THREADS, { owner, name: repo, number: pullRequest, after }),
      );
      const page = answer.repository?.pullRequest?.reviewThreads;
      for (const node of page?.nodes ?? []) if (node !== null) all.push(toThread(node));
      after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
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

function toThread(node: ThreadNode): ReviewThread {
  const first = node.comments.nodes[0];
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
