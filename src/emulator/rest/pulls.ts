import { actorOf, appOf } from '../domain/accounts.js';
import { mergePull } from '../domain/merging.js';
import { pullCommits, pullFiles, pullMergeBase } from '../domain/pull-facts.js';
import { closePull, editPull, openPull, reopenPull } from '../domain/pulls.js';
import { requireWrite } from '../http/auth.js';
import { HttpError, notFound, validationFailed } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { pullOf, repoOf, repoRoute } from '../http/helpers.js';
import { listReply } from '../http/pagination.js';
import { bytes, created, ok, type Reply } from '../http/reply.js';
import type { Pull, Repo } from '../model.js';
import { hasAccess } from '../state.js';
import { commitView, diffEntryView } from '../views/commit.js';
import { pullSimpleView, pullView } from '../views/pull.js';

const read = { pull_requests: 'read' } as const;
const write = { pull_requests: 'write' } as const;

/** The list of a pull request's files ends here, whatever the pull request holds. */
const MOST_FILES = 3000;
const MOST_COMMITS = 250;
const MOST_FILES_IN_DIFF = 300;

function listPulls(exchange: Exchange): Promise<Reply> {
  const { query, world } = exchange;
  const state = query.get('state') ?? 'open';
  const [head, base] = [query.get('head'), query.get('base')];
  const pulls = [...repoOf(exchange).issues.values()].flatMap(({ pull }) => (pull === null ? [] : [pull]));
  const chosen = pulls.filter(
    (pull) =>
      (state === 'all' || pull.issue.state === state) &&
      (head === null || !head.includes(':') || `${pull.head.owner.login}:${pull.head.ref}` === head) &&
      (base === null || pull.base.ref === base),
  );
  return listReply(exchange, sorted(chosen, query), (pull) => pullSimpleView(world, pull));
}

function sorted(pulls: Pull[], query: URLSearchParams): Pull[] {
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const direction =
    query.get('direction') ?? (query.get('sort') === null || key === 'createdAt' ? 'desc' : 'asc');
  const ascending = pulls.sort(
    (a, b) => a.issue[key].localeCompare(b.issue[key]) || a.issue.number - b.issue.number,
  );
  return direction === 'desc' ? ascending.reverse() : ascending;
}

async function createPull(exchange: Exchange): Promise<Reply> {
  const { world, body } = exchange;
  const repo = repoOf(exchange);
  const pull = await openPull(world, repo, {
    title: body.textOr('title') ?? '',
    body: body.textOr('body') ?? null,
    author: actorOf(exchange.viewer),
    app: appOf(exchange.viewer),
    head: headOf(exchange, repo, body.text('head')),
    base: body.text('base'),
    draft: body.flag('draft', false),
  });
  return created(await pullView(world, pull));
}

function headOf({ world }: Exchange, repo: Repo, head: string): { repo: Repo; ref: string } {
  const colon = head.indexOf(':');
  if (colon < 0) return { repo, ref: head };
  const owner = head.slice(0, colon).toLowerCase();
  if (owner === repo.owner.login.toLowerCase()) return { repo, ref: head.slice(colon + 1) };
  const fork = [...world.state.repos.values()].find(
    (one) => one.parent === repo && one.owner.login.toLowerCase() === owner,
  );
  if (fork === undefined) throw validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  return { repo: fork, ref: head.slice(colon + 1) };
}

async function getPull(exchange: Exchange): Promise<Reply> {
  const pull = pullOf(exchange);
  if (/\.diff\b/.test(exchange.headers.accept ?? '')) return pullDiff(pull);
  return ok(await pullView(exchange.world, pull));
}

async function pullDiff(pull: Pull): Promise<Reply> {
  if ((await pullFiles(pull)).length > MOST_FILES_IN_DIFF) {
    throw new HttpError(
      406,
      "Sorry, the diff exceeded the maximum number of files (300). Consider using 'List pull requests files' API or locally cloning the repository instead.",
    );
  }
  const base = await pullMergeBase(pull);
  const diff = await pull.issue.repo.git.run(['diff', '--find-renames', '--no-color', base, pull.head.sha]);
  return bytes(diff, 'application/vnd.github.diff; charset=utf-8');
}

async function updatePull(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const pull = pullOf(exchange);
  requireAuthorOrWrite(exchange, pull);
  const sender = actorOf(viewer);
  const edit = {
    title: body.textOr('title'),
    body: body.has('body') ? (body.textOr('body') ?? null) : undefined,
    base: body.textOr('base'),
  };
  await editPull(world, pull, edit, sender);
  const state = body.oneOf('state', ['open', 'closed']);
  if (state === 'closed' && pull.issue.state === 'open') await closePull(world, pull, sender);
  if (state === 'open' && pull.issue.state === 'closed') await reopenPull(world, pull, sender);
  return ok(await pullView(world, pull));
}

function requireAuthorOrWrite({ viewer }: Exchange, pull: Pull): void {
  const { repo, author } = pull.issue;
  if (viewer.kind !== 'user' || viewer.account === author || hasAccess(repo, viewer.account, 'triage'))
    return;
  throw new HttpError(403, 'Must have write access to the repository.');
}

async function merge(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const pull = pullOf(exchange);
  requireWrite(viewer, pull.issue.repo);
  const order = {
    method: body.oneOf('merge_method', ['merge', 'squash', 'rebase']) ?? 'merge',
    title: body.textOr('commit_title'),
    message: body.textOr('commit_message'),
    sha: body.textOr('sha'),
  };
  const sha = await mergePull(world, pull, order, actorOf(viewer));
  return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
}

async function listFiles(exchange: Exchange): Promise<Reply> {
  const pull = pullOf(exchange);
  const files = (await pullFiles(pull)).slice(0, MOST_FILES);
  return listReply(exchange, files, (file) =>
    diffEntryView(exchange.world, pull.issue.repo, pull.head.sha, file),
  );
}

async function listCommits(exchange: Exchange): Promise<Reply> {
  const pull = pullOf(exchange);
  const shas = (await pullCommits(pull)).slice(0, MOST_COMMITS);
  return listReply(exchange, shas, (sha) => commitView(exchange.world, pull.issue.repo, sha));
}

export const pullRoutes: readonly Route[] = [
  repoRoute('GET', '/pulls', read, listPulls),
  repoRoute('POST', '/pulls', write, createPull),
  repoRoute('GET', '/pulls/{pull_number}', read, getPull),
  repoRoute('PATCH', '/pulls/{pull_number}', write, updatePull),
  repoRoute('GET', '/pulls/{pull_number}/files', read, listFiles),
  repoRoute('GET', '/pulls/{pull_number}/commits', read, listCommits),
  repoRoute('PUT', '/pulls/{pull_number}/merge', { contents: 'write' }, merge),
  repoRoute('GET', '/pulls/{pull_number}/merge', read, (exchange) => {
    if (pullOf(exchange).merged === null) throw notFound();
    return { status: 204, headers: {}, body: undefined };
  }),
];
