import { GitError } from './process.js';
import type { GitStore } from './store.js';

export interface Who {
  readonly name: string;
  readonly email: string;
}

/** The tree of the merge of two commits; `null` when they conflict. */
export async function mergeTree(store: GitStore, ours: string, theirs: string): Promise<string | null> {
  try {
    const out = await store.run(['merge-tree', '--write-tree', '--no-messages', ours, theirs]);
    return out.toString().trim();
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return null;
    throw error;
  }
}

/** Makes a commit object of a tree; no ref moves. */
export async function commitTree(
  store: GitStore,
  tree: string,
  parents: readonly string[],
  message: string,
  who: {
    readonly author: Who & { readonly date: string };
    readonly committer: Who & { readonly date: string };
  },
): Promise<string> {
  const env = {
    GIT_AUTHOR_NAME: who.author.name,
    GIT_AUTHOR_EMAIL: who.author.email,
    GIT_AUTHOR_DATE: who.author.date,
    GIT_COMMITTER_NAME: who.committer.name,
    GIT_COMMITTER_EMAIL: who.committer.email,
    GIT_COMMITTER_DATE: who.committer.date,
  };
  const out = await store.run(
    ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'],
    {
      input: message,
      env,
    },
  );
  return out.toString().trim();
}

/** Replays one commit on another; `null` when it conflicts. Git 2.39 has no `--merge-base`, so trees are grafted. */
export async function replay(
  store: GitStore,
  commit: string,
  onto: string,
  committer: Who & { readonly date: string },
): Promise<string | null> {
  const facts = await store.commit(commit);
  const parent = facts?.parents[0];
  if (facts === null || parent === undefined) return null;
  const [parentTree, ontoTree] = await Promise.all([store.treeSha(parent), store.treeSha(onto)]);
  if (parentTree === null || ontoTree === null) return null;
  const who = { author: facts.author, committer };
  const root = await commitTree(store, parentTree, [], 'base', who);
  const ours = await commitTree(store, ontoTree, [root], 'ours', who);
  const theirs = await commitTree(store, facts.tree, [root], 'theirs', who);
  const tree = await mergeTree(store, ours, theirs);
  return tree === null ? null : commitTree(store, tree, [onto], facts.message, who);
}
