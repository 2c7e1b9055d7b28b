import { matcher } from '../program/globs.js';
import type { RuleUse } from '../program/schema.js';
import { compareFindings, type Finding } from '../rust/finding.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { pathsOf } from '../snapshot/tree.js';
import type { ClosedWave } from './closed-waves.js';
import { inReplacements } from './closure.js';
import { crateOf } from './crates.js';
import type { GateResult, JudgedFinding, Plan, Reason, RuleRequest } from './gate.js';
import { isRust, ruleRequests, type Trees } from './rule-scope.js';
import {
  errorReasons,
  findingReason,
  movedOut,
  notFileReasons,
  type RuleView,
  ruleViews,
} from './rule-view.js';
import { count, cutReasons } from './words.js';

/** Findings that stood there before and are named one by one. */
const MOST_NAMED = 5;

type KnownTrees = Trees & Pick<Plan, 'rules'>;

/** What the rules of closed waves are asked: those alone that the pull request's changes may concern. */
export function ratchetRequests(waves: readonly ClosedWave[], plan: KnownTrees): RuleRequest[] {
  return waves.flatMap((closed) =>
    ruleRequests(keyOf(closed), { ...plan, wave: closed.wave }, concerned(closed, plan)),
  );
}

/** Judges a pull request by the rules of closed waves; what stood there at the merge base is named and fails nothing. */
export function heldClosed(waves: readonly ClosedWave[], snapshot: Snapshot): Omit<GateResult, 'gate'> {
  if (waves.length === 0) {
    return {
      verdict: 'pass',
      reasons: [{ message: 'No wave is closed whose rules would hold.' }],
      findings: [],
    };
  }
  const outcomes = waves.map((wave) => judge(wave, snapshot));
  const notes = outcomes.flatMap((outcome) => outcome.notes);
  const fails = outcomes.flatMap((outcome) => outcome.fails);
  const findings = outcomes.flatMap((outcome) => outcome.findings).sort(compareFindings);
  return fails.length > 0
    ? { verdict: 'fail', reasons: cutReasons(fails), findings }
    : { verdict: 'pass', reasons: cutReasons(notes), findings };
}

function keyOf({ label }: ClosedWave): string {
  return `ratchet:${label}`;
}

/**
 * The uses of rules whose findings the changes may touch: Rust in their files, or in the crates of these files, where
 * what is named in them may be declared; a changed manifest moves the border of crates.
 */
function concerned({ wave }: ClosedWave, trees: Trees): RuleUse[] {
  const changed = trees.changes.flatMap(pathsOf).filter((path) => isRust(path) || isManifest(path));
  if (changed.length === 0) return [];
  const cratesOf = (paths: readonly string[]): Set<string | null> =>
    new Set(paths.flatMap((path) => [crateOf(path, trees.headTree), crateOf(path, trees.mergeBaseTree)]));
  const crates = cratesOf(changed);
  return wave.rules.filter((use) => {
    const inScope = matcher(use.in);
    if (changed.some(inScope)) return true;
    const scope = [...trees.headTree.keys(), ...trees.mergeBaseTree.keys()].filter(
      (path) => isRust(path) && inScope(path),
    );
    return [...cratesOf(scope)].some((crate) => crate !== null && crates.has(crate));
  });
}

function isManifest(path: string): boolean {
  return /(?:^|\/)Cargo\.toml$/u.test(path);
}

interface Outcome {
  readonly fails: readonly Reason[];
  readonly notes: readonly Reason[];
  readonly findings: readonly JudgedFinding[];
}

function judge(closed: ClosedWave, snapshot: Snapshot): Outcome {
  const uses = concerned(closed, snapshot);
  if (uses.length === 0) {
    const message = `${closed.label} is closed, and nothing that its rules judge is changed.`;
    return { fails: [], notes: [{ message }], findings: [] };
  }
  const views = ruleViews(keyOf(closed), uses, snapshot);
  const changed = new Set(snapshot.changes.flatMap(pathsOf));
  const hits = views.flatMap((view) => view.headIn.map((finding) => ({ view, finding })));
  const back = views.flatMap((view) => broughtBack(view, snapshot).map((finding) => ({ view, finding })));
  const failing = back.filter(({ view }) => view.level === 'error');
  const fails = [
    ...failing.map(({ view, finding }) => backReason(closed, view, finding)),
    ...notFileReasons(views.flatMap(({ scope }) => scope.notFiles).filter((path) => changed.has(path))),
    ...errorReasons(unseenIn(views).filter(({ path }) => changed.has(path))),
  ];
  const stood = hits.filter(
    ({ view, finding }) => view.judged(finding).status === 'existing' && view.level === 'error',
  );
  const notes = [
    { message: heldWords(closed, views) },
    ...stoodReasons(
      closed,
      stood.map(({ finding }) => finding),
    ),
  ];
  const findings = back.map(({ view, finding }) => view.judged(finding));
  if (!closed.isReportOnly) return { fails, notes, findings };
  const told = fails.map((reason) => ({ ...reason, message: `Report only: ${reason.message}` }));
  return { fails: [], notes: [...told, ...notes], findings };
}

/** New in the rule's files, or moved: within them, out of them, or into new files where one of theirs went away. */
function broughtBack(view: RuleView, snapshot: Snapshot): Finding[] {
  const within = view.headIn.filter((finding) => view.judged(finding).status !== 'existing');
  return [...new Set([...within, ...movedOut(view), ...inReplacements(view, snapshot)])];
}

/** What could not be judged in the files that the rules hold in. */
function unseenIn(views: readonly RuleView[]): RuleView['errors'] {
  return views.flatMap(({ errors, scope }) => errors.filter(({ path }) => scope.inScope(path)));
}

function backReason({ label }: ClosedWave, { use, judged }: RuleView, finding: Finding): Reason {
  const { status, movedFrom } = judged(finding);
  const what =
    status === 'moved' && movedFrom !== undefined
      ? `a hit of \`${use.rule}\` moved, from \`${movedFrom.path}:${movedFrom.line}\``
      : `a new hit of \`${use.rule}\``;
  const next = `Fix it here (\`wavegate explain ${use.rule}\` says how): what a closed wave has removed does not come back.`;
  return findingReason(finding, `${label} is closed, and this brings ${what}`, next);
}

function heldWords({ label }: ClosedWave, views: readonly RuleView[]): string {
  const rules = [...new Set(views.map(({ use }) => `\`${use.rule}\``))].join(', ');
  const files = new Set(views.flatMap(({ scope }) => scope.head)).size;
  return `${label} is closed: nothing new by ${rules} in the ${count(files, 'file')} where it holds.`;
}

function stoodReasons({ label }: ClosedWave, stood: readonly Finding[]): Reason[] {
  if (stood.length === 0) return [];
  const places = stood.slice(0, MOST_NAMED).map(({ path, line }) => `\`${path}:${line}\``);
  const more = stood.length - places.length;
  const rest = more > 0 ? ` and ${more} more` : '';
  const message = `The default branch went back on ${label}: ${count(stood.length, 'hit')} stood there before, at ${places.join(', ')}${rest}.`;
  return [{ message }];
}
