import type { Evaluation } from '../evaluate/evaluation.js';
import type { GateResult, JudgedFinding, Verdict } from '../gates/gate.js';
import { compareFindings } from '../rust/finding.js';

/** A finding with the gate that reports it. */
export interface GateFinding {
  readonly gate: string;
  readonly verdict: Verdict;
  readonly finding: JudgedFinding;
}

/** Every finding once, by the gate that takes it hardest, in the order of places. */
export function distinctFindings(evaluation: Evaluation): GateFinding[] {
  const byPlace = new Map<string, GateFinding>();
  for (const gate of evaluation.gates) {
    for (const finding of gate.findings) {
      const key = [finding.rule, finding.path, finding.line, finding.column].join('\0');
      const known = byPlace.get(key);
      if (known === undefined || weight(gate, finding) > weight(known, known.finding)) {
        byPlace.set(key, { gate: gate.gate, verdict: gate.verdict, finding });
      }
    }
  }
  return [...byPlace.values()].sort((a, b) => compareFindings(a.finding, b.finding));
}

function weight({ verdict }: Pick<GateResult, 'verdict'>, finding: JudgedFinding): number {
  return (verdict === 'fail' ? 2 : 0) + (finding.status === 'existing' ? 0 : 1);
}
