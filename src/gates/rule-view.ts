import type { RuleUse } from '../program/schema.js';
import { type AnalysisError, compareText, type Finding } from '../rust/finding.js';
import type { RuleReports, Snapshot } from '../snapshot/snapshot.js';
import type { JudgedFinding, Reason } from './gate.js';
import { type Origins, originsOf } from './origins.js';
import { type RuleScope, requestKey, ruleScope } from './rule-scope.js';

/** What one rule of the wave finds at both ends, told apart by where. */
export interface RuleView {
  readonly use: RuleUse;
  readonly level: 'error' | 'warning';
  readonly scope: RuleScope;
  readonly headIn: readonly Finding[];
  readonly headOut: readonly Finding[];
  readonly baseIn: readonly Finding[];
  readonly baseOut: readonly Finding[];
  /** What could not be judged at head. */
  readonly errors: readonly AnalysisError[];
  /** What findings of head were at the merge base, in scope or out. */
  readonly origins: Origins;
  /** A finding with its status. */
  readonly judged: (finding: Finding) => JudgedFinding;
}

/** The views of all the wave's rules, as a gate asked for them by `ruleRequests`. */
export function ruleViews(gate: string, uses: readonly RuleUse[], snapshot: Snapshot): RuleView[] {
  return uses.map((use, index) => {
    const reports = snapshot.reports.get(requestKey(gate, index));
    if (reports?.mergeBase == null)
      throw new Error(`The snapshot has no report of \`${use.rule}\` for ${gate}.`);
    return viewOf(use, reports, reports.mergeBase, snapshot);
  });
}

function viewOf(
  use: RuleUse,
  { rule, head }: RuleReports,
  base: NonNullable<RuleReports['mergeBase']>,
  snapshot: Snapshot,
): RuleView {
  const scope = ruleScope(use, snapshot);
  const origins = originsOf(head.findings, base.findings, scope.inScope);
  return {
    use,
    level: rule.level,
    scope,
    headIn: head.findings.filter(({ path }) => scope.inScope(path)),
    headOut: head.findings.filter(({ path }) => !scope.inScope(path)),
    baseIn: base.findings.filter(({ path }) => scope.inScope(path)),
    baseOut: base.findings.filter(({ path }) => !scope.inScope(path)),
    errors: head.errors,
    origins,
    judged: (finding) => ({ ...finding, ...sinceWhen(finding, origins), level: rule.level }),
  };
}

function sinceWhen(finding: Finding, origins: Origins): Pick<JudgedFinding, 'status' | 'movedFrom'> {
  const origin = origins.get(finding);
  if (origin === undefined) return { status: 'introduced' };
  const { path, line } = origin;
  return path === finding.path ? { status: 'existing' } : { status: 'moved', movedFrom: { path, line } };
}

/** Findings out of scope that stood in scope at the merge base: they moved, nothing was fixed. */
export function movedOut({ headOut, origins, scope }: RuleView): Finding[] {
  return headOut.filter((finding) => {
    const origin = origins.get(finding);
    return origin !== undefined && scope.inScope(origin.path);
  });
}

/** Files in the rules' scopes that are links or submodules: they hide what they stand for. Each is told once. */
export function notFileReasons(paths: readonly string[]): Reason[] {
  return [...new Set(paths)].sort(compareText).map((path) => ({
    message: `\`${path}\` is a symbolic link or a submodule: what it stands for cannot be judged.`,
    next: 'Put a regular file in its place.',
    path,
    unseen: true,
  }));
}

/** What the analysis could not judge. Several rules stumble over the same place, which is told once. */
export function errorReasons(errors: readonly AnalysisError[]): Reason[] {
  const reasons = errors.map(({ path, line, message }) => ({
    message: `\`${path}\` could not be judged in whole (line ${line}): ${message}`,
    next: 'Make it Rust that parses, in UTF-8.',
    path,
    line,
    unseen: true as const,
  }));
  return [...new Map(reasons.map((reason) => [reason.message, reason])).values()];
}

/** A finding as a reason. */
export function findingReason(finding: Finding, what: string, next: string): Reason {
  const where = finding.function === null ? '' : ` in \`${finding.function}\``;
  return {
    message: `${what}: \`${finding.path}:${finding.line}\`${where}: ${finding.message}`,
    next,
    path: finding.path,
    line: finding.line,
    finding: { rule: finding.rule, fingerprint: finding.fingerprint },
  };
}
