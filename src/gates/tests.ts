import { matcher } from '../program/globs.js';
import type { RequiredTest } from '../program/schema.js';
import { listed } from '../program/schema-words.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisReport, Finding } from '../rust/finding.js';
import type { TestState } from '../rust/test-functions.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { isFile, type Tree } from '../snapshot/tree.js';
import type { Gate, Reason } from './gate.js';
import { isRust, requestKey } from './rule-scope.js';
import { errorReasons } from './rule-view.js';
import { count, cutReasons } from './words.js';

/** The tests that the step demands are there and run: matched in code, by the functions' names. */
export const testsGate: Gate = {
  id: 'tests',
  title: 'Tests',
  steps: ['freeze', 'change', 'close'],
  asked: ({ step }) => step.tests.length > 0,
  needs: ({ step, headTree }) => ({
    documents: [],
    rules: step.tests.map((test, index) => ({
      key: requestKey('tests', index),
      rule: ruleFor(test),
      headPaths: filesOf(test, headTree),
      mergeBasePaths: null,
    })),
  }),
  evaluate(snapshot, { step }) {
    const outcomes = step.tests.map((test, index) => judge(test, reportOf(index, snapshot), snapshot));
    const missing = outcomes.flatMap((outcome) => (outcome.met ? [] : outcome.reason));
    const broken = errorReasons(step.tests.flatMap((_, index) => reportOf(index, snapshot).errors));
    const fails = [...missing, ...broken];
    return fails.length > 0
      ? { verdict: 'fail', reasons: cutReasons(fails), findings: [] }
      : { verdict: 'pass', reasons: outcomes.map(({ reason }) => reason), findings: [] };
  },
};

/** The analysis answers in findings: one for each function of a name that is asked for, its state as the message. */
function ruleFor({ names }: RequiredTest): RuleDefinition {
  return {
    version: 1,
    rule: 'required-test',
    detector: 'test-functions',
    level: 'error',
    title: 'A required test',
    why: '',
    instead: '',
    message: '{state} {path}',
    tests: 'include',
    options: { names },
    examples: { bad: [], good: [] },
  };
}

function filesOf(test: RequiredTest, tree: Tree): string[] {
  const inScope = matcher(test.in);
  return [...tree.values()]
    .filter((entry) => isRust(entry.path) && inScope(entry.path) && isFile(entry))
    .map(({ path }) => path);
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

/** A function of a name that is asked for. */
interface Candidate {
  readonly state: string;
  readonly name: string;
  readonly place: Finding;
}

function judge(test: RequiredTest, report: AnalysisReport, { headTree }: Snapshot): Outcome {
  const candidates = report.findings.map(candidateOf);
  const [running] = candidates.filter(({ state }) => state === 'runs');
  if (running !== undefined) {
    return { met: true, reason: { message: `${test.what}: ${placeWords(running)} tests it.` } };
  }
  const files = filesOf(test, headTree);
  return { met: false, reason: files.length === 0 ? nowhere(test) : missing(test, files.length, candidates) };
}

function candidateOf(place: Finding): Candidate {
  const space = place.message.indexOf(' ');
  return { state: place.message.slice(0, space), name: place.message.slice(space + 1), place };
}

function placeWords({ name, place }: Candidate): string {
  return `\`${name}\` (\`${place.path}:${place.line}\`)`;
}

function nowhere(test: RequiredTest): Reason {
  return {
    message: `No test of ${test.what}: there is no Rust file in ${listed(test.in)}, where it was looked for.`,
    next: `Add a \`#[test]\` function named like ${listed(test.names, 'or')} there, or have a maintainer correct \`in\` in the program on the default branch.`,
    identity: `no test of ${test.what}`,
  };
}

/** What keeps a function of the right name from being the test, the most easily mended first. */
const OBSTACLES: Readonly<Record<Exclude<TestState, 'runs'>, string>> = {
  ignored: 'is ignored by `#[ignore]`',
  unbuilt: 'is under a `cfg` that no build of the tests meets',
  nested: 'stands in another function, an `impl` or a `trait`, where no test is run',
  unmarked: 'has no test attribute',
  macro: 'stands in the body of a macro, which is no test before it is called',
  comment: 'stands in a comment',
};
const ORDER = Object.keys(OBSTACLES);
const MOST_CANDIDATES = 5;

function missing(test: RequiredTest, files: number, candidates: readonly Candidate[]): Reason {
  const near = [...candidates].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const shown = near
    .slice(0, MOST_CANDIDATES)
    .map((candidate) => `${placeWords(candidate)} ${obstacleOf(candidate)}`);
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

function obstacleOf({ state }: Candidate): string {
  return OBSTACLES[state as keyof typeof OBSTACLES] ?? 'does not count';
}

function adviceFor(best: Candidate | undefined): string {
  switch (best?.state) {
    case 'ignored':
      return `Make \`${best.name}\` pass without \`#[ignore]\`.`;
    case 'unbuilt':
      return `Let \`${best.name}\` be built: correct its \`cfg\`.`;
    case 'nested':
      return `Move \`${best.name}\` into a module.`;
    default:
      return 'Add a `#[test]` function of such a name that proves it.';
  }
}
