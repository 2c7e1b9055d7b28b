import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisReport, Finding } from '../rust/finding.js';
import type { TestState } from '../rust/test-functions.js';

/** A function that may be a test, as the analysis tells of it. */
export interface TestFunction {
  readonly state: TestState;
  /** With the modules of its file: `tests::ipv4::denies`. */
  readonly path: string;
  /** Digest of what it does; `-` where it has no body of its own. */
  readonly body: string;
  /** Whether a `mod` declares its file. */
  readonly declared: 'yes' | 'no' | 'unknown';
  readonly place: Finding;
}

/** What finds functions by globs over their names, for the gate of tests. */
export function testFunctionsRule(names: readonly string[]): RuleDefinition {
  return {
    version: 1,
    rule: 'required-test',
    detector: 'test-functions',
    level: 'error',
    title: 'A required test',
    why: '',
    instead: '',
    message: '{state} {declared} {body} {path}',
    tests: 'include',
    options: { names },
    examples: { bad: [], good: [] },
  };
}

/** The functions that the rule found: the analysis answers in findings, with what is known in the message. */
export function testFunctionsIn({ findings }: AnalysisReport): TestFunction[] {
  return findings.map((place) => {
    const [state, declared, body, path = ''] = place.message.split(' ');
    return {
      state: state as TestState,
      declared: declared as TestFunction['declared'],
      body: body ?? '-',
      path,
      place,
    };
  });
}

/** `` `tests::denies` (`src/lib.rs:3`) ``. */
export function testWords({ path, place }: TestFunction): string {
  return `\`${path}\` (\`${place.path}:${place.line}\`)`;
}

/** What keeps a function from being a test that runs, the most easily mended first. */
export const OBSTACLES: Readonly<Record<Exclude<TestState, 'runs'>, string>> = {
  ignored: 'is ignored by `#[ignore]`',
  unbuilt: 'is under a `cfg` that no build of the tests meets',
  nested: 'stands in another function, an `impl` or a `trait`, where no test is run',
  unmarked: 'has no test attribute',
  macro: 'stands in the body of a macro, which is no test before it is called',
  comment: 'stands in a comment',
};
