import type { Position } from '../program/position.js';
import type { Program, Step } from '../program/schema.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { Finding } from '../rust/finding.js';
import type { FactName, Facts, Waiver } from '../snapshot/facts.js';
import type { Snapshot, Subject } from '../snapshot/snapshot.js';
import type { Change, Tree } from '../snapshot/tree.js';

export type { Position };

export type Verdict = 'pass' | 'fail' | 'wait' | 'skip';

/**
 * Where a finding stood at the merge base: nowhere, in this file, or elsewhere. What only moved is not fixed, and its
 * place is new to reviewers.
 */
export type FindingStatus = 'introduced' | 'existing' | 'moved';

/** A finding as a gate reports it. */
export interface JudgedFinding extends Finding {
  readonly status: FindingStatus;
  /** Where a moved finding stood at the merge base. */
  readonly movedFrom?: { readonly path: string; readonly line: number };
  /** The rule's level: a warning is shown and never fails a gate. */
  readonly level: 'error' | 'warning';
  /** Login of who waived it: it is shown and fails nothing. */
  readonly waivedBy?: string;
}

/** Why a gate decided as it did, in words for the author; `next` says what to do. */
export interface Reason {
  readonly message: string;
  readonly next?: string;
  /** Where to look, if the reason has a place: at head. */
  readonly path?: string;
  readonly line?: number;
  /** 1-based, in characters; only beside a line. */
  readonly column?: number;
  /** A page of GitHub about what the message names: where `text` stands in it as code, it becomes a link. */
  readonly link?: { readonly text: string; readonly url: string };
  /** Lines for the author to paste as they are, whatever their length: shown verbatim, after `next`. */
  readonly paste?: readonly string[];
  /** The finding that it tells of: a waiver may name its rule or its fingerprint. */
  readonly finding?: { readonly rule: string; readonly fingerprint: string };
  /** What makes it the same failure after another push; by default its message without line numbers. */
  readonly identity?: string;
  /** Tells that something could not be judged, or was left out of the list: no waiver covers what nobody saw. */
  readonly unseen?: true;
}

export interface GateResult {
  readonly gate: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly findings: readonly JudgedFinding[];
  /** What failed when it was judged, one by one, waived or not; only where something did. */
  readonly failures?: readonly Failure[];
  /** The waivers in force that took failures away. */
  readonly waivers?: readonly Waiver[];
  /**
   * When it is to be judged again even if nothing happens: patience ends, or a waiver does. ISO 8601, UTC.
   */
  readonly until?: string;
}

/** One thing that fails a gate, as waivers know it. */
export interface Failure {
  /** Hexadecimal; the same as long as the failure is, wherever its lines move. */
  readonly key: string;
  readonly rule: string | null;
  readonly fingerprint: string | null;
  /** That of its reason. */
  readonly message: string;
  /** Whether somebody may answer for it. */
  readonly waivable: boolean;
}

/** What is known when gates say what they need: everything but contents. */
export interface Plan extends Position, Facts {
  readonly subject: Subject;
  readonly changes: readonly Change[];
  readonly headTree: Tree;
  readonly mergeBaseTree: Tree;
  readonly rules: ReadonlyMap<string, RuleDefinition>;
  /** Every program of the repository, the position's among them. */
  readonly programs: readonly Program[];
}

/** One rule over files that a gate wants judged. */
export interface RuleRequest {
  /** The gate's own name for it, unique in the gate; the snapshot answers under it. */
  readonly key: string;
  /** The rule, with the options of this use merged in. */
  readonly rule: RuleDefinition;
  /** Paths judged at head. */
  readonly headPaths: readonly string[];
  /** Paths judged at the merge base; `null` when the gate does not compare. */
  readonly mergeBasePaths: readonly string[] | null;
  /** Each file says by itself all that the rule asks: the other files of the crates need not be read. */
  readonly alone?: boolean;
}

export interface Needs {
  /** Paths whose contents at head the gate reads. */
  readonly documents: readonly string[];
  /** Paths whose contents at the merge base the gate reads. */
  readonly baseDocuments?: readonly string[];
  readonly rules: readonly RuleRequest[];
}

/** A named condition on a pull request. One gate is one file, with its doc and cases of the same name. */
export interface Gate {
  readonly id: string;
  readonly title: string;
  /** The kinds of step it belongs to. */
  readonly steps: readonly Step['kind'][];
  /** For a gate that only some steps of its kinds ask for: whether this one does. */
  asked?(position: Position): boolean;
  /** For a gate that has nothing to say of most pull requests, which do not list it: whether it has of this one. */
  concerns?(snapshot: Snapshot): boolean;
  /** Facts that it reads; an event that changes one has the pull request judged again. */
  readonly facts?: readonly FactName[];
  /**
   * Whether its failures may be waived. `contents`: they may, for the files as they are, so that a waiver ends with the
   * next change to them. By default they may, as long as they stay the same failures.
   */
  readonly waiving?: 'never' | 'contents';
  /** What it reads beyond the trees; only this is fetched. */
  needs(plan: Plan): Needs;
  /**
   * Pure: the same snapshot and position give the same result.
   * @param earlier the results of the gates before it in the list.
   */
  evaluate(snapshot: Snapshot, position: Position, earlier: readonly GateResult[]): Omit<GateResult, 'gate'>;
}

export const NO_NEEDS: Needs = { documents: [], rules: [] };
