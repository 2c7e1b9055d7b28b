import type { Octokit } from '@octokit/rest';
import type { ThreadView } from './view.js';

/** Whether a thread is resolved is known to GraphQL alone. */
const QUERY = `
query Threads($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          path
          line
          isResolved
          comments(first: 100) {
            nodes { databaseId body createdAt author { login } }
          }
        }
      }
    }
  }
}`;

interface ThreadNode {
  readonly path: string;
  readonly line: number | null;
  readonly isResolved: boolean;
  readonly comments: {
    readonly nodes: readonly {
      readonly databaseId: number;
      readonly body: string;
      readonly createdAt: string;
      readonly author: { readonly login: string } | null;
    }[];
  };
}

interface Answer {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly ThreadNode[];
      };
    };
  };
}

export async function readThreads(
  octokit: Octokit,
  at: { readonly owner: string; readonly repo: string },
  number: number,
): Promise<ThreadView[]> {
  const threads: ThreadView[] = [];
  let after: string | null = null;
  do {
    const answer: Answer = await octokit.graphql<Answer>(QUERY, { ...at, number, after });
    const { nodes, pageInfo } = answer.repository.pullRequest.reviewThreads;
    threads.push(...nodes.map(viewOfThread));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return threads;
}

function viewOfThread(thread: ThreadNode): ThreadView {
  const comments = thread.comments.nodes.map((comment) => ({
    id: comment.databaseId,
    author: comment.author?.login ?? 'ghost',
    body: comment.body,
    at: comment.createdAt,
    reactions: [],
  }));
  return { path: thread.path, line: thread.line, resolved: thread.isResolved, comments };
}
