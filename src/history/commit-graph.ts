import { firstLine, type RevertWords, revertWords } from './revert-words.js';

/** A commit of the default branch's history. */
export interface GraphCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  /** The first line of its message. */
  readonly title: string;
  /** What it says that it reverts; `null` where that is nothing. */
  readonly reverts: RevertWords | null;
}

/** @param repository `owner/name`: pull requests of other repositories are not meant. */
export function graphCommit(
  sha: string,
  parents: readonly string[],
  message: string,
  repository: string,
): GraphCommit {
  return { sha, parents, title: firstLine(message), reverts: revertWords(message, repository) };
}

/** A part of the default branch's history: everything since some time. Commits are added and never change. */
export class CommitGraph {
  private readonly commits = new Map<string, GraphCommit>();

  constructor(commits: Iterable<GraphCommit> = []) {
    for (const commit of commits) this.commits.set(commit.sha, commit);
  }

  get size(): number {
    return this.commits.size;
  }

  with(commits: Iterable<GraphCommit>): CommitGraph {
    return new CommitGraph([...this.commits.values(), ...commits]);
  }

  has(sha: string): boolean {
    return this.commits.has(sha);
  }

  all(): Iterable<GraphCommit> {
    return this.commits.values();
  }

  parentsOf(sha: string): readonly string[] {
    return this.commits.get(sha)?.parents ?? [];
  }

  titleOf(sha: string): string {
    return this.commits.get(sha)?.title ?? '';
  }

  /** The commit of this SHA, or of the one SHA that begins so. */
  find(prefix: string): string | null {
    if (this.commits.has(prefix)) return prefix;
    const found = [...this.commits.keys()].filter((sha) => sha.startsWith(prefix));
    return found.length === 1 ? found[0]! : null;
  }

  /** The commits and all before them, as far as the graph goes. */
  ancestors(...from: readonly string[]): Set<string> {
    const seen = new Set<string>();
    const open = [...from];
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      if (seen.has(sha) || !this.commits.has(sha)) continue;
      seen.add(sha);
      open.push(...this.parentsOf(sha));
    }
    return seen;
  }

  /** Whether one comes before the other, or is it. */
  isAncestor(earlier: string, later: string): boolean {
    return this.ancestors(later).has(earlier);
  }

  /** What a commit brought to its first parent: itself and, for a merge, what it merged. */
  broughtBy(sha: string): Set<string> {
    const [first, ...others] = this.parentsOf(sha);
    if (first === undefined || others.length === 0) return new Set([sha]);
    const brought = this.ancestors(...others);
    for (const had of this.ancestors(first)) brought.delete(had);
    return brought.add(sha);
  }
}
