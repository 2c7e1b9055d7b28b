import type { Finding } from '../rust/finding.js';
import { compareFindings } from '../rust/finding.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Change } from '../snapshot/tree.js';
import { patternConditions } from './conditions/conditions-at.js';
import { crateOf } from './crates.js';
import type { Gate, JudgedFinding, Reason } from './gate.js';
import { isRust, ruleRequests } from './rule-scope.js';
import {
  errorReasons,
  findingReason,
  movedOut,
  notFileReasons,
  type RuleView,
  ruleViews,
} from './rule-view.js';
import { count, cutReasons } from './words.js';

/**
 * The wave's rules find nothing in their scope at head: whole files, changed or not. A finding that went elsewhere is
 * not fixed: neither where its like stood at the merge base, nor where a file in scope went away and a new file of the
 * crate has a hit.
 */
export const closureGate: Gate = {
  id: 'closure',
  title: 'Closure',
  steps: ['close'],
  // A wave may close by conditions on text alone, which the gate of patterns judges.
  asked: (position) => position.wave.rules.length > 0 || patternConditions(position).length === 0,
  needs: (plan) => ({ documents: [], rules: ruleRequests('closure', plan) }),
  evaluate(snapshot, { wave }) {
    if (wave.rules.length === 0) return { verdict: 'fail', reasons: [NO_RULES], findings: [] };
    const views = ruleViews('closure', wave.rules, snapshot);
    const outcomes = views.map((view) => judge(view, snapshot));
    const failures = [
      ...outcomes.flatMap(({ fails }) => fails),
      ...notFileReasons(views.flatMap(({ scope }) => scope.notFiles)),
      ...errorReasons(views.flatMap(({ errors }) => errors)),
    ];
    const findings = outcomes.flatMap((outcome) => outcome.findings).sort(compareFindings);
    const passed = outcomes.map(({ passed }) => ({ message: passed }));
    return failures.length > 0
      ? { verdict: 'fail', reasons: cutReasons(failures), findings }
      : { verdict: 'pass', reasons: passed, findings };
  },
};

const NO_RULES: Reason = {
  message: 'The wave has no rules to close with: nothing was judged.',
  next: 'Have a maintainer give the wave `rules` in the program on the default branch.',
  unseen: true,
};

interface Outcome {
  readonly fails: readonly Reason[];
  readonly passed: string;
  readonly findings: readonly JudgedFinding[];
}

function judge(view: RuleView, snapshot: Snapshot): Outcome {
  const moved = new Set([...movedOut(view), ...inReplacements(view, snapshot)]);
  const reported = [...view.headIn, ...moved];
  const hits =
    view.level === 'warning'
      ? []
      : reported.map((finding) =>
          findingReason(finding, hitWords(view, finding, moved.has(finding)), nextFor(view)),
        );
  return {
    fails: [...hits, ...nothingJudged(view)],
    passed: passedWords(view),
    findings: reported.map(view.judged),
  };
}

/** Hits in new files of a crate that lost a file in scope: the hits may have come from there, whatever their names. */
export function inReplacements(view: RuleView, { changes, headTree, mergeBaseTree }: Snapshot): Finding[] {
  const losing = new Set(view.scope.gone.map((path) => crateOf(path, mergeBaseTree)));
  if (losing.size === 0) return [];
  const arrived = new Set(changes.filter(isArrival).map(({ path }) => path));
  return view.headOut.filter(({ path }) => arrived.has(path) && losing.has(crateOf(path, headTree)));
}

function isArrival({ status, path }: Change): boolean {
  return (status === 'added' || status === 'renamed') && isRust(path);
}

function hitWords({ use, judged }: RuleView, finding: Finding, isOut: boolean): string {
  const { movedFrom } = judged(finding);
  const from = movedFrom === undefined ? '' : ` from \`${movedFrom.path}:${movedFrom.line}\``;
  if (isOut) return `\`${use.rule}\` (moved out of the closed files${from}, not fixed)`;
  return movedFrom === undefined ? `\`${use.rule}\`` : `\`${use.rule}\` (moved${from}, not fixed)`;
}

function nextFor({ use }: RuleView): string {
  return `Fix it (\`wavegate explain ${use.rule}\` says how): the rule must find nothing here for the wave to close.`;
}

/** A scope without a single file judges nothing, unless this pull request took its files away. */
function nothingJudged({ use, scope }: RuleView): Reason[] {
  if (scope.head.length > 0 || scope.gone.length > 0 || scope.notFiles.length > 0) return [];
  return [
    {
      message: `\`${use.rule}\` holds in ${use.in.map((glob) => `\`${glob}\``).join(', ')}, where there is no Rust file at head: nothing was judged.`,
      next: 'Have a maintainer correct `in` of the rule in the program on the default branch.',
      unseen: true,
    },
  ];
}

function passedWords({ use, scope, headIn, level }: RuleView): string {
  const hits =
    level === 'warning' && headIn.length > 0 ? `${count(headIn.length, 'warning')} of` : 'nothing by';
  const missing = scope.unmatchedPaths.map((path) => `\`${path}\``).join(', ');
  const note = missing === '' ? '' : ` (the program also names ${missing}, which is not there)`;
  return `${count(scope.head.length, 'file')} in scope, ${hits} \`${use.rule}\`${note}.`;
}
