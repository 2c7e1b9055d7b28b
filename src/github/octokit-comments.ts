import type { RepositoryClient } from './client.js';
import { isByApp, listComments, replyKeyOf, replyMarker } from './comment-list.js';
import type { Comments } from './port.js';
import { reading, writing } from './retry.js';

export function octokitComments(client: RepositoryClient, appId: number): Comments {
  const { octokit, owner, repo, retry } = client;

  async function replyKeys(pullRequest: number): Promise<ReadonlySet<string>> {
    const comments = await listComments(client, pullRequest);
    return new Set(
      comments
        .filter((comment) => isByApp(comment, appId))
        .flatMap(({ body }) => replyKeyOf(body ?? '') ?? []),
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

    replyKeys,

    async reply(pullRequest, key, body) {
      if ((await replyKeys(pullRequest)).has(key)) return;
      await writing(
        'reply to the comment',
        retry,
        async () => {
          await octokit.rest.issues.createComment({
            owner,
            repo,
            issue_number: pullRequest,
            body: `${body}\n\n${replyMarker(key)}`,
          });
          return true;
        },
        async () => ((await replyKeys(pullRequest)).has(key) ? true : null),
      );
    },
  };
}
