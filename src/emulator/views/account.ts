import type { Json } from '../http/reply.js';
import type { Account, Repo } from '../model.js';
import { accessLevel } from '../state.js';
import type { World } from '../world.js';
import { nodeId } from './ids.js';

/** `simple-user` of the official description. */
export function accountView(world: World, account: Account): Json {
  const url = `${world.url}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `${world.htmlUrl}/_emulator/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: htmlUrlOf(world, account),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
    user_view_type: 'public',
  };
}

export function publicUserView(world: World, account: Account, repositories: number): Json {
  return {
    ...accountView(world, account),
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: repositories,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

function htmlUrlOf(world: World, account: Account): string {
  const bot = /^(.*)\[bot\]$/.exec(account.login);
  return bot === null ? `${world.htmlUrl}/${account.login}` : `${world.htmlUrl}/apps/${bot[1]}`;
}

export function authorAssociation(repo: Repo, account: Account): string {
  if (account === repo.owner) return 'OWNER';
  const level = accessLevel(repo, account);
  if (level === 'admin' || level === 'maintain' || level === 'write' || level === 'triage')
    return 'COLLABORATOR';
  const merged = [...repo.issues.values()].some((one) => one.author === account && one.pull?.merged);
  return merged ? 'CONTRIBUTOR' : 'NONE';
}
