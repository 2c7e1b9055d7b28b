import { octokitOf } from './reader.js';
import type { Method, Site } from './site.js';

/** Auto-merge is turned on over GraphQL alone. */
const MUTATION = `
mutation Enable($id: ID!, $by: PullRequestMergeMethod!) {
  enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $by }) { clientMutationId }
}`;

/** A maintainer turns it on. @throws Error with GitHub's words where it refuses. */
export async function enableAutoMerge(site: Site, number: number, method: Method): Promise<void> {
  const { owner, repo, maintainer } = site;
  const octokit = octokitOf(site, maintainer);
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  await octokit.graphql(MUTATION, { id: data.node_id, by: method.toUpperCase() });
}
