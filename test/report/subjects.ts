import type { Evaluation } from '../../src/evaluate/evaluation.js';
import type { GateResult, JudgedFinding } from '../../src/gates/gate.js';
import type { RuleDefinition } from '../../src/rules/definition.js';

/** Evaluations to render, each with only what a test cares about. */

export const HEAD = '1234567890123456789012345678901234567890';
export const URL_OF_PULL = 'https://github.com/acme/widgets/pull/7';

export function finding(change: Partial<JudgedFinding> = {}): JudgedFinding {
  return {
    rule: 'blocking-io-in-async',
    path: 'crates/runner/src/run.rs',
    line: 12,
    column: 9,
    endLine: 12,
    endColumn: 40,
    message: '`std::fs::read_to_string` blocks in the async function `run_once`',
    function: 'Runner::run_once',
    confidence: 'certain',
    fingerprint: 'run_once/read_to_string/0',
    status: 'introduced',
    level: 'error',
    ...change,
  };
}

export function gate(change: Partial<GateResult> = {}): GateResult {
  return { gate: 'scope', verdict: 'pass', reasons: [], findings: [], ...change };
}

export function evaluation(change: Partial<Evaluation> = {}): Evaluation {
  return {
    program: 'wave8',
    wave: 'c',
    step: '3',
    label: 'wave8c step 3',
    conclusion: 'success',
    gates: [gate({ gate: 'branch' }), gate()],
    reportOnly: false,
    problems: [],
    proposal: null,
    branch: 'codex/wave8c-step3-close',
    headSha: HEAD,
    ...change,
  };
}

export const RULES: ReadonlyMap<string, RuleDefinition> = new Map([
  [
    'blocking-io-in-async',
    {
      version: 1,
      rule: 'blocking-io-in-async',
      detector: 'blocking-io-in-async',
      level: 'error',
      title: 'Blocking I/O in async code',
      why: 'It holds a worker thread of the runtime, and other tasks wait.',
      instead: 'Use `tokio::fs`, or `tokio::task::spawn_blocking`.',
      message: '{call} blocks',
      tests: 'exclude',
      options: {},
      examples: { bad: ['x'], good: ['y'] },
    },
  ],
]);
