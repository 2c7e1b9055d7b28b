import { historyOf } from '../app/default-branch.js';
import { RepositoryError } from '../snapshot/repository.js';
import { askRemote, type RemoteOptions } from './remote.js';
import type { Known } from './status.js';

/**
 * What was merged in the repository of a pull request, and what its default branch is judged by.
 *
 * @throws what `askRemote` throws.
 */
export function remoteHistory(options: RemoteOptions, cwd: string): Promise<Known> {
  return askRemote(options, cwd, async ({ github, pull, programs: source }) => {
    const branch = pull.defaultBranch;
    const programs = await source.of(github, branch);
    const history = await historyOf(github, programs, branch);
    const sha = await github.commits.branchHead(branch);
    if (sha === null) throw new RepositoryError(`The default branch ${branch} is not there.`);
    const tip = { branch, sha, now: new Date().toISOString() };
    return { programs, history, repository: github.repository, tip };
  });
}
