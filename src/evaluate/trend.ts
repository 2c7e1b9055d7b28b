import { closureGate } from '../gates/closure.js';
import type { Progress } from '../program/progress.js';
import type { Program } from '../program/schema.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { PastPullRequest } from '../snapshot/facts.js';
import { type BranchTip, judgeClosures, type WaveClosure } from './closures.js';
import type { RuleRunner } from './run-rules.js';

/** How many findings the waves' rules had left in their files once a pull request was merged. */
export interface TrendPoint {
  /** `#12`, or `now`. */
  readonly label: string;
  /** By the short names of waves that have rules. */
  readonly left: ReadonlyMap<string, number>;
}

/** A commit of the default branch at which is counted. */
export interface TrendCommit {
  readonly label: string;
  readonly sha: string;
}

/**
 * The commits by which pull requests of the program came into the default branch, in their order: at most `most`, the
 * first and the last among them, spread evenly between.
 */
export function trendCommits({ waves }: Progress, defaultBranch: string, most: number): TrendCommit[] {
  const pulls = waves.flatMap(({ steps }) => steps.flatMap(({ pullRequests }) => pullRequests));
  const merges = pulls
    .filter(({ baseBranch, inDefaultBranch }) => baseBranch === defaultBranch && inDefaultBranch)
    .sort(byMerge)
    .flatMap(({ number, mergeSha }) => (mergeSha === null ? [] : [{ label: `#${number}`, sha: mergeSha }]));
  if (merges.length <= most) return merges;
  const last = merges.length - 1;
  return Array.from({ length: most }, (_, index) => merges[Math.round((index * last) / (most - 1))]!);
}

function byMerge(a: PastPullRequest, b: PastPullRequest): number {
  return Date.parse(a.mergedAt ?? '') - Date.parse(b.mergedAt ?? '') || a.number - b.number;
}

/** Counts what is left at a commit. @throws RepositoryError, and what the analyzer throws. */
export async function countLeft(
  program: Program,
  rules: ReadonlyMap<string, RuleDefinition>,
  tip: BranchTip,
  runner: RuleRunner,
): Promise<Map<string, number>> {
  return leftIn(program, await judgeClosures(program, rules, tip, runner, [closureGate]));
}

/** What is left by closures that were judged already. */
export function leftIn(program: Program, closures: ReadonlyMap<string, WaveClosure>): Map<string, number> {
  const counted = [...closures].filter(([waveId]) => (program.waves[waveId]?.rules.length ?? 0) > 0);
  return new Map(counted.map(([waveId, { findings }]) => [waveId, findings.length]));
}
