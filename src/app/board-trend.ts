import type { BranchTip } from '../evaluate/closures.js';
import type { RuleRunner } from '../evaluate/run-rules.js';
import { countLeft, type TrendPoint, trendCommits } from '../evaluate/trend.js';
import { LruCache } from '../github/lru.js';
import type { GitHub } from '../github/port.js';
import type { ProgramSet } from '../program/program-set.js';
import type { Progress } from '../program/progress.js';

/** Points of a trend beside the present: each is a commit that is read and analysed, once in a process' life. */
export const MOST_POINTS = 12;
/** Points kept, over all repositories. */
const KEPT = 2_000;

/** Counts what programs had left at commits of the past, which never changes: each is counted once. */
export interface Trends {
  /**
   * @param digest of the programs in force: other rules count otherwise.
   * @param now what is left at the tip, where that is known.
   * @throws RepositoryError, and what the analyzer throws.
   */
  of(progress: Progress, given: TrendRequest): Promise<TrendPoint[]>;
}

export interface TrendRequest {
  readonly github: Pick<GitHub, 'owner' | 'repo'>;
  readonly rules: ProgramSet['rules'];
  readonly digest: string;
  readonly tip: BranchTip;
  readonly runner: RuleRunner;
  readonly now: TrendPoint['left'];
}

export function createTrends(): Trends {
  const counted = new LruCache<TrendPoint['left']>(KEPT);
  return {
    async of(progress, { github: { owner, repo }, rules, digest, tip, runner, now }) {
      const points: TrendPoint[] = [];
      const commits = trendCommits(progress, tip.branch, MOST_POINTS);
      for (const { label, sha } of commits.filter((commit) => commit.sha !== tip.sha)) {
        runner.signal?.throwIfAborted();
        const key = `${owner}/${repo} ${sha} ${digest} ${progress.program.program}`;
        const left = counted.get(key) ?? (await countLeft(progress.program, rules, { ...tip, sha }, runner));
        counted.set(key, left);
        points.push({ label, left });
      }
      if (commits.length === 0) return [];
      const present = commits.find(({ sha }) => sha === tip.sha)?.label ?? 'now';
      return [...points, { label: present, left: now }];
    },
  };
}
