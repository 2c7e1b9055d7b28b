import type { Plan } from '../gates/gate.js';
import { exactMatch } from '../program/branch-matcher.js';
import type { Position } from '../program/position.js';
import type { ProgramSet } from '../program/program-set.js';
import type { FactName, FactQuestion, FactSource, Facts } from '../snapshot/facts.js';
import { NO_FACTS } from '../snapshot/facts.js';
import type { Snapshot, Subject } from '../snapshot/snapshot.js';
import { changesBetween } from '../snapshot/tree.js';
import { contents } from './contents.js';
import { gatesOf } from './evaluate.js';
import { type RuleRunner, runRules } from './run-rules.js';
import { type ProposalSource, takeProposal } from './take-proposal.js';

/** Where a snapshot comes from: trees and blobs, facts, and what finds things in Rust. */
export interface Sources extends RuleRunner {
  readonly facts: FactSource;
  /** Who reads program files that the pull request proposes; nobody looks at them without. */
  readonly proposals?: ProposalSource;
}

/** All that is at hand when a snapshot is taken. */
export interface Taking extends Sources {
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
  const gates = gatesOf(position);
  const [headTree, mergeBaseTree, facts] = await Promise.all([
    repository.tree(subject.headSha),
    repository.tree(subject.mergeBaseSha),
    factsFor(new Set(gates.flatMap((gate) => gate.facts ?? [])), taking),
  ]);
  signal?.throwIfAborted();
  const changes = changesBetween(mergeBaseTree, headTree);
  const known = {
    subject,
    changes,
    headTree,
    mergeBaseTree,
    rules: programs.rules,
    programs: programs.programs,
  };
  const plan: Plan = { ...position, ...facts, ...known };
  const needs = gates.map((gate) => gate.needs(plan));
  const [documents, baseDocuments] = await Promise.all([
    contents(
      repository,
      headTree,
      needs.flatMap((need) => need.documents),
    ),
    contents(
      repository,
      mergeBaseTree,
      needs.flatMap((need) => need.baseDocuments ?? []),
    ),
  ]);
  const requests = needs.flatMap((need) => need.rules);
  const reports = await runRules(taking, requests, headTree, mergeBaseTree);
  const proposal = await takeProposal(taking);
  const contentsOfBoth = { documents, baseDocuments, reports };
  return {
    ...subject,
    ...facts,
    programs: programs.programs,
    changes,
    headTree,
    mergeBaseTree,
    ...contentsOfBoth,
    proposal,
  };
}

/** Waivers are always asked for: any gate may be waived. */
async function factsFor(names: ReadonlySet<FactName>, taking: Taking): Promise<Facts> {
  const { facts: source } = taking;
  const question = questionOf(taking);
  const ask = <Name extends FactName>(name: Name): Promise<Facts[Name]> =>
    names.has(name) || name === 'waivers' ? source[name](question) : Promise.resolve(NO_FACTS[name]);
  const [history, checks, commits, autoMerge, waivers] = await Promise.all([
    ask('history'),
    ask('checks'),
    ask('commits'),
    ask('autoMerge'),
    ask('waivers'),
  ]);
  return { history, checks, commits, autoMerge, waivers };
}

/** What a source of facts is told of a pull request. */
export function questionOf({ subject, programs }: Pick<Taking, 'subject' | 'programs'>): FactQuestion {
  const { pullRequest, headSha, baseSha, mergeBaseSha, baseBranch, defaultBranch } = subject;
  return {
    headSha,
    baseSha,
    mergeBaseSha,
    baseBranch,
    defaultBranch,
    pullRequest: pullRequest?.number ?? null,
    isWaveBranch: (branch) => programs.programs.some((program) => exactMatch(branch, program) !== null),
  };
}
