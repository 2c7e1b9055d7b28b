import type { Json } from '../http/reply.js';
import { type Comment, type Issue, REACTIONS, type Reaction } from '../model.js';
import type { World } from '../world.js';
import { accountView, authorAssociation } from './account.js';
import { appView } from './app.js';
import { nodeId } from './ids.js';
import { repoHtmlUrl, repoUrl } from './repository.js';

export function issueUrl(world: World, issue: Issue): string {
  return `${repoUrl(world, issue.repo)}/issues/${issue.number}`;
}

export function issueHtmlUrl(world: World, issue: Issue): string {
  const kind = issue.pull === null ? 'issues' : 'pull';
  return `${repoHtmlUrl(world, issue.repo)}/${kind}/${issue.number}`;
}

/** `issue` of the official description; pull requests are issues, too. */
export function issueView(world: World, issue: Issue): Json {
  const url = issueUrl(world, issue);
  return {
    id: issue.id,
    node_id: nodeId(issue.pull === null ? 'Issue' : 'PullRequest', issue.id),
    url,
    repository_url: repoUrl(world, issue.repo),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issueHtmlUrl(world, issue),
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: accountView(world, issue.author),
    labels: issue.labels.map((label) => labelView(world, issue, label)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy === null ? null : accountView(world, issue.closedBy),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    author_association: authorAssociation(issue.repo, issue.author),
    performed_via_github_app: issue.app === null ? null : appView(world, issue.app),
    reactions: rollup(`${url}/reactions`, issue.reactions),
    ...(issue.pull === null ? {} : pullPart(world, issue)),
  };
}

function pullPart(world: World, issue: Issue): Json {
  const htmlUrl = issueHtmlUrl(world, issue);
  return {
    draft: issue.pull?.draft ?? false,
    pull_request: {
      url: `${repoUrl(world, issue.repo)}/pulls/${issue.number}`,
      html_url: htmlUrl,
      diff_url: `${htmlUrl}.diff`,
      patch_url: `${htmlUrl}.patch`,
      merged_at: issue.pull?.merged?.at ?? null,
    },
  };
}

export function labelView(world: World, issue: Issue, name: string): Json {
  return {
    id: issue.repo.id,
    node_id: nodeId('Label', `${issue.repo.id}/${name}`),
    url: `${repoUrl(world, issue.repo)}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: false,
  };
}

export function commentView(world: World, comment: Comment): Json {
  const { issue } = comment;
  const url = `${repoUrl(world, issue.repo)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issueHtmlUrl(world, issue)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(world, issue),
    user: accountView(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: authorAssociation(issue.repo, comment.author),
    performed_via_github_app: comment.app === null ? null : appView(world, comment.app),
    reactions: rollup(`${url}/reactions`, comment.reactions),
  };
}

export function rollup(url: string, reactions: readonly Reaction[]): Json {
  const counts = REACTIONS.map((content) => [
    content,
    reactions.filter((reaction) => reaction.content === content).length,
  ]);
  return { url, total_count: reactions.length, ...Object.fromEntries(counts) };
}

export function reactionView(world: World, reaction: Reaction): Json {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: accountView(world, reaction.user),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}
