import { octokitOf } from './reader.js';
import type { Method, Site } from './site.js';

/** Auto-merge is turned on and off over GraphQL alone. */
const ENABLE = `
mutation Enable($id: ID!, $by: PullRequestMergeMethod!) {
  enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $by }) { clientMutationId }
}`;
const DISABLE = `
mutation Disable($id: ID!) { disablePullRequestAutoMerge(input: { pullRequestId: $id }) { clientMutationId } }`;

/** A maintainer turns it on or off. @throws Error with GitHub's words where it refuses. */
export async function setAutoMerge(site: Site, number: number, method: Method | 'off'): Promise<void> {
  const { owner, repo, maintainer } = site;
  const octokit = octokitOf(site, maintainer);
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  if (method === 'off') await octokit.graphql(DISABLE, { id: data.node_id });
  else await octokit.graphql(ENABLE, { id: data.node_id, by: method.toUpperCase() });
}
