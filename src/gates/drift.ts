import type { Finding } from '../rust/finding.js';
import { compareFindings } from '../rust/finding.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { driftConditions } from './conditions/conditions-at.js';
import { judgeConditions } from './conditions/judge-conditions.js';
import { conditionNeeds } from './conditions/needs.js';
import type { Gate, JudgedFinding, Reason } from './gate.js';
import { ruleRequests } from './rule-scope.js';
import { errorReasons, findingReason, notFileReasons, type RuleView, ruleViews } from './rule-view.js';
import { count, cutReasons } from './words.js';

/**
 * A change makes nothing worse: no rule of the wave has a hit in its scope that the merge base does not have, none comes
 * up elsewhere in what the pull request changes, and no counted pattern stands there more often. Hits of rules are
 * compared one by one, so that a fix does not pay for a new one.
 */
export const driftGate: Gate = {
  id: 'drift',
  title: 'Drift',
  steps: ['change'],
  needs(plan) {
    const conditions = conditionNeeds('drift', driftConditions(plan), plan);
    return { ...conditions, rules: [...ruleRequests('drift', plan), ...conditions.rules] };
  },
  evaluate(snapshot, position) {
    const views = ruleViews('drift', position.wave.rules, snapshot);
    const outcomes = views.map(judge);
    const counted = judgeConditions('drift', driftConditions(position), snapshot);
    const fails = [
      ...outcomes.flatMap((outcome) => outcome.fails),
      ...counted.fails,
      ...unseen(views, snapshot),
    ];
    const findings = outcomes.flatMap((outcome) => outcome.findings).sort(compareFindings);
    if (fails.length > 0) return { verdict: 'fail', reasons: cutReasons(fails), findings };
    const holds = [...outcomes.map(({ passed }) => ({ message: passed })), ...counted.holds];
    return { verdict: 'pass', reasons: holds.length > 0 ? cutReasons(holds) : [NOTHING], findings };
  },
};

const NOTHING: Reason = { message: 'The wave has no rules and no counted patterns to watch.' };

/** What could not be judged, where the pull request changed it. */
function unseen(views: readonly RuleView[], { changes }: Snapshot): Reason[] {
  const changed = new Set(changes.map(({ path }) => path));
  return [
    ...notFileReasons(views.flatMap(({ scope }) => scope.notFiles).filter((path) => changed.has(path))),
    ...errorReasons(views.flatMap(({ errors }) => errors).filter(({ path }) => changed.has(path))),
  ];
}

interface Outcome {
  readonly fails: readonly Reason[];
  readonly passed: string;
  readonly findings: readonly JudgedFinding[];
}

function judge(view: RuleView): Outcome {
  const more = [...view.headIn, ...view.headOut].filter((finding) => isMore(view, finding));
  return {
    fails: view.level === 'warning' ? [] : more.map((finding) => reasonFor(view, finding)),
    passed: passedWords(view),
    findings: more.map(view.judged),
  };
}

/** New, or come over the border of the rule's files. What took another name as it moved is not taken on trust. */
function isMore({ origins, scope }: RuleView, finding: Finding): boolean {
  const origin = origins.get(finding);
  return (
    origin === undefined ||
    origin.fingerprint !== finding.fingerprint ||
    scope.inScope(origin.path) !== scope.inScope(finding.path)
  );
}

function passedWords(view: RuleView): string {
  const moved = view.headIn.filter((finding) => view.judged(finding).status === 'moved').length;
  const note = moved === 0 ? '' : `, ${moved} of them moved within it`;
  return `\`${view.use.rule}\`: ${count(view.baseIn.length, 'hit')} in scope at the merge base, ${view.headIn.length} at head${note}.`;
}

function reasonFor(view: RuleView, finding: Finding): Reason {
  const { status, movedFrom } = view.judged(finding);
  const place = view.scope.inScope(finding.path) ? 'in its scope' : 'outside its files';
  const what =
    status === 'moved' && movedFrom !== undefined
      ? `\`${view.use.rule}\` has a hit ${place} that only moved, from \`${movedFrom.path}:${movedFrom.line}\``
      : `\`${view.use.rule}\` has a new hit ${place}`;
  return findingReason(
    finding,
    what,
    `A change may remove hits and must not bring or move any: fix it here (\`wavegate explain ${view.use.rule}\` says how).`,
  );
}
