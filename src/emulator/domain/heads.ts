import type { Pull } from '../model.js';

/** Copies the head's commits into the base repository, under `refs/pull/N/head`. */
export async function receiveHead(pull: Pull): Promise<void> {
  const { repo, number } = pull.issue;
  const source = pull.head.repo;
  if (source === null) return;
  const target = `refs/pull/${number}/head`;
  const sha = await source.git.branchSha(pull.head.ref);
  if (source !== repo)
    await repo.git.run(['fetch', '-q', source.git.dir, `+refs/heads/${pull.head.ref}:${target}`]);
  else if (sha !== null) await repo.git.updateRef(target, sha);
  if (sha !== null) pull.head.sha = sha;
}
