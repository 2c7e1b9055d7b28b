import type { RepositoryClient } from './client.js';
import { isMissing, messageOf, NotFound } from './errors.js';
import { COMPARED_FILES } from './limits.js';
import type { Commits, ComparedFile } from './port.js';
import { reading } from './retry.js';

export function octokitCommits({ octokit, owner, repo, retry }: RepositoryClient): Commits {
  return {
    async branchHead(branch) {
      try {
        const { data } = await reading(`find branch ${branch}`, retry, () =>
          octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` }),
        );
        return data.object.sha;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    /** Without pages: the answer has the files then, 300 of them, whatever a page's size means for them. */
    async compare(baseSha, headSha) {
      try {
        const { data } = await reading('compare head and base', retry, () =>
          octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${baseSha}...${headSha}` }),
        );
        const patches = new Map<string, string>();
        for (const file of data.files ?? []) {
          if (file.patch !== undefined) patches.set(file.filename, file.patch);
        }
        return { mergeBaseSha: data.merge_base_commit.sha, patches, files: filesOf(data.files) };
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new NotFound(`GitHub cannot compare ${baseSha} with ${headSha}: ${messageOf(error)}`, {
          cause: error,
        });
      }
    },
  };
}

interface ListedFile {
  readonly filename: string;
  readonly previous_filename?: string | undefined;
}

function filesOf(files: readonly ListedFile[] | undefined): ComparedFile[] | null {
  if (files === undefined || files.length >= COMPARED_FILES) return null;
  return files.map(({ filename, previous_filename: previous }) => ({
    path: filename,
    previousPath: previous ?? null,
  }));
}
