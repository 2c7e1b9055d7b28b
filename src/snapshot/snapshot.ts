import type { Program } from '../program/schema.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisReport } from '../rust/finding.js';
import type { Facts } from './facts.js';
import type { Proposal } from './proposal.js';
import type { Change, Tree } from './tree.js';

/** The facts of a pull request that are known before any tree is read. */
export interface Subject {
  /** The head's branch name, without `refs/heads/`. */
  readonly branch: string;
  readonly baseBranch: string;
  readonly defaultBranch: string;
  /** Full SHAs. `mergeBase` is the best common ancestor of the base branch and the head. */
  readonly headSha: string;
  readonly baseSha: string;
  readonly mergeBaseSha: string;
  /** ISO 8601, UTC: the only clock that gates have. */
  readonly now: string;
  /** `null` when a clone is judged: then gates that need GitHub answer `skip`. */
  readonly pullRequest: PullRequestFacts | null;
}

export interface PullRequestFacts {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  readonly url: string;
  readonly draft: boolean;
}

/** What one rule of the program finds at both ends of the pull request. */
export interface RuleReports {
  /** The rule, with the options of its use merged in. */
  readonly rule: RuleDefinition;
  readonly head: AnalysisReport;
  /** `null` when the gate did not ask for it. */
  readonly mergeBase: AnalysisReport | null;
}

/** All that gates may read of a pull request. Made by the app from GitHub and by the CLI from git. */
export interface Snapshot extends Subject, Facts {
  readonly changes: readonly Change[];
  readonly headTree: Tree;
  readonly mergeBaseTree: Tree;
  /** Contents at head of the documents that gates asked for, by path; a path that is not there is not a key. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
  /** Contents at the merge base, in the same way. */
  readonly baseDocuments: ReadonlyMap<string, Uint8Array>;
  /** Every program of the repository. */
  readonly programs: readonly Program[];
  /** Reports by `RuleRequest.key`. */
  readonly reports: ReadonlyMap<string, RuleReports>;
  /** What its own program files come to; `null` where it changes none, or nobody was asked. */
  readonly proposal: Proposal | null;
}
