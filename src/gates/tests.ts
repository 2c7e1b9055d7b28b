import type { RequiredTest, Step } from '../program/schema.js';
import { listed } from '../program/schema-words.js';
import type { AnalysisReport } from '../rust/finding.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Tree } from '../snapshot/tree.js';
import { filesIn } from './files-in.js';
import { frozenRequests, judgeFrozen } from './frozen-tests.js';
import type { Gate, Reason } from './gate.js';
import { isRust, requestKey } from './rule-scope.js';
import { errorReasons } from './rule-view.js';
import {
  OBSTACLES,
  type TestFunction,
  testFunctionsIn,
  testFunctionsRule,
  testWords,
} from './test-report.js';
import { count, cutReasons } from './words.js';

/**
 * The tests that the step demands are there and run, matched in code by the functions' names; and where the step freezes
 * tests, none is lost.
 */
export const testsGate: Gate = {
  id: 'tests',
  title: 'Tests',
  steps: ['freeze', 'change', 'close'],
  asked: ({ step }) => step.tests.length > 0 || isFrozen(step),
  needs(plan) {
    const required = plan.step.tests.map((test, index) => ({
      key: requestKey('tests', index),
      rule: testFunctionsRule(test.names),
      headPaths: filesOf(test, plan.headTree),
      mergeBasePaths: null,
    }));
    const frozen = isFrozen(plan.step) ? frozenRequests(plan.step, plan) : [];
    return { documents: [], rules: [...required, ...frozen] };
  },
  evaluate(snapshot, { step }) {
    const outcomes = step.tests.map((test, index) => judge(test, reportOf(index, snapshot), snapshot));
    const frozen = isFrozen(step) ? judgeFrozen(step, snapshot) : null;
    const fails = [
      ...outcomes.flatMap((outcome) => (outcome.met ? [] : outcome.reason)),
      ...(frozen?.fails ?? []),
      ...errorReasons(step.tests.flatMap((_, index) => reportOf(index, snapshot).errors)),
    ];
    if (fails.length > 0) return { verdict: 'fail', reasons: cutReasons(fails), findings: [] };
    const held = frozen === null ? [] : [{ message: frozen.holds }];
    return { verdict: 'pass', reasons: [...outcomes.map(({ reason }) => reason), ...held], findings: [] };
  },
};

function isFrozen(step: Step): boolean {
  return step['frozen-tests'].length > 0;
}

function filesOf(test: RequiredTest, tree: Tree): string[] {
  return filesIn(tree, test.in).filter(isRust);
}

function reportOf(index: number, { reports }: Snapshot): AnalysisReport {
  const found = reports.get(requestKey('tests', index));
  if (found === undefined) throw new Error(`The snapshot has no report of required test ${index}.`);
  return found.head;
}

interface Outcome {
  readonly met: boolean;
  readonly reason: Reason;
}

function judge(test: RequiredTest, report: AnalysisReport, { headTree }: Snapshot): Outcome {
  const candidates = testFunctionsIn(report);
  const [running] = candidates.filter(({ state }) => state === 'runs');
  if (running !== undefined) {
    return { met: true, reason: { message: `${test.what}: ${testWords(running)} tests it.` } };
  }
  const files = filesOf(test, headTree);
  return { met: false, reason: files.length === 0 ? nowhere(test) : missing(test, files.length, candidates) };
}

function nowhere(test: RequiredTest): Reason {
  return {
    message: `No test of ${test.what}: there is no Rust file in ${listed(test.in)}, where it was looked for.`,
    next: `Add a \`#[test]\` function named like ${listed(test.names, 'or')} there, or have a maintainer correct \`in\` in the program on the default branch.`,
    identity: `no test of ${test.what}`,
  };
}

const ORDER = Object.keys(OBSTACLES);
const MOST_CANDIDATES = 5;

function missing(test: RequiredTest, files: number, candidates: readonly TestFunction[]): Reason {
  const near = [...candidates].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const shown = near
    .slice(0, MOST_CANDIDATES)
    .map((candidate) => `${testWords(candidate)} ${obstacleOf(candidate)}`);
  const more =
    near.length > MOST_CANDIDATES ? [`${near.length - MOST_CANDIDATES} more do not count either`] : [];
  const but = near.length === 0 ? '' : ` But ${[...shown, ...more].join('; ')}.`;
  const [best] = near;
  return {
    message:
      `No test of ${test.what}: no test function named like ${listed(test.names, 'or')} runs, ` +
      `looked for in ${listed(test.in)} (${count(files, 'Rust file')}).${but}`,
    next: adviceFor(best),
    identity: `no test of ${test.what}`,
    ...(best !== undefined && best.state !== 'unmarked' && { path: best.place.path, line: best.place.line }),
  };
}

function obstacleOf({ state }: TestFunction): string {
  return state === 'runs' ? 'runs' : OBSTACLES[state];
}

function adviceFor(best: TestFunction | undefined): string {
  switch (best?.state) {
    case 'ignored':
      return `Make \`${best.path}\` pass without \`#[ignore]\`.`;
    case 'unbuilt':
      return `Let \`${best.path}\` be built: correct its \`cfg\`.`;
    case 'nested':
      return `Move \`${best.path}\` into a module.`;
    default:
      return 'Add a `#[test]` function of such a name that proves it.';
  }
}
