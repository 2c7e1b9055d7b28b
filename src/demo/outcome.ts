import { assemblePrograms } from '../program/program-set.js';
import { loadShipped } from '../program/shipped.js';
import { gateTable } from './gate-table.js';
import type { Expected } from './scenario.js';
import type { AnnotationView, CheckRunView, PullRequestView } from './view.js';

/** What the check run and the review say, in the words in which the table of scenarios expects it. */
export interface Outcome {
  readonly conclusion: string;
  readonly state: PullRequestView['state'];
  readonly gates: Readonly<Record<string, string>>;
  readonly findings: readonly string[];
  readonly comments: readonly string[];
}

export function outcomeOf(view: PullRequestView): Outcome {
  const [run] = view.checkRuns;
  const open = view.threads.filter((thread) => !thread.resolved);
  return {
    conclusion: run === undefined ? 'no check run' : (run.conclusion ?? run.status),
    state: view.state,
    gates: run === undefined ? {} : verdictsOf(run),
    findings: (run?.annotations ?? []).flatMap(findingOf).sort(),
    comments: open.map((thread) => `${thread.path}:${thread.line ?? '?'}`).sort(),
  };
}

function verdictsOf(run: CheckRunView): Record<string, string> {
  return Object.fromEntries(gateTable(run).map(({ gate, verdict }) => [gate, verdict]));
}

/** An annotation is titled `gate: rule's title`; one of a gate's reason names no rule and is no finding. */
function findingOf(annotation: AnnotationView): string[] {
  const title = annotation.title.slice(annotation.title.indexOf(': ') + 2);
  const rule = RULE_IDS.get(title);
  return rule === undefined ? [] : [`${rule} ${annotation.path}:${annotation.startLine}`];
}

const RULE_IDS: ReadonlyMap<string, string> = new Map(
  [...assemblePrograms([], loadShipped()).rules.values()].map((rule) => [rule.title, rule.rule]),
);

/** What differs, a line each; empty when everything is as expected. */
export function differences(expected: Expected, seen: Outcome): string[] {
  const lists = (['findings', 'comments'] as const).flatMap((list) => [
    ...missing(expected[list], seen[list]).map((each) => `expected but not seen in ${list}: ${each}`),
    ...missing(seen[list], expected[list]).map((each) => `seen but not expected in ${list}: ${each}`),
  ]);
  return [
    ...differ('conclusion', expected.conclusion, seen.conclusion),
    ...differ('state', expected.state, seen.state),
    ...Object.entries(expected.gates).flatMap(([gate, verdict]) =>
      differ(`gate ${gate}`, verdict, seen.gates[gate] ?? 'absent'),
    ),
    ...Object.entries(seen.gates).flatMap(([gate, verdict]) =>
      gate in expected.gates || verdict === 'pass' || verdict === 'skip'
        ? []
        : [`gate ${gate}: expected pass or skip, seen ${verdict}`],
    ),
    ...lists,
  ];
}

function differ(what: string, expected: string, seen: string): string[] {
  return expected === seen ? [] : [`${what}: expected ${expected}, seen ${seen}`];
}

/** The elements of `from` beyond those that `others` has, counted. */
function missing(from: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return from.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
