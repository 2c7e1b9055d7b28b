import type { Plan } from '../gates/gate.js';
import type { Position } from '../program/position.js';
import type { ProgramSet } from '../program/program-set.js';
import type { Snapshot, Subject } from '../snapshot/snapshot.js';
import { changesBetween } from '../snapshot/tree.js';
import { contents } from './contents.js';
import { gatesOf } from './evaluate.js';
import { type RuleRunner, runRules } from './run-rules.js';

/** All that is at hand when a snapshot is taken. */
export interface Taking extends RuleRunner {
  readonly position: Position;
  readonly programs: ProgramSet;
  readonly subject: Subject;
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
  const requests = needs.flatMap((need) => need.rules);
  const reports = await runRules(taking, requests, headTree, mergeBaseTree);
  return { ...subject, changes, headTree, mergeBaseTree, documents, reports };
}
