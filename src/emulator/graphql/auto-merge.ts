import { pullEvent } from '../domain/events.js';
import { pullFacts } from '../domain/pull-facts.js';
import type { Account, CheckRun, MergeMethod, Pull } from '../model.js';
import type { World } from '../world.js';
import { graphError } from './node.js';

export interface AutoMergeOrder {
  readonly method: MergeMethod;
  readonly title: string;
  readonly message: string;
}

/** Turns auto-merge on. A pull request with nothing to wait for is refused: it can simply be merged. */
export async function enableAutoMerge(
  world: World,
  pull: Pull,
  order: AutoMergeOrder,
  by: Account,
): Promise<void> {
  if (pull.issue.state !== 'open') throw graphError('UNPROCESSABLE', 'Pull request is closed');
  if (pull.draft) throw graphError('UNPROCESSABLE', 'Pull request is in draft state');
  if (!(await waits(pull))) throw graphError('UNPROCESSABLE', 'Pull request is in clean status');
  pull.autoMerge = { by, method: order.method, title: order.title, message: order.message };
  await pullEvent(world, 'auto_merge_enabled', pull, by, { reason: 'enabled' });
}

export async function disableAutoMerge(world: World, pull: Pull, by: Account): Promise<void> {
  if (pull.autoMerge === null)
    throw graphError('UNPROCESSABLE', "Can't disable auto-merge for this pull request.");
  pull.autoMerge = null;
  await pullEvent(world, 'auto_merge_disabled', pull, by, { reason: 'disabled' });
}

/** Whether a check of the head is missing or red, or the branches conflict. */
async function waits(pull: Pull): Promise<boolean> {
  const { repo } = pull.issue;
  const latest = new Map<string, CheckRun>();
  for (const run of repo.runs.values()) if (run.headSha === pull.head.sha) latest.set(run.name, run);
  const good = ['success', 'neutral', 'skipped'];
  const red = [...latest.values()].some((run) => run.conclusion === null || !good.includes(run.conclusion));
  return red || (await pullFacts(pull)).mergeable !== true;
}
