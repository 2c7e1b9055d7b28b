import { compareText } from '../rust/finding.js';
import type { Check, Checks, FactSource } from '../snapshot/facts.js';
import { RepositoryError } from '../snapshot/repository.js';
import { pages, type RepositoryClient } from './client.js';
import { rateLimitWait, statusOf } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import { isOwnRun } from './octokit-check-runs.js';
import { reading } from './retry.js';

/** How our own check is told from others: by the app, never by its name. */
export interface OwnCheck {
  /** 0 for a client that is no app, as a token is: then every check of our name is taken for our own. */
  readonly appId: number;
  readonly checkName: string;
}

/** "If there are more than 1000 check suites on a single git reference, … the 1000 most recent": ours alike. */
const MOST_CHECKS = 5_000;

/** What other apps' check runs and commit statuses say of the head commit. */
export function checkFacts(client: RepositoryClient, own: OwnCheck): FactSource['checks'] {
  return async ({ headSha }) => {
    const [runs, statuses] = await Promise.all([runsOf(client, headSha), statusesOf(client, headSha)]);
    const isOwn = (run: Run): boolean =>
      own.appId === 0 ? run.name === own.checkName : isOwnRun(run, own.appId);
    const others = runs.filter((run) => !isOwn(run));
    const checks = [
      ...newest(others, (run) => `${run.app?.id} ${run.name}`).map(toCheck),
      ...newest(statuses, ({ context }) => context).map(statusToCheck),
    ];
    const since = startOf(runs.filter(isOwn)) ?? (await committedAt(client, headSha));
    return { checks: checks.sort(byName), since } satisfies Checks;
  };
}

function byName(a: Check, b: Check): number {
  return compareText(a.name, b.name) || compareText(a.app ?? '', b.app ?? '');
}

/** GitHub numbers upwards: the highest id is the latest. */
function newest<T extends { readonly id: number }>(all: readonly T[], key: (one: T) => string): T[] {
  const latest = new Map<string, T>();
  for (const one of all) {
    const known = latest.get(key(one));
    if (known === undefined || known.id < one.id) latest.set(key(one), one);
  }
  return [...latest.values()];
}

async function runsOf({ octokit, owner, repo, retry }: RepositoryClient, ref: string) {
  return pages(PAGE_SIZE, MOST_CHECKS, async (page) => {
    const { data } = await reading('list the check runs of all apps', retry, () =>
      octokit.rest.checks.listForRef({ owner, repo, ref, filter: 'latest', per_page: PAGE_SIZE, page }),
    );
    return data.check_runs;
  });
}

/** Every status that was posted, the latest first; the combined status does not tell who posted them. */
async function statusesOf({ octokit, owner, repo, retry }: RepositoryClient, ref: string) {
  try {
    return await pages(PAGE_SIZE, MOST_CHECKS, async (page) => {
      const { data } = await reading('list the commit statuses', retry, () =>
        octokit.rest.repos.listCommitStatusesForRef({ owner, repo, ref, per_page: PAGE_SIZE, page }),
      );
      return data;
    });
  } catch (error) {
    if (statusOf(error) !== 403 || rateLimitWait(error) !== null) throw error;
    const help = 'give the app or token the permission to read commit statuses';
    throw new RepositoryError(`GitHub does not show the commit statuses: ${help}.`, { cause: error });
  }
}

type Run = Awaited<ReturnType<typeof runsOf>>[number];
type Status = Awaited<ReturnType<typeof statusesOf>>[number];

function toCheck({ name, app, status, conclusion, html_url: url }: Run): Check {
  const state = status === 'completed' ? concluded(conclusion) : 'running';
  return { kind: 'check-run', name, app: app?.slug ?? null, state, url: url ?? '' };
}

/** `cancelled`, `timed_out`, `action_required`, `startup_failure`, `stale` are no success, as branch rules have it. */
function concluded(conclusion: string | null): Check['state'] {
  switch (conclusion) {
    case 'success':
    case 'neutral':
    case 'skipped':
      return conclusion;
    default:
      return 'failure';
  }
}

function statusToCheck({ context, creator, state, target_url: url }: Status): Check {
  const told = state === 'success' ? 'success' : state === 'pending' ? 'running' : 'failure';
  return { kind: 'status', name: context, app: creator?.login ?? null, state: told, url: url ?? '' };
}

/** When the first of these runs began. */
function startOf(runs: readonly Run[]): string | null {
  const starts = runs.flatMap(({ started_at: start }) => start ?? []);
  return starts.sort(compareText)[0] ?? null;
}

/** Where no run of ours tells when the commit came, its own date does. */
async function committedAt({ octokit, owner, repo, retry }: RepositoryClient, sha: string): Promise<string> {
  const { data } = await reading('read the head commit', retry, () =>
    octokit.rest.git.getCommit({ owner, repo, commit_sha: sha }),
  );
  return data.committer.date;
}
