import type { AutoMerge, Pull, Repo } from '../model.js';
import type { World } from '../world.js';
import { advanceQueues } from './merge-queue.js';
import { mergePull } from './merging.js';
import { mergeState } from './requirements.js';

/** Looks, some time later as GitHub does, which pull requests that wait in a queue or for auto-merge can be merged. */
export function mergeLater(world: World, repo: Repo): void {
  if (hasQueued(repo)) world.background.add(() => advanceQueues(world, repo));
  if (waiting(repo).length === 0) return;
  world.background.add(async () => {
    for (const { pull, order } of waiting(repo)) {
      if (ready(await mergeState(pull))) await merge(world, pull, order);
    }
  });
}

function hasQueued({ mergeQueues }: Repo): boolean {
  return [...mergeQueues.values()].some((queue) => queue.length > 0);
}

function ready(state: string): boolean {
  return state === 'clean' || state === 'unstable';
}

function waiting(repo: Repo): { pull: Pull; order: AutoMerge }[] {
  return [...repo.issues.values()].flatMap(({ pull, state }) =>
    pull !== null && state === 'open' && pull.autoMerge !== null ? [{ pull, order: pull.autoMerge }] : [],
  );
}

async function merge(world: World, pull: Pull, { by, method, title, message }: AutoMerge): Promise<void> {
  await mergePull(world, pull, { method, title: title || undefined, message: message || undefined }, by);
}
