import type { Repository } from '../snapshot/repository.js';
import type { Tree } from '../snapshot/tree.js';
import type { RepositoryClient } from './client.js';
import { LruCache } from './lru.js';
import { readBlobs } from './octokit-blobs.js';
import { readTree } from './octokit-trees.js';

/** Entries of trees and bytes of blobs kept in memory for all repositories together. */
const CACHED_ENTRIES = 200_000;
const CACHED_BYTES = 64 * 1024 * 1024;

/** What was read, by SHA: it never changes, so one store serves all pull requests. Keys name the repository too. */
export interface ObjectCache {
  readonly trees: LruCache<Tree>;
  readonly blobs: LruCache<Uint8Array>;
}

export function createObjectCache(entries = CACHED_ENTRIES, bytes = CACHED_BYTES): ObjectCache {
  return {
    trees: new LruCache<Tree>(entries, (tree) => tree.size + 1),
    blobs: new LruCache<Uint8Array>(bytes, (blob) => blob.byteLength + 1),
  };
}

/** A repository on GitHub, as the core reads it. */
export function octokitRepository(
  client: RepositoryClient,
  cache: ObjectCache = createObjectCache(),
): Repository {
  const scope = `${client.owner}/${client.repo}:`.toLowerCase();
  const sizes = new Map<string, number>();
  const remember = (tree: Tree): Tree => {
    for (const entry of tree.values()) sizes.set(entry.sha, entry.size);
    return tree;
  };
  return {
    async tree(commit) {
      const cached = cache.trees.get(scope + commit);
      if (cached !== undefined) return remember(cached);
      const tree = await readTree(client, commit);
      cache.trees.set(scope + commit, tree);
      return remember(tree);
    },

    async blobs(shas) {
      const found = new Map<string, Uint8Array>();
      for (const sha of shas) {
        const cached = cache.blobs.get(scope + sha);
        if (cached !== undefined) found.set(sha, cached);
      }
      const missing = shas.filter((sha) => !found.has(sha));
      if (missing.length === 0) return found;
      for (const [sha, bytes] of await readBlobs(client, missing, (sha) => sizes.get(sha))) {
        cache.blobs.set(scope + sha, bytes);
        found.set(sha, bytes);
      }
      return found;
    },
  };
}
