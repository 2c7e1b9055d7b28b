import type { RepositoryClient } from './client.js';
import { pages } from './client.js';
import { ANNOTATIONS_PER_REQUEST, PAGE_SIZE } from './limits.js';
import type { Annotation, CheckAction, CheckConclusion, CheckRun, CheckRuns, CheckState } from './port.js';
import { reading, writing } from './retry.js';

/** Runs of one name on one commit that are looked through. */
const MOST_RUNS = 500;

/** Check runs named `name` of the app `appId`; those of others are never read as ours, whatever their name. */
export function octokitCheckRuns(client: RepositoryClient, appId: number, name: string): CheckRuns {
  const { octokit, owner, repo, retry } = client;
  const checks = octokit.rest.checks;

  async function list(headSha: string): Promise<CheckRun[]> {
    const runs = await pages(PAGE_SIZE, MOST_RUNS, async (page) => {
      const { data } = await reading('list the check runs', retry, () =>
        checks.listForRef({
          owner,
          repo,
          ref: headSha,
          check_name: name,
          app_id: appId,
          filter: 'all',
          per_page: PAGE_SIZE,
          page,
        }),
      );
      return data.check_runs;
    });
    const ours = runs.filter((run) => isOwnRun(run, appId) && run.name === name);
    return ours.map(toCheckRun).sort((a, b) => b.id - a.id);
  }

  async function get(id: number): Promise<CheckRun> {
    const { data } = await reading('read the check run', retry, () =>
      checks.get({ owner, repo, check_run_id: id }),
    );
    return toCheckRun(data);
  }

  /** One request; `expected` is the count of annotations after it, by which a lost answer is told from a lost request. */
  function patch(run: CheckRun, request: Patch, expected: number): Promise<CheckRun> {
    return writing(
      'update the check run',
      retry,
      async () => toCheckRun((await checks.update({ owner, repo, check_run_id: run.id, ...request })).data),
      async () => {
        if (request.output?.annotations === undefined) return null;
        const now = await get(run.id);
        const complete = request.status === undefined || now.status === request.status;
        return now.annotationsCount >= expected && complete ? now : null;
      },
    );
  }

  async function othersChangedAt(ref: string): Promise<string | null> {
    const request = { owner, repo, ref, per_page: PAGE_SIZE };
    const [runs, statuses] = await Promise.all([
      reading('list the check runs of all apps', retry, () => checks.listForRef(request)),
      reading('list the commit statuses', retry, () => octokit.rest.repos.listCommitStatusesForRef(request)),
    ]);
    const others = runs.data.check_runs.filter((run) => !isOwnRun(run, appId));
    const times = [
      ...others.flatMap((run) => run.completed_at ?? []),
      ...statuses.data.map((status) => status.updated_at),
    ];
    return times.sort().at(-1) ?? null;
  }

  return {
    list,
    othersChangedAt,

    create(headSha, state) {
      return writing(
        'create the check run',
        retry,
        async () => {
          const { data } = await checks.create({
            owner,
            repo,
            name,
            head_sha: headSha,
            external_id: state.externalId,
            status: 'in_progress',
            started_at: state.startedAt ?? new Date().toISOString(),
            output: { ...state.output },
            actions: state.actions.map((action) => ({ ...action })),
          });
          return toCheckRun(data);
        },
        async () => (await list(headSha)).find((run) => run.externalId === state.externalId) ?? null,
      );
    },

    async update(run, state) {
      const batches = inBatches(state.annotations);
      let count = run.annotationsCount;
      for (const batch of batches.slice(0, -1)) {
        count += batch.length;
        const output = { title: state.output.title, summary: state.output.summary };
        await patch(run, { output: { ...output, annotations: batch.map(toWire) } }, count);
      }
      const last = batches.at(-1) ?? [];
      return patch(run, finalPatch(state, last), count + last.length);
    },
  };
}

/** The external ids of our runs, as `src/app/check-run-life.ts` makes them. */
export const OUR_RUN = /^wavegate\/1\//;

/** By whom GitHub says that a run is; where it does not say, by its external id. */
export function isOwnRun(
  { app, external_id: id }: Pick<CheckRunData, 'app' | 'external_id'>,
  appId: number,
): boolean {
  return app === null ? OUR_RUN.test(id ?? '') : app.id === appId;
}

type Checks = RepositoryClient['octokit']['rest']['checks'];
interface Patch {
  status?: 'in_progress' | 'completed';
  conclusion?: CheckConclusion;
  completed_at?: string;
  started_at?: string;
  external_id?: string;
  output?: { title: string; summary: string; text?: string; annotations?: WireAnnotation[] };
  actions?: CheckAction[];
}
type CheckRunData = Awaited<ReturnType<Checks['get']>>['data'];
interface WireAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: Annotation['level'];
  title: string;
  message: string;
}

function finalPatch(state: CheckState, annotations: readonly Annotation[]): Patch {
  const output = {
    ...state.output,
    ...(annotations.length > 0 && { annotations: annotations.map(toWire) }),
  };
  const actions = state.actions.map((action) => ({ ...action }));
  const began = state.startedAt === undefined ? {} : { started_at: state.startedAt };
  const common = { external_id: state.externalId, output, actions, ...began };
  return state.conclusion === null
    ? { ...common, status: 'in_progress' }
    : {
        ...common,
        status: 'completed',
        conclusion: state.conclusion,
        completed_at: new Date().toISOString(),
      };
}

function inBatches(annotations: readonly Annotation[]): Annotation[][] {
  const batches: Annotation[][] = [];
  for (let start = 0; start < annotations.length; start += ANNOTATIONS_PER_REQUEST) {
    batches.push(annotations.slice(start, start + ANNOTATIONS_PER_REQUEST));
  }
  return batches;
}

function toWire(annotation: Annotation): WireAnnotation {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    ...(annotation.startColumn !== undefined && { start_column: annotation.startColumn }),
    ...(annotation.endColumn !== undefined && { end_column: annotation.endColumn }),
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
  };
}

function toCheckRun(data: CheckRunData): CheckRun {
  return {
    id: data.id,
    headSha: data.head_sha,
    url: data.html_url ?? '',
    externalId: data.external_id ?? '',
    status: data.status === 'completed' || data.status === 'queued' ? data.status : 'in_progress',
    conclusion: data.conclusion,
    annotationsCount: data.output.annotations_count,
    title: data.output.title ?? '',
    startedAt: data.started_at,
    completedAt: data.completed_at,
    appSlug: data.app?.slug ?? '',
  };
}
