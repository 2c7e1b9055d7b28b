import { actorOf } from '../domain/accounts.js';
import { rerequestSuite } from '../domain/checks.js';
import { addStatus } from '../domain/statuses.js';
import { requireWrite } from '../http/auth.js';
import { HttpError, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { commitParam, numberParam, param, repoOf, repoRoute } from '../http/helpers.js';
import { listReply, paginate } from '../http/pagination.js';
import { created, ok, type Reply } from '../http/reply.js';
import type { CheckRun, CheckSuite, CommitStatus, Repo } from '../model.js';
import { checkRunView, checkSuiteView } from '../views/check.js';
import { combinedStatusView, latestStatuses, statusView } from '../views/status.js';

const read = { checks: 'read' } as const;

/** `filter=latest`, the default, gives of each app and name the newest run only. */
function chosenRuns({ query }: Exchange, runs: readonly CheckRun[]): CheckRun[] {
  const newest = new Map<string, CheckRun>();
  for (const run of runs) newest.set(`${run.suite.app.id} ${run.name}`, run);
  const filtered = query.get('filter') === 'all' ? [...runs] : [...newest.values()];
  const [name, status, app] = [query.get('check_name'), query.get('status'), query.get('app_id')];
  return filtered.filter(
    (run) =>
      (name === null || run.name === name) &&
      (status === null || run.status === status) &&
      (app === null || String(run.suite.app.id) === app),
  );
}

function runsReply(exchange: Exchange, runs: readonly CheckRun[]): Reply {
  const chosen = chosenRuns(exchange, runs);
  const { items, headers } = paginate(exchange, chosen);
  const views = items.map((run) => checkRunView(exchange.world, run));
  return ok({ total_count: chosen.length, check_runs: views }, headers);
}

async function runsOfCommit(exchange: Exchange): Promise<Reply> {
  const sha = await commitParam(exchange, 'ref');
  return runsReply(
    exchange,
    [...repoOf(exchange).runs.values()].filter((run) => run.headSha === sha),
  );
}

async function suitesOfCommit(exchange: Exchange): Promise<Reply> {
  const sha = await commitParam(exchange, 'ref');
  const app = exchange.query.get('app_id');
  const suites = repoOf(exchange).suites.filter(
    (suite) => suite.headSha === sha && (app === null || String(suite.app.id) === app),
  );
  const { items, headers } = paginate(exchange, suites);
  const views = await Promise.all(items.map((suite) => checkSuiteView(exchange.world, suite)));
  return ok({ total_count: suites.length, check_suites: views }, headers);
}

function suiteOf(exchange: Exchange): CheckSuite {
  const suite = repoOf(exchange).suites.find((one) => one.id === numberParam(exchange, 'check_suite_id'));
  if (suite === undefined) throw notFound();
  return suite;
}

async function rerequest(exchange: Exchange): Promise<Reply> {
  requireWrite(exchange.viewer, repoOf(exchange));
  await rerequestSuite(exchange.world, suiteOf(exchange), actorOf(exchange.viewer));
  return { status: 201, headers: {}, body: {} };
}

async function createStatus(exchange: Exchange): Promise<Reply> {
  const { world, body, viewer } = exchange;
  const repo = repoOf(exchange);
  requireWrite(viewer, repo);
  const sha = param(exchange, 'sha');
  if ((await repo.git.commit(sha)) === null) throw new HttpError(422, `No commit found for SHA: ${sha}`);
  const state = body.oneOf('state', ['error', 'failure', 'pending', 'success']);
  if (state === undefined) throw new HttpError(422, 'Validation Failed');
  const status = await addStatus(world, repo, {
    sha,
    state,
    context: body.textOr('context') ?? 'default',
    description: body.textOr('description') ?? null,
    targetUrl: body.textOr('target_url') ?? null,
    creator: actorOf(viewer),
  });
  return created(statusView(world, repo, status));
}

async function statusesOf(exchange: Exchange): Promise<{ repo: Repo; sha: string; all: CommitStatus[] }> {
  const sha = await commitParam(exchange, 'ref');
  const repo = repoOf(exchange);
  return { repo, sha, all: repo.statuses.filter((status) => status.sha === sha).reverse() };
}

async function combinedStatus(exchange: Exchange): Promise<Reply> {
  const { repo, sha, all } = await statusesOf(exchange);
  const latest = latestStatuses(all);
  const { items, headers } = paginate(exchange, latest);
  return ok(combinedStatusView(exchange.world, repo, sha, latest, items), headers);
}

async function listStatuses(exchange: Exchange): Promise<Reply> {
  const { repo, all } = await statusesOf(exchange);
  return listReply(exchange, all, (status) => statusView(exchange.world, repo, status));
}

export const checkListRoutes: readonly Route[] = [
  repoRoute('GET', '/commits/{ref}/check-runs', read, runsOfCommit),
  repoRoute('GET', '/commits/{ref}/check-suites', read, suitesOfCommit),
  repoRoute('GET', '/commits/{ref}/status', { statuses: 'read' }, combinedStatus),
  repoRoute('GET', '/commits/{ref}/statuses', { statuses: 'read' }, listStatuses),
  repoRoute('POST', '/statuses/{sha}', { statuses: 'write' }, createStatus),
  repoRoute('GET', '/check-suites/{check_suite_id}', read, async (exchange) =>
    ok(await checkSuiteView(exchange.world, suiteOf(exchange))),
  ),
  repoRoute('GET', '/check-suites/{check_suite_id}/check-runs', read, (exchange) => {
    const suite = suiteOf(exchange);
    return runsReply(
      exchange,
      [...suite.repo.runs.values()].filter((run) => run.suite === suite),
    );
  }),
  repoRoute('POST', '/check-suites/{check_suite_id}/rerequest', { checks: 'write' }, rerequest),
];
