import { compareText } from '../rust/finding.js';
import type { CommitGraph, GraphCommit } from './commit-graph.js';
import type { RevertWords } from './revert-words.js';

/** A commit that reverts others. */
interface Revert {
  readonly sha: string;
  /** The commits that it names and, of the merges among them, all that they brought. */
  readonly undoes: ReadonlySet<string>;
  /** Beginnings of SHAs that the graph does not have: they may name the head of a pull request. */
  readonly prefixes: readonly string[];
}

/** The commits that merged pull requests. */
export interface Merges {
  /** `null` where it is not merged. */
  byNumber(pullRequest: number): string | null;
  /** By the last commit of its branch, or how that begins: a squash or a rebase leaves it out of the history. */
  byHead(prefix: string): readonly string[];
}

/**
 * The reverts in the default branch's history, with reverts of reverts: one that is reverted itself undoes nothing.
 * What it answers does not depend on the order in which commits were told or questions are asked.
 */
export class Reverts {
  private readonly reverts: readonly Revert[];
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly graph: CommitGraph,
    merges: Merges,
  ) {
    const saying = [...graph.all()].filter(({ reverts }) => reverts !== null);
    const shas = new Set(saying.map(({ sha }) => sha));
    this.reverts = saying
      .filter((commit) => !this.isSummary(commit, shas))
      .map((commit) => this.revert(commit, commit.reverts!, merges))
      .sort((a, b) => compareText(a.sha, b.sha));
  }

  /**
   * The revert in force of what came into the history with the commit `landing`: of that, of one of `others`, which
   * came with it, or of a merge that brought it. One of several, always the same.
   */
  of(landing: string, others: readonly string[] = []): string | null {
    const mine = [landing, ...others];
    const names = ({ undoes, prefixes }: Revert): boolean =>
      mine.some((sha) => undoes.has(sha) || prefixes.some((prefix) => sha.startsWith(prefix)));
    const revert = this.reverts.find(
      (one) => names(one) && this.isLater(one, landing) && this.isInForce(one.sha),
    );
    return revert?.sha ?? null;
  }

  /** Whether a revert is not reverted itself. What reverts it comes after it, so this ends. */
  private isInForce(sha: string): boolean {
    const known = this.known.get(sha);
    if (known !== undefined) return known;
    const undone = this.reverts.some(
      (one) =>
        one.sha !== sha &&
        one.undoes.has(sha) &&
        this.graph.isAncestor(sha, one.sha) &&
        this.isInForce(one.sha),
    );
    this.known.set(sha, !undone);
    return !undone;
  }

  /** What landed before the graph begins comes before all of it. A squash may say of itself what it left out. */
  private isLater({ sha }: Revert, landing: string): boolean {
    return !this.graph.has(landing) || this.graph.isAncestor(landing, sha);
  }

  /** A merge that only repeats what a commit says which it brought: that commit is the revert. */
  private isSummary({ sha, parents }: GraphCommit, saying: ReadonlySet<string>): boolean {
    return parents.length > 1 && [...this.graph.broughtBy(sha)].some((one) => one !== sha && saying.has(one));
  }

  private revert({ sha }: GraphCommit, words: RevertWords, merges: Merges): Revert {
    const found = words.commits.map((prefix) => ({ prefix, commit: this.graph.find(prefix) }));
    const named = [
      ...found.flatMap(({ prefix, commit }) => commit ?? merges.byHead(prefix)),
      ...words.pullRequests.flatMap((number) => merges.byNumber(number) ?? []),
      ...words.titles.flatMap((title) => this.lastOfTitle(title, sha) ?? []),
    ];
    return {
      sha,
      undoes: new Set(named.flatMap((one) => [...this.graph.broughtBy(one)])),
      prefixes: found.flatMap(({ prefix, commit }) => (commit === null ? [prefix] : [])),
    };
  }

  /** The last commit before another whose message begins so; the number that a squash adds does not count. */
  private lastOfTitle(title: string, before: string): string | null {
    const bare = title.replace(/ \(#[0-9]+\)$/u, '');
    const candidates = [...this.graph.ancestors(...this.graph.parentsOf(before))]
      .filter((sha) => this.graph.titleOf(sha).replace(/ \(#[0-9]+\)$/u, '') === bare)
      .sort(compareText);
    const isLast = (sha: string): boolean =>
      !candidates.some((other) => other !== sha && this.graph.isAncestor(sha, other));
    return candidates.find(isLast) ?? null;
  }
}
