import type { Account, MergeMethod, Pull } from '../model.js';
import { hasAccess } from '../state.js';
import type { World } from '../world.js';
import { pullEvent } from './events.js';
import { mergeState } from './requirements.js';

export interface AutoMergeOrder {
  readonly method: MergeMethod;
  readonly title: string;
  readonly message: string;
}

/** Why auto-merge cannot be turned on, in GitHub's words; `null` when it can. */
async function refusalOf(pull: Pull, { method }: AutoMergeOrder): Promise<string | null> {
  const { repo, state } = pull.issue;
  if (!repo.autoMerge) return 'Auto merge is not allowed for this repository';
  if (state !== 'open') return 'Pull request is closed';
  if (!repo.mergeMethods.includes(method))
    return `Merge method ${method} merging is not allowed on this repository`;
  const merge = await mergeState(pull);
  return merge === 'blocked' || merge === 'dirty' || merge === 'unknown'
    ? null
    : `Pull request is in ${merge} status`;
}

/** Turns auto-merge on. @returns why it is refused, or `null`: with nothing to wait for it can simply be merged. */
export async function enableAutoMerge(
  world: World,
  pull: Pull,
  order: AutoMergeOrder,
  by: Account,
): Promise<string | null> {
  const refusal = await refusalOf(pull, order);
  if (refusal !== null) return refusal;
  pull.autoMerge = { by, ...order, enabledAt: world.state.timestamp() };
  await pullEvent(world, 'auto_merge_enabled', pull, by, { reason: 'enabled' });
  return null;
}

export async function disableAutoMerge(
  world: World,
  pull: Pull,
  by: Account,
  reason = 'disabled',
): Promise<void> {
  pull.autoMerge = null;
  await pullEvent(world, 'auto_merge_disabled', pull, by, { reason });
}

/** A push by somebody who may not write takes the order back. */
export async function afterPush(world: World, pull: Pull, pusher: Account): Promise<void> {
  if (pull.autoMerge === null || hasAccess(pull.issue.repo, pusher, 'write')) return;
  await disableAutoMerge(world, pull, pusher, 'new commits were pushed by a user without write access');
}
