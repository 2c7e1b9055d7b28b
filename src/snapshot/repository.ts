import type { Tree } from './tree.js';

/**
 * The questions that a snapshot asks of a repository. GitHub (the app), a clone (the CLI) and the tests answer them;
 * what they answer decides the verdict, so that the same commits give the same verdict everywhere.
 */
export interface Repository {
  /** @throws RepositoryError when the commit is not there or its tree cannot be read whole. */
  tree(commit: string): Promise<Tree>;
  /**
   * The blobs' bytes by SHA, whole, whatever their size.
   * @throws RepositoryError when one cannot be read.
   */
  blobs(shas: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** A repository did not give what was asked; `message` is for people and says what to do. */
export class RepositoryError extends Error {
  override name = 'RepositoryError';
}
