import type { PastPullRequest } from '../snapshot/facts.js';
import type { CommitGraph } from './commit-graph.js';
import { type Merges, Reverts } from './reverts.js';

/** A pull request as it is told, before it is known where its merge led. */
export type ToldPullRequest = Omit<PastPullRequest, 'inDefaultBranch' | 'revertedBy'>;

/** What the graph may not know: it begins somewhere, and squashed heads are not in it. */
export interface Ancestry {
  /** Whether a commit is in the default branch's history. */
  inDefaultBranch(sha: string): Promise<boolean>;
  /** Whether a commit is another or comes before it. */
  isAncestor(earlier: string, later: string): Promise<boolean>;
}

/** A way on which a merge came into the default branch's history. */
interface Path {
  /** The commit there that brought it. */
  readonly landing: string;
  /** Commits whose revert takes it back. */
  readonly commits: readonly string[];
}

/**
 * Where merged pull requests led: whether they are in the default branch's history, and what reverts them there.
 *
 * A merge counts on its own where its commit is in that history; or through a promotion, a pull request from its base
 * branch that counts itself and whose head, when it was merged, had the commit. So a stack counts also where its
 * promotion was squashed or rebased, and does not before that.
 *
 * @param wanted those to tell of.
 * @param all every pull request that is known: promotions may come from any branch.
 */
export async function landed(
  wanted: readonly ToldPullRequest[],
  all: readonly ToldPullRequest[],
  graph: CommitGraph,
  ancestry: Ancestry,
): Promise<PastPullRequest[]> {
  const ways = new Ways(all, graph, ancestry);
  const reverts = new Reverts(graph, mergesOf(all));
  const found: PastPullRequest[] = [];
  for (const pull of wanted) {
    const paths = await ways.of(pull);
    const takenBack = paths.map(({ landing, commits }) => reverts.of(landing, commits));
    const revertedBy = takenBack.includes(null) ? null : (takenBack[0] ?? null);
    found.push({ ...pull, inDefaultBranch: paths.length > 0, revertedBy });
  }
  return found;
}

function mergesOf(all: readonly ToldPullRequest[]): Merges {
  const numbers = new Map(all.map((pull) => [pull.number, pull]));
  return {
    byNumber: (number) => mergeOf(numbers.get(number)),
    byHead: (prefix) =>
      all.filter(({ headSha }) => headSha.startsWith(prefix)).flatMap((pull) => mergeOf(pull) ?? []),
  };
}

function mergeOf(pull: ToldPullRequest | undefined): string | null {
  return pull?.state === 'merged' ? pull.mergeSha : null;
}

class Ways {
  private readonly merged = new Map<string, ToldPullRequest[]>();

  constructor(
    all: readonly ToldPullRequest[],
    private readonly graph: CommitGraph,
    private readonly ancestry: Ancestry,
  ) {
    for (const pull of all) {
      if (pull.state !== 'merged' || pull.fromFork) continue;
      const known = this.merged.get(pull.branch);
      if (known === undefined) this.merged.set(pull.branch, [pull]);
      else known.push(pull);
    }
  }

  /** @param below the pull requests that are promoted by this one: a branch that is merged into itself ends there. */
  async of(pull: ToldPullRequest, below: readonly number[] = []): Promise<Path[]> {
    const merge = mergeOf(pull);
    if (merge === null) return [];
    const own = [merge, pull.headSha];
    if (this.graph.has(merge) || (await this.ancestry.inDefaultBranch(merge))) {
      return [{ landing: merge, commits: own }];
    }
    const stack = [...below, pull.number];
    const paths: Path[] = [];
    for (const promotion of this.merged.get(pull.baseBranch) ?? []) {
      if (stack.includes(promotion.number)) continue;
      const through = await this.of(promotion, stack);
      if (through.length === 0 || !(await this.ancestry.isAncestor(merge, promotion.headSha))) continue;
      paths.push(...through.map(({ landing, commits }) => ({ landing, commits: [...own, ...commits] })));
    }
    return paths;
  }
}
