import { actorOf } from '../domain/accounts.js';
import { readActions, readAnnotations, readOutputText } from '../domain/check-output.js';
import { newRun, rerequestRun, runChanged } from '../domain/checks.js';
import { requireWrite } from '../http/auth.js';
import { HttpError, validationFailed } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import type { Fields } from '../http/fields.js';
import { appOnly, checkRunOf, repoOf, repoRoute } from '../http/helpers.js';
import { listReply } from '../http/pagination.js';
import { created, ok, type Reply } from '../http/reply.js';
import type { CheckConclusion, CheckRun, CheckStatus } from '../model.js';
import { annotationView, checkRunView } from '../views/check.js';

const read = { checks: 'read' } as const;
const write = { checks: 'write' } as const;

const CONCLUSIONS = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
] as const satisfies readonly CheckConclusion[];
const STATUSES = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const;

async function createRun(exchange: Exchange): Promise<Reply> {
  const app = appOnly(exchange);
  const { world, body, viewer } = exchange;
  const repo = repoOf(exchange);
  const headSha = body.text('head_sha');
  if (!/^[0-9a-f]{40}$/.test(headSha) || (await repo.git.commit(headSha)) === null) {
    throw new HttpError(422, `No commit found for SHA: ${headSha}`);
  }
  const run = newRun(world, repo, app, { headSha, name: body.text('name') });
  apply(exchange, run);
  repo.runs.set(run.id, run);
  await runChanged(world, run, true, run.status === 'completed', actorOf(viewer));
  return created(checkRunView(world, run));
}

async function updateRun(exchange: Exchange): Promise<Reply> {
  const app = appOnly(exchange);
  const run = checkRunOf(exchange);
  if (run.suite.app !== app)
    throw new HttpError(
      403,
      `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  const wasCompleted = run.status === 'completed';
  apply(exchange, run);
  const completed = run.status === 'completed' && !wasCompleted;
  await runChanged(exchange.world, run, false, completed, actorOf(exchange.viewer));
  return ok(checkRunView(exchange.world, run));
}

/** Changes the run by the request's body, or throws and changes nothing. */
function apply({ world, body }: Exchange, run: CheckRun): void {
  const output = body.object('output');
  const annotations = output === undefined ? [] : readAnnotations(output);
  const text = output === undefined ? {} : readOutputText(output);
  const actions = body.has('actions') ? readActions(body) : run.actions;
  const state = readState(body, run, world.state.timestamp());
  Object.assign(run, state, text, { actions });
  run.name = body.textOr('name') ?? run.name;
  run.externalId = body.textOr('external_id') ?? run.externalId;
  run.detailsUrl = body.textOr('details_url') ?? run.detailsUrl;
  run.startedAt = body.textOr('started_at') ?? run.startedAt;
  run.annotations.push(...annotations);
}

/** A conclusion completes the run; a status other than `completed` takes a former conclusion back. */
function readState(
  body: Fields,
  run: CheckRun,
  now: string,
): Pick<CheckRun, 'status' | 'conclusion' | 'completedAt'> {
  const asked: CheckStatus | undefined = body.oneOf('status', STATUSES);
  const conclusion = body.oneOf('conclusion', CONCLUSIONS);
  if (asked === 'completed' && conclusion === undefined && run.conclusion === null) {
    throw validationFailed({ resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  }
  const completedAt = body.textOr('completed_at');
  if (conclusion !== undefined) return { status: 'completed', conclusion, completedAt: completedAt ?? now };
  const status = asked ?? (completedAt === undefined ? run.status : 'completed');
  if (status === 'completed')
    return { status, conclusion: run.conclusion, completedAt: completedAt ?? run.completedAt };
  return { status, conclusion: null, completedAt: null };
}

function listAnnotations(exchange: Exchange): Promise<Reply> {
  const run = checkRunOf(exchange);
  return listReply(exchange, run.annotations, (one) => annotationView(exchange.world, run, one));
}

async function rerequest(exchange: Exchange): Promise<Reply> {
  const run = checkRunOf(exchange);
  requireWrite(exchange.viewer, repoOf(exchange));
  if (run.status !== 'completed') throw new HttpError(422, 'This check run is not rerequestable');
  await rerequestRun(exchange.world, run, actorOf(exchange.viewer));
  return { status: 201, headers: {}, body: {} };
}

export const checkRunRoutes: readonly Route[] = [
  repoRoute('POST', '/check-runs', write, createRun),
  repoRoute('GET', '/check-runs/{check_run_id}', read, (exchange) =>
    ok(checkRunView(exchange.world, checkRunOf(exchange))),
  ),
  repoRoute('PATCH', '/check-runs/{check_run_id}', write, updateRun),
  repoRoute('GET', '/check-runs/{check_run_id}/annotations', read, listAnnotations),
  repoRoute('POST', '/check-runs/{check_run_id}/rerequest', write, rerequest),
];
