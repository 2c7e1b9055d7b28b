import { AnalysisFailed, type AnalysisRequest, type Analyzer, type RuleRun } from '../analysis/analyzer.js';
import type { RuleRequest } from '../gates/gate.js';
import { type AnalysisReport, compareText } from '../rust/finding.js';
import type { Repository } from '../snapshot/repository.js';
import type { RuleReports } from '../snapshot/snapshot.js';
import type { Tree } from '../snapshot/tree.js';
import { contents } from './contents.js';
import { crateContext } from './crate-context.js';

/** What runs rules over the files of two commits. */
export interface RuleRunner {
  readonly repository: Repository;
  readonly analyzer: Analyzer;
  readonly signal?: AbortSignal;
}

/** Runs the rules that gates asked for, at head and at the merge base, and answers by the requests' keys. */
export async function runRules(
  runner: RuleRunner,
  requests: readonly RuleRequest[],
  headTree: Tree,
  mergeBaseTree: Tree,
): Promise<Map<string, RuleReports>> {
  const compared = requests.filter(({ mergeBasePaths }) => mergeBasePaths !== null);
  const head = byKey(requests, await analyzed(runner, batch(requests.map(headRun), headTree)));
  const base = batch(
    compared.map((request) => ({ ...headRun(request), paths: request.mergeBasePaths ?? [] })),
    mergeBaseTree,
  );
  const unchanged = batch(compared.map(headRun), headTree).identity === base.identity;
  const mergeBase = unchanged ? head : byKey(compared, await analyzed(runner, base));
  return new Map(
    requests.map(({ key, rule, mergeBasePaths }) => {
      const before = mergeBasePaths === null ? null : mergeBase.get(key)!;
      return [key, { rule, head: head.get(key)!, mergeBase: before }];
    }),
  );
}

/** A run, and whether the other files of the crates are there to resolve names. */
interface PlannedRun extends RuleRun {
  readonly alone: boolean;
}

function headRun({ rule, headPaths, alone = false }: RuleRequest): PlannedRun {
  return { rule, paths: headPaths, alone };
}

function byKey(
  requests: readonly RuleRequest[],
  reports: readonly AnalysisReport[],
): Map<string, AnalysisReport> {
  return new Map(requests.map(({ key }, index) => [key, reports[index]!]));
}

/** Rules over files of one commit. */
interface Batch {
  readonly runs: readonly RuleRun[];
  readonly tree: Tree;
  /** All files: those that are judged and those that resolve names. */
  readonly paths: readonly string[];
  /** The same for two commits where the analysis cannot but find the same, so that it runs once. */
  readonly identity: string;
}

function batch(planned: readonly PlannedRun[], tree: Tree): Batch {
  const runs = planned.map(({ rule, paths }) => ({ rule, paths }));
  const judged = runs.flatMap(({ paths }) => paths);
  const inCrates = planned.flatMap(({ paths, alone }) => (alone ? [] : paths));
  const paths = [...new Set([...judged, ...crateContext(inCrates, tree)])].sort(compareText);
  const files = paths.map((path) => [path, tree.get(path)?.sha]);
  return {
    runs,
    tree,
    paths,
    identity: JSON.stringify([files, runs.map((run) => [run.rule.rule, run.paths])]),
  };
}

async function analyzed(
  { repository, analyzer, signal }: RuleRunner,
  { runs, tree, paths }: Batch,
): Promise<readonly AnalysisReport[]> {
  if (runs.length === 0) return [];
  const found = await contents(repository, tree, paths);
  signal?.throwIfAborted();
  const request: AnalysisRequest = { files: [...found].map(([path, bytes]) => ({ path, bytes })), runs };
  const reports = await analyzer.analyze(request, signal);
  if (reports.length === runs.length) return reports;
  throw new AnalysisFailed(
    `The analysis gave ${reports.length} of the ${runs.length} reports that it was asked for.`,
  );
}
