import type { CheckRun, CheckSuite, CommitStatus, Repo } from '../model.js';
import { latestRuns, runUrl, suiteState } from '../views/check.js';
import { nodeId } from '../views/ids.js';
import { repoHtmlUrl } from '../views/repository.js';
import { latestStatuses } from '../views/status.js';
import type { World } from '../world.js';
import { type Arguments, connection, type GraphNode } from './node.js';

function appNode(suite: CheckSuite): GraphNode {
  const { app } = suite;
  return {
    __typename: 'App',
    id: nodeId('App', app.id),
    databaseId: app.id,
    slug: app.slug,
    name: app.name,
    clientId: app.clientId,
  };
}

export function checkSuiteNode(world: World, suite: CheckSuite): GraphNode {
  const { status, conclusion } = suiteState(suite);
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', suite.id),
    databaseId: suite.id,
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    createdAt: suite.createdAt,
    updatedAt: suite.updatedAt,
    app: appNode(suite),
    checkRuns: (args: Arguments) => {
      const all = [...suite.repo.runs.values()].filter((run) => run.suite === suite);
      const filter = args.filterBy as { checkName?: string; checkType?: string } | undefined;
      const runs = filter?.checkType === 'ALL' ? all : latestRuns(suite.repo, suite);
      const named = runs.filter((run) => filter?.checkName === undefined || run.name === filter.checkName);
      return connection('CheckRun', named, (run) => checkRunNode(world, run), args);
    },
  };
}

export function checkRunNode(world: World, run: CheckRun): GraphNode {
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    detailsUrl: run.detailsUrl,
    externalId: run.externalId,
    title: run.title,
    summary: run.summary,
    text: run.text,
    url: runUrl(world, run),
    permalink: `${repoHtmlUrl(world, run.suite.repo)}/runs/${run.id}`,
    checkSuite: () => checkSuiteNode(world, run.suite),
  };
}

function statusNode(world: World, repo: Repo, status: CommitStatus): GraphNode {
  return {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
    avatarUrl: `${repoHtmlUrl(world, repo)}/_emulator/avatars/${status.creator.id}`,
  };
}

/** All checks of a commit in one word: runs and statuses, the latest of each. */
export function rollupNode(world: World, repo: Repo, sha: string): GraphNode | null {
  const suites = repo.suites.filter((suite) => suite.headSha === sha);
  const runs = suites.flatMap((suite) => latestRuns(repo, suite));
  const statuses = latestStatuses(repo.statuses.filter((status) => status.sha === sha).reverse());
  if (runs.length + statuses.length === 0) return null;
  const contexts = [
    ...runs.map((run) => checkRunNode(world, run)),
    ...statuses.map((status) => statusNode(world, repo, status)),
  ];
  return {
    __typename: 'StatusCheckRollup',
    id: nodeId('StatusCheckRollup', `${repo.id}/${sha}`),
    state: rollupState(runs, statuses),
    contexts: (args: Arguments) => connection('StatusCheckRollupContext', contexts, (one) => one, args),
  };
}

function rollupState(runs: readonly CheckRun[], statuses: readonly CommitStatus[]): string {
  const good = ['success', 'neutral', 'skipped'];
  const bad = runs.some((run) => run.conclusion !== null && !good.includes(run.conclusion));
  if (bad || statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'FAILURE';
  const open =
    runs.some((run) => run.conclusion === null) || statuses.some(({ state }) => state === 'pending');
  return open ? 'PENDING' : 'SUCCESS';
}
