import { actorOf } from '../domain/accounts.js';
import { deleteRepository, forkRepository } from '../domain/repositories.js';
import { diffFiles } from '../git/diff.js';
import { HttpError, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { commitParam, param, repoOf, repoRoute } from '../http/helpers.js';
import { listReply } from '../http/pagination.js';
import { type Json, noContent, ok, type Reply } from '../http/reply.js';
import type { Account, Repo } from '../model.js';
import { accessLevel, hasAccess } from '../state.js';
import { accountView, publicUserView } from '../views/account.js';
import { commitView, diffEntryView } from '../views/commit.js';
import { pullSimpleView } from '../views/pull.js';
import { fullRepositoryView, repoUrl } from '../views/repository.js';

const read = { contents: 'read' } as const;

async function listBranches(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const refs = await repo.git.refs('refs/heads/');
  return listReply(exchange, refs, ({ ref, sha }) => ({
    name: ref.slice('refs/heads/'.length),
    commit: { sha, url: `${repoUrl(exchange.world, repo)}/commits/${sha}` },
    protected: repo.protections.has(ref.slice('refs/heads/'.length)),
  }));
}

function protectionView(repo: Repo, branch: string): Json {
  const required = repo.protections.get(branch);
  const checks = (required ?? []).map(({ context, appId }) => ({ context, app_id: appId }));
  return {
    protected: required !== undefined,
    protection: {
      enabled: required !== undefined,
      required_status_checks: {
        enforcement_level: required === undefined ? 'off' : 'everyone',
        contexts: checks.map(({ context }) => context),
        checks,
      },
    },
  };
}

async function getBranch(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const name = param(exchange, 'branch');
  const sha = await repo.git.branchSha(name);
  if (sha === null) throw new HttpError(404, 'Branch not found');
  const self = `${repoUrl(exchange.world, repo)}/branches/${encodeURIComponent(name)}`;
  return ok({
    name,
    commit: await commitView(exchange.world, repo, sha),
    _links: { self, html: `${exchange.world.htmlUrl}/${repo.owner.login}/${repo.name}/tree/${name}` },
    ...protectionView(repo, name),
    protection_url: `${self}/protection`,
  });
}

async function getCommit(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const sha = await commitParam(exchange, 'ref');
  const facts = await repo.git.commit(sha);
  const parent = facts?.parents[0];
  const files = parent === undefined ? [] : await diffFiles(repo.git, parent, sha);
  const sum = (key: 'additions' | 'deletions'): number => files.reduce((total, file) => total + file[key], 0);
  return ok({
    ...(await commitView(exchange.world, repo, sha)),
    stats: {
      additions: sum('additions'),
      deletions: sum('deletions'),
      total: sum('additions') + sum('deletions'),
    },
    files: files.slice(0, 300).map((file) => diffEntryView(exchange.world, repo, sha, file)),
  });
}

async function listCommits(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const from = exchange.query.get('sha') ?? repo.defaultBranch;
  const sha = await repo.git.commitSha(from);
  if (sha === null) throw notFound();
  const shas = await repo.git.log([...timesOf(exchange), sha], pathOf(exchange));
  return listReply(exchange, shas, (one) => commitView(exchange.world, repo, one));
}

function pathOf({ query }: Exchange): readonly string[] {
  const path = query.get('path');
  return path === null ? [] : [path];
}

function timesOf({ query }: Exchange): string[] {
  return ['since', 'until'].flatMap((name) => {
    const time = Date.parse(query.get(name) ?? '');
    return Number.isNaN(time) ? [] : [`--${name}=${new Date(time).toISOString()}`];
  });
}

/** Pull requests whose merge brought the commit or whose head holds it. */
async function pullsOfCommit(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const sha = await repo.git.commitSha(param(exchange, 'commit_sha'));
  if (sha === null) throw new HttpError(422, `No commit found for SHA: ${param(exchange, 'commit_sha')}`);
  const pulls = [...repo.issues.values()].flatMap(({ pull }) => (pull === null ? [] : [pull]));
  const holds = await Promise.all(
    pulls.map(
      async (pull) =>
        pull.merged?.sha === sha ||
        ((await repo.git.isAncestor(sha, pull.head.sha)) && !(await repo.git.isAncestor(sha, pull.base.sha))),
    ),
  );
  return listReply(
    exchange,
    pulls.filter((_, index) => holds[index]),
    (pull) => pullSimpleView(exchange.world, pull),
  );
}

function userNamed(exchange: Exchange): Account {
  const account = exchange.world.state.accounts.get(param(exchange, 'username').toLowerCase());
  if (account === undefined) throw notFound();
  return account;
}

/** The four permissions of old; the finer role has a name of its own. */
function permissionView(exchange: Exchange): Json {
  const account = userNamed(exchange);
  const level = accessLevel(repoOf(exchange), account);
  const permission = level === 'maintain' ? 'write' : level === 'triage' ? 'read' : level;
  return {
    permission,
    role_name: level,
    user: { ...accountView(exchange.world, account), role_name: level },
  };
}

function isPlainUser(account: Account): boolean {
  return account.type === 'User';
}

function viewerAccount(exchange: Exchange): Account {
  if (exchange.viewer.kind === 'user' && isPlainUser(exchange.viewer.account)) return exchange.viewer.account;
  if (exchange.viewer.kind === 'anonymous') throw new HttpError(401, 'Requires authentication');
  throw new HttpError(403, 'Resource not accessible by integration');
}

/** The fork is there at once; GitHub takes its time and says 202 all the same. */
async function createFork(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const organization = body.textOr('organization');
  const owner = organization === undefined ? actorOf(viewer) : world.state.account(organization);
  const fork = await forkRepository(world, repoOf(exchange), owner, body.textOr('name'));
  return { status: 202, headers: {}, body: fullRepositoryView(world, fork, viewer) };
}

async function removeRepository(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  if (!hasAccess(repo, actorOf(exchange.viewer), 'admin')) {
    throw new HttpError(403, 'Must have admin rights to Repository.');
  }
  await deleteRepository(exchange.world, repo);
  return noContent();
}

export const repositoryRoutes: readonly Route[] = [
  repoRoute('POST', '/forks', { administration: 'write' }, createFork),
  repoRoute('DELETE', '', { administration: 'write' }, removeRepository),
  repoRoute('GET', '', { metadata: 'read' }, (exchange) =>
    ok(fullRepositoryView(exchange.world, repoOf(exchange), exchange.viewer)),
  ),
  repoRoute('GET', '/branches', read, listBranches),
  repoRoute('GET', '/branches/{branch}', read, getBranch),
  repoRoute('GET', '/commits', read, listCommits),
  repoRoute('GET', '/commits/{ref}', read, getCommit),
  repoRoute('GET', '/commits/{commit_sha}/pulls', { pull_requests: 'read', contents: 'read' }, pullsOfCommit),
  repoRoute('GET', '/collaborators/{username}/permission', { metadata: 'read' }, (exchange) =>
    ok(permissionView(exchange)),
  ),
  {
    method: 'GET',
    path: '/users/{username}',
    needs: {},
    audience: 'anyone',
    handle: (exchange) => ok(publicUserView(exchange.world, userNamed(exchange), 0)),
  },
  {
    method: 'GET',
    path: '/user',
    needs: {},
    audience: 'anyone',
    handle: (exchange) => ok(publicUserView(exchange.world, viewerAccount(exchange), 0)),
  },
  {
    method: 'GET',
    path: '/rate_limit',
    needs: {},
    audience: 'anyone',
    handle: (exchange) => {
      const limit = {
        limit: 5000,
        used: 0,
        remaining: 5000,
        reset: Math.ceil(exchange.world.state.now() / 1000) + 3600,
      };
      return ok({ resources: { core: limit, search: limit, graphql: limit }, rate: limit });
    },
  },
];
