import { pages, type RepositoryClient } from './client.js';
import { PAGE_SIZE } from './limits.js';
import type { RecentComment, RecentComments } from './port.js';
import { reading } from './retry.js';

/** Our own bounds of what is looked through. */
const MOST_COMMENTS = 3_000;
const MOST_REACTIONS = 500;

/** Comments of a repository, whatever issue or pull request they are on. */
export function octokitRecentComments({ octokit, owner, repo, retry }: RepositoryClient): RecentComments {
  async function hasLastReaction(comment: number): Promise<boolean> {
    const reactions = await pages(PAGE_SIZE, MOST_REACTIONS, async (page) => {
      const request = { owner, repo, comment_id: comment, per_page: PAGE_SIZE, page };
      const { data } = await reading('list the reactions', retry, () =>
        octokit.rest.reactions.listForIssueComment(request),
      );
      return data;
    });
    return reactions.some(
      ({ user, content }) => user?.type === 'Bot' && (content === 'rocket' || content === 'confused'),
    );
  }

  return {
    async since(time) {
      const all = await pages(PAGE_SIZE, MOST_COMMENTS, async (page) => {
        const request = { owner, repo, since: time, per_page: PAGE_SIZE, page };
        const { data } = await reading('list the latest comments', retry, () =>
          octokit.rest.issues.listCommentsForRepo(request),
        );
        return data;
      });
      return all.map((comment): RecentComment => {
        const { id, issue_url: url, body, user, reactions } = comment;
        return {
          id,
          number: Number(/\/(\d+)$/.exec(url)?.[1] ?? 0),
          body: body ?? '',
          author: user?.login ?? null,
          byBot: user?.type === 'Bot',
          edited: comment.created_at !== comment.updated_at,
          reacted: reactions === undefined || reactions.rocket + reactions.confused > 0,
        };
      });
    },

    hasLastReaction,
  };
}
