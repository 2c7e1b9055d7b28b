import type { RuleUse } from '../program/schema.js';
import type { AnalysisError, Finding } from '../rust/finding.js';
import type { RuleReports, Snapshot } from '../snapshot/snapshot.js';
import { introducedFindings } from './fingerprints.js';
import type { JudgedFinding, Reason } from './gate.js';
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
  /** What could not be judged at head, and at the merge base. */
  readonly errors: readonly AnalysisError[];
  readonly baseErrors: readonly AnalysisError[];
  /** A finding with its status: introduced when the merge base has none like it, in scope or out. */
  judged(finding: Finding): JudgedFinding;
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
  const introduced = introducedFindings(head.findings, base.findings);
  return {
    use,
    level: rule.level,
    scope,
    headIn: head.findings.filter(({ path }) => scope.inScope(path)),
    headOut: head.findings.filter(({ path }) => !scope.inScope(path)),
    baseIn: base.findings.filter(({ path }) => scope.inScope(path)),
    baseOut: base.findings.filter(({ path }) => !scope.inScope(path)),
    errors: head.errors,
    baseErrors: base.errors,
    judged: (finding) => ({
      ...finding,
      status: introduced.has(finding) ? 'introduced' : 'existing',
      level: rule.level,
    }),
  };
}

/** Findings out of scope of which the merge base had fewer there and some in scope: they moved, nothing was fixed. */
export function movedOut(view: RuleView): Finding[] {
  const wereInScope = new Set(view.baseIn.map(({ fingerprint }) => fingerprint));
  const more = introducedFindings(view.headOut, view.baseOut);
  return view.headOut.filter((finding) => more.has(finding) && wereInScope.has(finding.fingerprint));
}

/** A file in scope that is a link or a submodule hides what it stands for. */
export function notFileReasons(view: RuleView, paths: readonly string[]): Reason[] {
  return paths.map((path) => ({
    message: `\`${path}\` is in the scope of \`${view.use.rule}\` and is a symbolic link or a submodule: what it stands for cannot be judged.`,
    next: 'Put a regular file in its place.',
    path,
  }));
}

/** What the analysis could not judge, as reasons. */
export function errorReasons(view: RuleView, errors: readonly AnalysisError[]): Reason[] {
  return errors.map(({ path, line, message }) => ({
    message: `\`${view.use.rule}\` could not judge all of \`${path}\` (line ${line}): ${message}`,
    next: 'Make the file one that parses as Rust and is UTF-8, so that it can be judged whole.',
    path,
    line,
  }));
}

/** A finding as a reason. */
export function findingReason(finding: Finding, what: string, next: string): Reason {
  const where = finding.function === null ? '' : ` in \`${finding.function}\``;
  return {
    message: `${what}: \`${finding.path}:${finding.line}\`${where}: ${finding.message}`,
    next,
    path: finding.path,
    line: finding.line,
  };
}
