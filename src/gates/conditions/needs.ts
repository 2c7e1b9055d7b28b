import type { Condition } from '../../program/text-gate-schema.js';
import type { RuleDefinition } from '../../rules/definition.js';
import { linePattern } from '../../text/line-pattern.js';
import type { Needs, RuleRequest } from '../gate.js';
import { isRust } from '../rule-scope.js';
import { patternKey, rustPatternOf, testCodeKey } from './hit-reader.js';
import type { Reading, Trees } from './kind.js';
import { bound } from './kinds.js';

/** A condition and the files that it is judged by. */
interface Planned {
  readonly condition: Condition;
  readonly reading: Reading;
}

/** What a gate must read to judge conditions; only what differs, where both ends are compared. */
export function conditionNeeds(gate: string, conditions: readonly Condition[], trees: Trees): Needs {
  const planned = conditions.map((condition) => ({ condition, reading: bound(condition).reads(trees) }));
  const texts = planned.filter(({ condition }) => isReadAsText(condition));
  return {
    documents: unique(texts.flatMap(({ reading }) => reading.head)),
    baseDocuments: unique(texts.flatMap(({ reading }) => reading.mergeBase)),
    rules: [...planned.flatMap((one, index) => patternRequest(gate, index, one)), ...testCode(gate, texts)],
  };
}

/** What is named in Rust is told by the analysis, but for the lines that are excepted. */
function isReadAsText(condition: Condition): boolean {
  return rustPatternOf(condition) === null || ('except' in condition && condition.except !== undefined);
}

function patternRequest(gate: string, index: number, { condition, reading }: Planned): RuleRequest[] {
  const pattern = rustPatternOf(condition);
  if (pattern === null) return [];
  const tests = 'tests' in condition ? condition.tests : 'include';
  const rule = ruleOf('rust-pattern', { ...pattern }, tests);
  const alone = pattern.kind !== 'call' && tests === 'include';
  return [{ ...requestFor(patternKey(gate, index), rule, reading), alone }];
}

/** Where test code is, in files that conditions search without it. */
function testCode(gate: string, planned: readonly Planned[]): RuleRequest[] {
  const asking = planned.filter(({ condition }) => 'tests' in condition && condition.tests === 'exclude');
  if (asking.length === 0) return [];
  const reading = {
    head: unique(asking.flatMap(({ reading: { head } }) => head)),
    mergeBase: unique(asking.flatMap(({ reading: { mergeBase } }) => mergeBase)),
  };
  const literals = asking.map(({ condition }) => literalIn(condition));
  const having = literals.includes('') ? {} : { having: unique(literals) };
  return [requestFor(testCodeKey(gate), ruleOf('test-code', having, 'include'), reading)];
}

/** What a file must have for test code to matter in it. */
function literalIn(condition: Condition): string {
  const pattern = 'pattern' in condition ? condition.pattern : '';
  return typeof pattern === 'string' && pattern !== '' ? linePattern(pattern).literal : '';
}

function requestFor(key: string, rule: RuleDefinition, { head, mergeBase }: Reading): RuleRequest {
  const before = mergeBase.filter(isRust);
  return { key, rule, headPaths: head.filter(isRust), mergeBasePaths: before.length > 0 ? before : null };
}

/** The analysis answers in findings: one for each place. */
function ruleOf(
  detector: string,
  options: Readonly<Record<string, unknown>>,
  tests: 'include' | 'exclude',
): RuleDefinition {
  return {
    version: 1,
    rule: detector,
    detector,
    level: 'error',
    title: '',
    why: '',
    instead: '',
    message: '',
    tests,
    options,
    examples: { bad: [], good: [] },
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
