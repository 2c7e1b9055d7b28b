import type { Json } from '../http/reply.js';
import type { Annotation, CheckConclusion, CheckRun, CheckStatus, CheckSuite, Pull, Repo } from '../model.js';
import type { World } from '../world.js';
import { appView } from './app.js';
import { simpleCommitView } from './commit.js';
import { nodeId } from './ids.js';
import { repoHtmlUrl, repositoryView, repoUrl } from './repository.js';

/** Runs of a suite as GitHub counts them: of each name the latest. */
export function latestRuns(repo: Repo, suite: CheckSuite): CheckRun[] {
  const byName = new Map<string, CheckRun>();
  for (const run of repo.runs.values()) if (run.suite === suite) byName.set(run.name, run);
  return [...byName.values()];
}

const WORST_FIRST: readonly CheckConclusion[] = [
  'failure',
  'timed_out',
  'action_required',
  'cancelled',
  'stale',
  'success',
  'neutral',
  'skipped',
];

export function suiteState(suite: CheckSuite): { status: CheckStatus; conclusion: CheckConclusion | null } {
  const runs = latestRuns(suite.repo, suite);
  if (runs.length === 0) return { status: 'queued', conclusion: null };
  if (runs.some((run) => run.status !== 'completed')) {
    return {
      status: runs.some((run) => run.status === 'in_progress') ? 'in_progress' : 'queued',
      conclusion: null,
    };
  }
  const conclusion = WORST_FIRST.find((one) => runs.some((run) => run.conclusion === one)) ?? 'neutral';
  return { status: 'completed', conclusion };
}

/** Open pull requests of the repository's own branches with this head: forks are never listed on check events. */
export function pullsOfHead(repo: Repo, sha: string): Pull[] {
  return [...repo.issues.values()].flatMap(({ pull, state }) =>
    pull !== null && state === 'open' && pull.head.sha === sha && pull.head.repo === repo ? [pull] : [],
  );
}

function minimalPull(world: World, pull: Pull): Json {
  const { repo, number } = pull.issue;
  const minimalRepo = { id: repo.id, url: repoUrl(world, repo), name: repo.name };
  return {
    id: pull.id,
    number,
    url: `${repoUrl(world, repo)}/pulls/${number}`,
    head: { ref: pull.head.ref, sha: pull.head.sha, repo: minimalRepo },
    base: { ref: pull.base.ref, sha: pull.base.sha, repo: minimalRepo },
  };
}

function pullRequests(world: World, suite: CheckSuite): Json[] {
  return pullsOfHead(suite.repo, suite.headSha).map((pull) => minimalPull(world, pull));
}

export function runUrl(world: World, run: CheckRun): string {
  return `${repoUrl(world, run.suite.repo)}/check-runs/${run.id}`;
}

export function checkRunView(world: World, run: CheckRun): Json {
  const url = runUrl(world, run);
  const htmlUrl = `${repoHtmlUrl(world, run.suite.repo)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: htmlUrl,
    details_url: run.detailsUrl ?? htmlUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appView(world, run.suite.app),
    pull_requests: pullRequests(world, run.suite),
  };
}

/** A check run as webhooks carry it: with more of its suite. */
export function checkRunPayload(world: World, run: CheckRun): Json {
  const { suite } = run;
  return {
    ...checkRunView(world, run),
    check_suite: {
      id: suite.id,
      node_id: nodeId('CheckSuite', suite.id),
      head_branch: suite.headBranch,
      head_sha: suite.headSha,
      ...suiteState(suite),
      url: suiteUrl(world, suite),
      before: suite.before,
      after: suite.headSha,
      pull_requests: pullRequests(world, suite),
      app: appView(world, suite.app),
      created_at: suite.createdAt,
      updated_at: suite.updatedAt,
    },
  };
}

export function annotationView(world: World, run: CheckRun, annotation: Annotation): Json {
  const blob = `${repoHtmlUrl(world, run.suite.repo)}/blob/${run.headSha}`;
  return {
    path: annotation.path,
    blob_href: `${blob}/${annotation.path.split('/').map(encodeURIComponent).join('/')}`,
    start_line: annotation.startLine,
    start_column: annotation.startColumn,
    end_line: annotation.endLine,
    end_column: annotation.endColumn,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails,
  };
}

function suiteUrl(world: World, suite: CheckSuite): string {
  return `${repoUrl(world, suite.repo)}/check-suites/${suite.id}`;
}

export async function checkSuiteView(world: World, suite: CheckSuite): Promise<Json> {
  return { ...(await checkSuitePayload(world, suite)), repository: repositoryView(world, suite.repo) };
}

export async function checkSuitePayload(world: World, suite: CheckSuite): Promise<Json> {
  const url = suiteUrl(world, suite);
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...suiteState(suite),
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullRequests(world, suite),
    app: appView(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    head_commit: await simpleCommitView(suite.repo, suite.headSha),
    latest_check_runs_count: latestRuns(suite.repo, suite).length,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  };
}
