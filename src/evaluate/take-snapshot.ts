import { AnalysisFailed, type Analyzer, type RuleRun, type SourceFile } from '../analysis/analyzer.js';
import type { Plan, RuleRequest } from '../gates/gate.js';
import type { Position } from '../program/position.js';
import type { ProgramSet } from '../program/program-set.js';
import type { AnalysisReport } from '../rust/finding.js';
import { compareText } from '../rust/finding.js';
import { type Repository, RepositoryError } from '../snapshot/repository.js';
import type { RuleReports, Snapshot, Subject } from '../snapshot/snapshot.js';
import { changesBetween, isFile, type Tree } from '../snapshot/tree.js';
import { crateContext } from './crate-context.js';
import { gatesOf } from './evaluate.js';

/** All that is at hand when a snapshot is taken. */
export interface Taking {
  readonly position: Position;
  readonly programs: ProgramSet;
  readonly subject: Subject;
  readonly repository: Repository;
  readonly analyzer: Analyzer;
  readonly signal?: AbortSignal;
}

/**
 * Fetches what the step's gates need, and no more.
 *
 * @throws RepositoryError, and what the analyzer throws.
 */
export async function takeSnapshot(taking: Taking): Promise<Snapshot> {
  const { position, programs, subject, repository, signal } = taking;
  const [headTree, mergeBaseTree] = await Promise.all([
    repository.tree(subject.headSha),
    repository.tree(subject.mergeBaseSha),
  ]);
  signal?.throwIfAborted();
  const changes = changesBetween(mergeBaseTree, headTree);
  const plan: Plan = { ...position, subject, changes, headTree, mergeBaseTree, rules: programs.rules };
  const needs = gatesOf(position).map((gate) => gate.needs(plan));
  const paths = needs.flatMap((need) => need.documents);
  const documents = await contents(repository, headTree, paths);
  const reports = await analyzed(
    taking,
    plan,
    needs.flatMap((need) => need.rules),
  );
  return { ...subject, changes, headTree, mergeBaseTree, documents, reports };
}

/**
 * The bytes of regular files by path; what is none there is left out.
 *
 * @throws RepositoryError when a blob that the tree names is not given.
 */
async function contents(
  repository: Repository,
  tree: Tree,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const entries = [...new Set(paths)].flatMap((path) => tree.get(path) ?? []).filter(isFile);
  if (entries.length === 0) return new Map();
  const blobs = await repository.blobs([...new Set(entries.map(({ sha }) => sha))]);
  return new Map(
    entries.map(({ path, sha }) => {
      const bytes = blobs.get(sha);
      if (bytes === undefined) throw new RepositoryError(`The contents of ${path} (${sha}) were not given.`);
      return [path, bytes] as const;
    }),
  );
}

/** Runs the rules at head and at the merge base. */
async function analyzed(
  taking: Taking,
  { headTree, mergeBaseTree }: Plan,
  requests: readonly RuleRequest[],
): Promise<Map<string, RuleReports>> {
  const based = requests.filter(({ mergeBasePaths }) => mergeBasePaths !== null);
  const headRuns = requests.map(({ rule, headPaths }) => ({ rule, paths: headPaths }));
  const baseRuns = based.map(({ rule, mergeBasePaths }) => ({ rule, paths: mergeBasePaths ?? [] }));
  const head = await run(taking, headRuns, headTree);
  const base = await run(taking, baseRuns, mergeBaseTree);
  const baseByKey = new Map(based.map(({ key }, index) => [key, reportAt(base, index)]));
  return new Map(
    requests.map(({ key, rule }, index) => {
      return [key, { rule, head: reportAt(head, index), mergeBase: baseByKey.get(key) ?? null }];
    }),
  );
}

async function run(
  { repository, analyzer, signal }: Taking,
  runs: readonly RuleRun[],
  tree: Tree,
): Promise<readonly AnalysisReport[]> {
  if (runs.length === 0) return [];
  const judged = runs.flatMap(({ paths }) => paths);
  const found = await contents(repository, tree, [...judged, ...crateContext(judged, tree)]);
  signal?.throwIfAborted();
  const files: SourceFile[] = [...found]
    .map(([path, bytes]) => ({ path, bytes }))
    .sort((a, b) => compareText(a.path, b.path));
  return analyzer.analyze({ files, runs }, signal);
}

function reportAt(reports: readonly AnalysisReport[], index: number): AnalysisReport {
  const report = reports[index];
  if (report === undefined)
    throw new AnalysisFailed('The analysis gave fewer reports than it was asked for.');
  return report;
}
