import type { Finding } from '../rust/finding.js';
import { compareFindings } from '../rust/finding.js';
import type { Gate, JudgedFinding, Reason } from './gate.js';
import { ruleRequests } from './rule-scope.js';
import { errorReasons, findingReason, notFileReasons, type RuleView, ruleViews } from './rule-view.js';
import { count, cutReasons } from './words.js';

/**
 * A change makes nothing worse: no rule of the wave has a hit in its scope that the merge base does not have, and none
 * comes up elsewhere in what the pull request changes. Hits are compared one by one, so that a fix does not pay for a
 * new one.
 */
export const driftGate: Gate = {
  id: 'drift',
  title: 'Drift',
  steps: ['change'],
  needs: (plan) => ({ documents: [], rules: ruleRequests('drift', plan) }),
  evaluate(snapshot, { wave }) {
    if (wave.rules.length === 0) {
      return { verdict: 'pass', reasons: [{ message: 'The wave has no rules to watch.' }], findings: [] };
    }
    const views = ruleViews('drift', wave.rules, snapshot);
    const outcomes = views.map(judge);
    const changed = new Set(snapshot.changes.map(({ path }) => path));
    const failures = [
      ...outcomes.flatMap(({ fails }) => fails),
      ...notFileReasons(views.flatMap(({ scope }) => scope.notFiles).filter((path) => changed.has(path))),
      ...errorReasons(views.flatMap(({ errors }) => errors).filter(({ path }) => changed.has(path))),
    ];
    const findings = outcomes.flatMap((outcome) => outcome.findings).sort(compareFindings);
    return failures.length > 0
      ? { verdict: 'fail', reasons: cutReasons(failures), findings }
      : { verdict: 'pass', reasons: outcomes.map(({ passed }) => ({ message: passed })), findings };
  },
};

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
