import type { RepositoryClient } from './client.js';
import { pages } from './client.js';
import { PAGE_SIZE } from './limits.js';
import type { Comments } from './port.js';
import { reading, writing } from './retry.js';

/** Comments looked through for an answer already given. */
const MOST_COMMENTS = 3_000;

export function octokitComments({ octokit, owner, repo, retry }: RepositoryClient): Comments {
  async function answered(pullRequest: number, marker: string): Promise<boolean> {
    const comments = await pages(PAGE_SIZE, MOST_COMMENTS, async (page) => {
      const { data } = await reading('list the comments', retry, () =>
        octokit.rest.issues.listComments({
          owner,
          repo,
          issue_number: pullRequest,
          per_page: PAGE_SIZE,
          page,
        }),
      );
      return data;
    });
    return comments.some(
      (comment) => comment.user?.type === 'Bot' && comment.body?.includes(marker) === true,
    );
  }

  return {
    /** The same reaction twice is one on GitHub, so it may be repeated. */
    async react(commentId, reaction) {
      await reading('react to the comment', retry, () =>
        octokit.rest.reactions.createForIssueComment({
          owner,
          repo,
          comment_id: commentId,
          content: reaction,
        }),
      );
    },

    async reply(pullRequest, key, body) {
      const marker = `<!-- wavegate reply ${key} -->`;
      await writing(
        'reply to the comment',
        retry,
        async () => {
          await octokit.rest.issues.createComment({
            owner,
            repo,
            issue_number: pullRequest,
            body: `${body}\n\n${marker}`,
          });
          return true;
        },
        async () => ((await answered(pullRequest, marker)) ? true : null),
      );
    },
  };
}
