import type { Json } from '../http/reply.js';
import type { Repo, Viewer } from '../model.js';
import { hasAccess } from '../state.js';
import type { World } from '../world.js';
import { accountView } from './account.js';
import { nodeId } from './ids.js';

const TEMPLATES = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

export function fullName(repo: Repo): string {
  return `${repo.owner.login}/${repo.name}`;
}

export function repoUrl(world: World, repo: Repo): string {
  return `${world.url}/repos/${fullName(repo)}`;
}

export function repoHtmlUrl(world: World, repo: Repo): string {
  return `${world.htmlUrl}/${fullName(repo)}`;
}

/** `repository` of the official description. */
export function repositoryView(world: World, repo: Repo): Json {
  const open = [...repo.issues.values()].filter((issue) => issue.state === 'open').length;
  return {
    id: repo.id,
    node_id: nodeId('Repository', repo.id),
    name: repo.name,
    full_name: fullName(repo),
    owner: accountView(world, repo.owner),
    private: repo.private,
    visibility: repo.private ? 'private' : 'public',
    description: null,
    fork: repo.parent !== null,
    ...addresses(world, repo),
    homepage: null,
    language: null,
    license: null,
    ...counters(open),
    default_branch: repo.defaultBranch,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    pushed_at: repo.pushedAt,
    created_at: repo.createdAt,
    updated_at: repo.pushedAt,
  };
}

function counters(open: number): Json {
  return {
    size: 0,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: open,
    open_issues_count: open,
  };
}

function addresses(world: World, repo: Repo): Json {
  const url = repoUrl(world, repo);
  const htmlUrl = repoHtmlUrl(world, repo);
  const host = new URL(world.url).host;
  return {
    url,
    html_url: htmlUrl,
    ...Object.fromEntries(Object.entries(TEMPLATES).map(([name, path]) => [name, `${url}${path}`])),
    git_url: `git://${host}/${fullName(repo)}.git`,
    ssh_url: `git@${host}:${fullName(repo)}.git`,
    clone_url: `${world.url}/${fullName(repo)}.git`,
    svn_url: htmlUrl,
    mirror_url: null,
  };
}

/** `full-repository` of the official description. */
export function fullRepositoryView(world: World, repo: Repo, viewer: Viewer): Json {
  return {
    ...repositoryView(world, repo),
    allow_merge_commit: repo.mergeMethods.includes('merge'),
    allow_squash_merge: repo.mergeMethods.includes('squash'),
    allow_rebase_merge: repo.mergeMethods.includes('rebase'),
    allow_auto_merge: repo.autoMerge,
    allow_update_branch: false,
    delete_branch_on_merge: false,
    subscribers_count: 0,
    network_count: 0,
    ...(viewer.kind === 'user' ? { permissions: permissionsOf(repo, viewer) } : {}),
    ...(repo.parent === null
      ? {}
      : { parent: repositoryView(world, repo.parent), source: repositoryView(world, repo.parent) }),
  };
}

function permissionsOf(repo: Repo, viewer: Extract<Viewer, { kind: 'user' }>): Json {
  const can = (level: Parameters<typeof hasAccess>[2]): boolean => hasAccess(repo, viewer.account, level);
  return {
    admin: can('admin'),
    maintain: can('maintain'),
    push: can('write'),
    triage: can('triage'),
    pull: can('read'),
  };
}

/** What repositories lack in webhook payloads or have in another form there. */
export function pushRepositoryView(world: World, repo: Repo): Json {
  return {
    ...repositoryView(world, repo),
    created_at: Math.floor(Date.parse(repo.createdAt) / 1000),
    pushed_at: Math.floor(Date.parse(repo.pushedAt) / 1000),
    stargazers: 0,
    master_branch: repo.defaultBranch,
  };
}
