import { historyOf } from '../app/default-branch.js';
import type { ProgramSet } from '../program/program-set.js';
import type { History } from '../snapshot/facts.js';
import { askRemote, type RemoteOptions } from './remote.js';

/**
 * What was merged in the repository of a pull request, and the programs of its default branch.
 *
 * @throws what `askRemote` throws.
 */
export function remoteHistory(
  options: RemoteOptions,
  cwd: string,
): Promise<{ readonly programs: ProgramSet; readonly history: History | null }> {
  return askRemote(options, cwd, async ({ github, pull, programs: source }) => {
    const programs = await source.of(github, pull.defaultBranch);
    return { programs, history: await historyOf(github, programs, pull.defaultBranch) };
  });
}
