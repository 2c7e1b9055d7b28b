import type { AnalysisRequest, Analyzer, RuleRun, SourceFile } from '../analysis/analyzer.js';
import type { Plan, RuleRequest } from '../gates/gate.js';
import type { Position } from '../program/position.js';
import type { ProgramSet } from '../program/program-set.js';
import type { AnalysisReport } from '../rust/finding.js';
import type { Repository } from '../snapshot/repository.js';
import type { RuleReports, Snapshot, Subject } from '../snapshot/snapshot.js';
import { changesBetween, type Tree } from '../snapshot/tree.js';
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
  const documents = await contents(
    repository,
    headTree,
    needs.flatMap((need) => need.documents),
  );
  const reports = await analyzed(
    taking,
    plan,
    needs.flatMap((need) => need.rules),
  );
  return { ...subject, changes, headTree, mergeBaseTree, documents, reports };
}

/** The bytes of files by path; what is no file there is left out. */
async function contents(
  repository: Repository,
  tree: Tree,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const entries = [...new Set(paths)].flatMap((path) => tree.get(path) ?? []);
  const blobs = await repository.blobs([...new Set(entries.map((entry) => entry.sha))]);
  return new Map(entries.map((entry) => [entry.path, blobs.get(entry.sha)!] as const));
}

async function analyzed(
  { repository, analyzer, signal }: Taking,
  { headTree, mergeBaseTree }: Plan,
  requests: readonly RuleRequest[],
): Promise<Map<string, RuleReports>> {
  const based = requests.filter((request) => request.mergeBasePaths !== null);
  const head = await run(
    requests.map(({ rule, headPaths }) => ({ rule, paths: headPaths })),
    headTree,
  );
  const base = await run(
    based.map(({ rule, mergeBasePaths }) => ({ rule, paths: mergeBasePaths! })),
    mergeBaseTree,
  );
  const baseByKey = new Map(based.map(({ key }, index) => [key, base[index]!] as const));
  return new Map(
    requests.map(
      ({ key }, index) => [key, { head: head[index]!, mergeBase: baseByKey.get(key) ?? null }] as const,
    ),
  );

  async function run(runs: readonly RuleRun[], tree: Tree): Promise<readonly AnalysisReport[]> {
    if (runs.length === 0) return [];
    const found = await contents(
      repository,
      tree,
      runs.flatMap(({ paths }) => paths),
    );
    signal?.throwIfAborted();
    const files: SourceFile[] = [...found].map(([path, bytes]) => ({ path, bytes }));
    const request: AnalysisRequest = { files, runs };
    return analyzer.analyze(request, signal);
  }
}
