import { pullFacts } from '../domain/pull-facts.js';
import { mergeState } from '../domain/requirements.js';
import type { Json } from '../http/reply.js';
import type { Account, Pull, Repo } from '../model.js';
import type { World } from '../world.js';
import { accountView, authorAssociation } from './account.js';
import { nodeId } from './ids.js';
import { issueHtmlUrl, issueUrl, labelView } from './issue.js';
import { repositoryView, repoUrl } from './repository.js';

export function pullUrl(world: World, pull: Pull): string {
  return `${repoUrl(world, pull.issue.repo)}/pulls/${pull.issue.number}`;
}

/** `pull-request-simple` of the official description, as lists give it. */
export function pullSimpleView(world: World, pull: Pull): Json {
  const { issue, head, base } = pull;
  const { repo } = issue;
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    body: issue.body,
    user: accountView(world, issue.author),
    labels: issue.labels.map((label) => labelView(world, issue, label)),
    milestone: null,
    active_lock_reason: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: endView(world, head.owner, head.repo, head.ref, head.sha),
    base: endView(world, repo.owner, repo, base.ref, base.sha),
    author_association: authorAssociation(repo, issue.author),
    auto_merge: autoMergeView(world, pull),
    draft: pull.draft,
    ...addresses(world, pull),
  };
}

function addresses(world: World, pull: Pull): Json {
  const url = pullUrl(world, pull);
  const html = issueHtmlUrl(world, pull.issue);
  const issue = issueUrl(world, pull.issue);
  const statuses = `${repoUrl(world, pull.issue.repo)}/statuses/${pull.head.sha}`;
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repoUrl(world, pull.issue.repo)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  };
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    comments_url: links.comments,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    commits_url: links.commits,
    statuses_url: statuses,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  };
}

/** An end of a pull request. Its repository is `null` once the fork was deleted. */
function endView(world: World, owner: Account, repo: Repo | null, ref: string, sha: string): Json {
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: accountView(world, owner),
    repo: repo === null ? null : repositoryView(world, repo),
  };
}

function autoMergeView(world: World, pull: Pull): Json | null {
  const { autoMerge } = pull;
  if (autoMerge === null) return null;
  return {
    enabled_by: accountView(world, autoMerge.by),
    merge_method: autoMerge.method,
    commit_title: autoMerge.title || pull.issue.title,
    commit_message: autoMerge.message,
  };
}

/** `pull-request` of the official description. */
export async function pullView(world: World, pull: Pull): Promise<Json> {
  const facts = await pullFacts(pull);
  return {
    ...pullSimpleView(world, pull),
    merged: pull.merged !== null,
    merged_by: pull.merged === null ? null : accountView(world, pull.merged.by),
    merge_commit_sha: pull.merged?.sha ?? facts.testMergeSha,
    mergeable: pull.merged === null ? facts.mergeable : null,
    rebaseable: pull.merged === null ? facts.mergeable : null,
    mergeable_state: await mergeState(pull),
    comments: pull.issue.comments.length,
    review_comments: pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0),
    maintainer_can_modify: pull.head.repo !== null && pull.head.repo !== pull.issue.repo,
    commits: facts.commits,
    additions: facts.additions,
    deletions: facts.deletions,
    changed_files: facts.changedFiles,
  };
}
