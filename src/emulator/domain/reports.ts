import type { AppRecord, CheckConclusion, CheckRun, CheckStatus, Repo } from '../model.js';
import type { World } from '../world.js';
import { registerApp } from './apps.js';
import { newRun, runChanged } from './checks.js';
import { installOn } from './repositories.js';

/** What another app, say a CI system, says of a commit. */
export interface CheckReport {
  readonly sha: string;
  readonly name: string;
  /** The app's slug: it is made and installed where it is missing. `github-actions` by default. */
  readonly app?: string | undefined;
  /** `completed` by default where there is a conclusion, else `in_progress`. */
  readonly status?: CheckStatus | undefined;
  readonly conclusion?: CheckConclusion | undefined;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
}

/** Makes a new run: GitHub keeps the older ones of the name, and counts the newest. */
export async function reportCheck(world: World, repo: Repo, report: CheckReport): Promise<CheckRun> {
  const app = installedApp(world, repo, report.app ?? 'github-actions');
  const run = newRun(world, repo, app, { headSha: report.sha, name: report.name });
  repo.runs.set(run.id, run);
  Object.assign(run, { title: report.title ?? null, summary: report.summary ?? null });
  await setRun(world, run, report, true);
  return run;
}

/** Moves a run on, as its app would. */
export async function setRun(
  world: World,
  run: CheckRun,
  { status, conclusion }: Pick<CheckReport, 'status' | 'conclusion'>,
  created = false,
): Promise<void> {
  const completed = conclusion !== undefined;
  run.status = completed ? 'completed' : (status ?? 'in_progress');
  run.conclusion = conclusion ?? null;
  run.completedAt = completed ? world.state.timestamp() : null;
  await runChanged(world, run, created, completed, run.suite.app.bot);
}

export function installedApp(world: World, repo: Repo, slug: string): AppRecord {
  const app =
    world.state.apps.find((one) => one.slug === slug) ?? registerApp(world, { slug, events: [] }).record;
  if (!world.state.installationsOn(repo).some((one) => one.app === app)) installOn(world, app, repo);
  return app;
}
