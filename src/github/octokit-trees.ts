import { RepositoryError } from '../snapshot/repository.js';
import type { Tree, TreeEntry } from '../snapshot/tree.js';
import type { RepositoryClient } from './client.js';
import { GitHubUnavailable, isMissing, messageOf } from './errors.js';
import { reading } from './retry.js';

interface Item {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number | undefined;
}

/** Depth at which a tree is taken for hostile rather than large. */
const DEEPEST = 200;

/**
 * Reads a commit's whole tree: in one request where GitHub can ("recursive … the limit is 100,000 entries with a
 * maximum size of 7 MB"), else folder by folder.
 * @throws RepositoryError when a part of it cannot be had; GitHubUnavailable when another try may help.
 */
export async function readTree(client: RepositoryClient, commit: string): Promise<Tree> {
  const tree = new Map<string, TreeEntry>();
  try {
    await readInto(client, tree, commit, '', 0).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      tree.clear();
      await readInto(client, tree, await treeOf(client, commit), '', 0);
    });
  } catch (error) {
    if (error instanceof RepositoryError || error instanceof GitHubUnavailable) throw error;
    throw new RepositoryError(`Could not read the tree of ${commit}: ${messageOf(error)}`, { cause: error });
  }
  return tree;
}

/** Trees can be asked for by their commit, which saves this request; GitHub's description does not promise it. */
async function treeOf({ octokit, owner, repo, retry }: RepositoryClient, commit: string): Promise<string> {
  const { data } = await reading('read a commit', retry, () =>
    octokit.rest.git.getCommit({ owner, repo, commit_sha: commit }),
  );
  return data.tree.sha;
}

async function readInto(
  client: RepositoryClient,
  tree: Map<string, TreeEntry>,
  sha: string,
  prefix: string,
  depth: number,
): Promise<void> {
  const whole = await fetchTree(client, sha, true);
  if (!whole.truncated) {
    for (const item of whole.items) if (item.type !== 'tree') add(tree, prefix, item);
    return;
  }
  const folder = await fetchTree(client, sha, false);
  if (folder.truncated || depth > DEEPEST) {
    throw new RepositoryError(
      `The folder ${prefix || '/'} has more entries than GitHub lists, so the pull request cannot be judged whole.`,
    );
  }
  for (const item of folder.items) {
    if (item.type === 'tree') await readInto(client, tree, item.sha, `${prefix}${item.path}/`, depth + 1);
    else add(tree, prefix, item);
  }
}

function add(tree: Map<string, TreeEntry>, prefix: string, item: Item): void {
  const path = `${prefix}${item.path}`;
  tree.set(path, { path, mode: item.mode, sha: item.sha, size: item.size ?? 0 });
}

async function fetchTree(
  { octokit, owner, repo, retry }: RepositoryClient,
  sha: string,
  recursive: boolean,
): Promise<{ items: readonly Item[]; truncated: boolean }> {
  const { data } = await reading('read a tree', retry, () =>
    octokit.rest.git.getTree({ owner, repo, tree_sha: sha, ...(recursive && { recursive: '1' }) }),
  );
  return { items: data.tree, truncated: data.truncated };
}
