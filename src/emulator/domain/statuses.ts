import type { CommitStatus, Repo } from '../model.js';
import { statusPayload } from '../views/status.js';
import type { World } from '../world.js';
import { publish } from './events.js';

/** Statuses are only ever added: the newest of a context is what counts. */
export async function addStatus(
  world: World,
  repo: Repo,
  wanted: Omit<CommitStatus, 'id' | 'createdAt'>,
): Promise<CommitStatus> {
  const status = { ...wanted, id: world.state.nextId(), createdAt: world.state.timestamp() };
  repo.statuses.push(status);
  await publish(world, 'status', null, repo, status.creator, () => statusPayload(world, repo, status));
  world.changed(repo);
  return status;
}
