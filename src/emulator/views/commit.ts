import type { CommitFacts } from '../git/commit-facts.js';
import type { FileDiff } from '../git/diff.js';
import { notFound } from '../http/errors.js';
import type { Json } from '../http/reply.js';
import type { Account, Repo } from '../model.js';
import type { World } from '../world.js';
import { accountView } from './account.js';
import { nodeId } from './ids.js';
import { repoHtmlUrl, repoUrl } from './repository.js';

export async function commitFacts(repo: Repo, sha: string): Promise<CommitFacts> {
  const facts = await repo.git.commit(sha);
  if (facts === null) throw notFound();
  return facts;
}

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** `commit` of the official description. */
export async function commitView(world: World, repo: Repo, sha: string): Promise<Json> {
  const facts = await commitFacts(repo, sha);
  const url = `${repoUrl(world, repo)}/commits/${sha}`;
  const author = accountOf(world, facts.author.email);
  const committer = accountOf(world, facts.committer.email);
  return {
    sha,
    node_id: nodeId('Commit', `${repo.id}/${sha}`),
    url,
    html_url: `${repoHtmlUrl(world, repo)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      author: facts.author,
      committer: facts.committer,
      message: facts.message,
      tree: { sha: facts.tree, url: `${repoUrl(world, repo)}/git/trees/${facts.tree}` },
      url: `${repoUrl(world, repo)}/git/commits/${sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    author: author === null ? null : accountView(world, author),
    committer: committer === null ? null : accountView(world, committer),
    parents: facts.parents.map((parent) => parentView(world, repo, parent)),
  };
}

function parentView(world: World, repo: Repo, sha: string): Json {
  return {
    sha,
    url: `${repoUrl(world, repo)}/commits/${sha}`,
    html_url: `${repoHtmlUrl(world, repo)}/commit/${sha}`,
  };
}

/** GitHub attributes a commit to the account that owns its e-mail address. */
export function emailOf(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`;
}

export function accountOf(world: World, email: string): Account | null {
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? null : (world.state.accounts.get(login.toLowerCase()) ?? null);
}

/** `git-commit` of the official description. */
export async function gitCommitView(world: World, repo: Repo, sha: string): Promise<Json> {
  const facts = await commitFacts(repo, sha);
  const url = `${repoUrl(world, repo)}/git/commits/${sha}`;
  return {
    sha,
    node_id: nodeId('Commit', `${repo.id}/${sha}`),
    url,
    html_url: `${repoHtmlUrl(world, repo)}/commit/${sha}`,
    author: facts.author,
    committer: facts.committer,
    message: facts.message,
    tree: { sha: facts.tree, url: `${repoUrl(world, repo)}/git/trees/${facts.tree}` },
    parents: facts.parents.map((parent) => parentView(world, repo, parent)),
    verification: UNSIGNED,
  };
}

export async function simpleCommitView(repo: Repo, sha: string): Promise<Json> {
  const facts = await commitFacts(repo, sha);
  return {
    id: sha,
    tree_id: facts.tree,
    message: facts.message,
    timestamp: facts.committer.date,
    author: { name: facts.author.name, email: facts.author.email },
    committer: { name: facts.committer.name, email: facts.committer.email },
  };
}

/** `diff-entry` of the official description. */
export function diffEntryView(world: World, repo: Repo, head: string, file: FileDiff): Json {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repoHtmlUrl(world, repo)}/blob/${head}/${path}`,
    raw_url: `${repoHtmlUrl(world, repo)}/raw/${head}/${path}`,
    contents_url: `${repoUrl(world, repo)}/contents/${path}?ref=${head}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
