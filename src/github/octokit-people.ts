import type { RepositoryClient } from './client.js';
import { isMissing } from './errors.js';
import type { People } from './port.js';
import { reading } from './retry.js';

/** GitHub's own words: `maintain` comes as `write`, `triage` as `read`; a newer answer may say them as they are. */
const WRITERS = ['admin', 'maintain', 'write'];

export function octokitPeople({ octokit, owner, repo, retry }: RepositoryClient): People {
  return {
    async mayWrite(login) {
      try {
        const { data } = await reading(`ask what ${login} may do`, retry, () =>
          octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }),
        );
        return WRITERS.includes(data.permission);
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
  };
}
