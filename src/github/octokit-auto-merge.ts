import type { FactSource } from '../snapshot/facts.js';
import type { RepositoryClient } from './client.js';
import {
  GitHubUnavailable,
  graphqlErrorsOf,
  isMissing,
  messageOf,
  statusOf,
  WriteRefused,
} from './errors.js';
import type { AutoMerging, MergeMethod } from './port.js';
import { reading, writing } from './retry.js';

const ENABLE = `mutation EnableAutoMerge($id: ID!, $by: PullRequestMergeMethod!, $head: GitObjectID!) {
  enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $by, expectedHeadOid: $head }) {
    pullRequest { number }
  }
}`;

const DISABLE = `mutation DisableAutoMerge($id: ID!) {
  disablePullRequestAutoMerge(input: { pullRequestId: $id }) { pullRequest { number } }
}`;

/** "Pull request is in clean status": there is nothing to wait for, so that it can simply be merged. */
const CLEAN = /is in clean status/i;

/** "Protected branch rules not configured for this branch": nothing is ever waited for there. */
const UNPROTECTED = /protected branch rules not configured/i;

/** How auto-merge stands on a pull request. */
export function autoMergeFacts(client: RepositoryClient): FactSource['autoMerge'] {
  return async ({ pullRequest }) => {
    if (pullRequest === null) return null;
    const { auto_merge: set } = await pullOf(client, pullRequest);
    return { method: set?.merge_method ?? null, by: set?.enabled_by?.login ?? null };
  };
}

async function pullOf({ octokit, owner, repo, retry }: RepositoryClient, number: number) {
  const { data } = await reading(`read pull request #${number}`, retry, () =>
    octokit.rest.pulls.get({ owner, repo, pull_number: number }),
  );
  return data;
}

/** Turns auto-merge on and off. GitHub is looked at before a request is sent again. */
export function octokitAutoMerging(client: RepositoryClient): AutoMerging {
  const { octokit, owner, repo, retry } = client;

  async function merge(number: number, headSha: string, method: MergeMethod): Promise<'merged'> {
    return writing(
      'merge the pull request',
      retry,
      async () => {
        const order = { owner, repo, pull_number: number, merge_method: method, sha: headSha };
        await octokit.rest.pulls.merge(order);
        return 'merged' as const;
      },
      async () => ((await pullOf(client, number)).merged ? ('merged' as const) : null),
    );
  }

  return {
    async enable(number, headSha, method) {
      const standing = async (): Promise<'enabled' | 'merged' | null> => {
        const { merged, auto_merge: set } = await pullOf(client, number);
        return merged ? 'merged' : set?.merge_method === method ? 'enabled' : null;
      };
      const pull = await pullOf(client, number);
      if (pull.merged) return 'merged';
      if (pull.auto_merge?.merge_method === method) return 'enabled';
      if (pull.head.sha !== headSha)
        throw new WriteRefused('A newer commit was pushed: wait until it is judged.');
      // `method` is a name that @octokit/graphql keeps for itself.
      const variables = { id: pull.node_id, by: method.toUpperCase(), head: headSha };
      const enable = async (): Promise<'enabled'> => {
        await octokit.graphql(ENABLE, variables);
        return 'enabled';
      };
      try {
        return await writing('turn auto-merge on', retry, enable, standing);
      } catch (error) {
        if (!(await isClean(error, client, number))) throw refusal(error);
      }
      return merge(number, headSha, method).catch((error: unknown) => {
        throw refusal(error);
      });
    },

    async disable(number) {
      const pull = await pullOf(client, number);
      if (pull.auto_merge === null) return;
      const disable = async (): Promise<true> => {
        await octokit.graphql(DISABLE, { id: pull.node_id });
        return true;
      };
      const isOff = async (): Promise<true | null> =>
        (await pullOf(client, number)).auto_merge === null ? true : null;
      await writing('turn auto-merge off', retry, disable, isOff).catch((error: unknown) => {
        throw refusal(error);
      });
    },
  };
}

/** Whether GitHub refused as the pull request can be merged as it is, with nothing red on it. */
async function isClean(error: unknown, client: RepositoryClient, number: number): Promise<boolean> {
  const says = (words: RegExp): boolean => graphqlErrorsOf(error).some(({ message }) => words.test(message));
  if (says(CLEAN)) return true;
  return says(UNPROTECTED) && (await pullOf(client, number)).mergeable_state === 'clean';
}

/** What GitHub does not allow, in its own words: auto-merge that is off, a head that moved, a conflict. */
function refusal(error: unknown): unknown {
  const [first] = graphqlErrorsOf(error);
  const refused =
    first !== undefined || [403, 405, 409, 422].includes(statusOf(error) ?? 0) || isMissing(error);
  if (!refused || error instanceof GitHubUnavailable) return error;
  return new WriteRefused(first?.message ?? messageOf(error), { cause: error });
}
