import type { Notification, ReportingDescriptor, Result } from 'sarif';
import type { Evaluation, Problem } from '../evaluate/evaluation.js';
import { headline } from '../evaluate/headline.js';
import type { FindingStatus, GateResult, Reason } from '../gates/gate.js';
import { GATES } from '../gates/gates.js';
import type { RuleDefinition } from '../rules/definition.js';
import { compareText } from '../rust/finding.js';
import { distinctFindings, type GateFinding } from './findings.js';
import { ownReasons } from './gate-words.js';
import { reasonLine } from './json.js';
import {
  findingResult,
  location,
  ruleDescriptor,
  type SarifParts,
  type SarifRun,
  sarifLog,
} from './sarif.js';
import type { LineOf } from './scan-text.js';

/**
 * An evaluation as a SARIF 2.1.0 log. Findings are results of their rules, and reasons with a place are results of
 * their gates; what has no place is a notification, for viewers refuse results without one.
 */
export function checkSarif(
  evaluation: Evaluation,
  rules: ReadonlyMap<string, RuleDefinition>,
  lineOf: LineOf,
  version: string,
): string {
  const found = distinctFindings(evaluation);
  const judging = evaluation.gates.filter(({ verdict }) => verdict === 'fail' || verdict === 'wait');
  const reasons = judging.flatMap((gate) => ownReasons(gate).map((reason) => ({ gate, reason })));
  const ids = [...new Set(found.map(({ finding }) => finding.rule))].sort(compareText);
  const parts: SarifParts = {
    rules: [...ids.flatMap((id) => descriptorOf(rules.get(id))), ...judging.map(gateDescriptor)],
    results: [
      ...found.map((one) => resultOf(one, lineOf)),
      ...reasons.flatMap(({ gate, reason }) => reasonResult(gate, reason)),
    ],
    notifications: [
      ...evaluation.problems.map(problemNotification),
      ...reasons.flatMap(({ gate, reason }) => reasonNotification(gate, reason)),
    ],
    properties: {
      headline: headline(evaluation),
      conclusion: evaluation.conclusion,
      program: evaluation.program,
      wave: evaluation.wave,
      step: evaluation.step,
      gates: evaluation.gates.map(({ gate, verdict }) => ({ gate, verdict })),
    },
  };
  const run: SarifRun = {
    version,
    category: ['wavegate/check', evaluation.program].filter(Boolean).join('/'),
  };
  return sarifLog(run, parts);
}

function descriptorOf(rule: RuleDefinition | undefined): ReportingDescriptor[] {
  return rule === undefined ? [] : [ruleDescriptor(rule)];
}

function gateDescriptor({ gate }: GateResult): ReportingDescriptor {
  const title = GATES.find(({ id }) => id === gate)?.title ?? gate;
  return { id: gateId(gate), shortDescription: { text: `Gate: ${title}` } };
}

/** Gates and rules may be called alike. */
function gateId(gate: string): string {
  return `gate/${gate}`;
}

const BASELINE = { introduced: 'new', existing: 'unchanged', moved: 'updated' } as const satisfies Record<
  FindingStatus,
  Result.baselineState
>;

function resultOf({ verdict, finding }: GateFinding, lineOf: LineOf): Result {
  const level = finding.level === 'warning' ? 'warning' : verdict === 'fail' ? 'error' : 'note';
  return {
    ...findingResult(finding, level, lineOf),
    baselineState: BASELINE[finding.status],
    ...(finding.waivedBy !== undefined && {
      suppressions: [
        { kind: 'external', status: 'accepted', justification: `Waived by ${finding.waivedBy}.` },
      ],
    }),
  };
}

function reasonResult(gate: GateResult, reason: Reason): Result[] {
  if (reason.path === undefined) return [];
  const { line, column } = reason;
  const region =
    line === undefined
      ? undefined
      : { startLine: line, ...(column !== undefined && { startColumn: column }) };
  return [
    {
      ruleId: gateId(gate.gate),
      level: gate.verdict === 'fail' ? 'error' : 'note',
      message: { text: reasonLine(reason) },
      locations: [location(reason.path, region)],
    },
  ];
}

/** That a gate fails does not make the run one that failed: only what could not be judged does. */
function reasonNotification(gate: GateResult, reason: Reason): Notification[] {
  if (reason.path !== undefined) return [];
  return [
    {
      level: gate.verdict === 'fail' ? 'warning' : 'note',
      message: { text: `${gate.gate}: ${reasonLine(reason)}` },
      associatedRule: { id: gateId(gate.gate) },
    },
  ];
}

function problemNotification({ message, next, path, line, column }: Problem): Notification {
  const region =
    line === undefined
      ? undefined
      : { startLine: line, ...(column !== undefined && { startColumn: column }) };
  return {
    level: 'error',
    message: { text: next === undefined ? message : `${message} ${next}` },
    ...(path !== undefined && { locations: [location(path, region)] }),
  };
}
