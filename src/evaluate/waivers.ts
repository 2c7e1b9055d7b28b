import type { Failure, Gate, GateResult, JudgedFinding, Reason } from '../gates/gate.js';
import type { Waiver } from '../snapshot/facts.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { failuresOf } from './failures.js';

/**
 * A gate's result after the waivers: what somebody answers for fails nothing, and is shown. Pure; time is the
 * snapshot's.
 *
 * A waiver is given for what failed then. It holds as long as nothing else fails under its target: a failure that is
 * mended leaves it in force, another one ends it, for all.
 */
export function afterWaivers(gate: Gate, result: GateResult, snapshot: Snapshot): GateResult {
  if (result.verdict !== 'fail' || result.reasons.length === 0) return result;
  const failures = failuresOf(gate, result, snapshot);
  const given = (snapshot.waivers ?? []).filter(({ target }) => concerns(target, gate.id, failures));
  const inForce = given.filter(({ until }) => !isOver(until, snapshot.now));
  const covered = coverage(gate.id, failures, inForce);
  const waivers = inForce.filter((waiver) => covered.includes(waiver));
  const left = result.reasons.filter((_, index) => covered[index] === undefined);
  const until = earliestEnd(waivers);
  const kept = {
    ...result,
    failures,
    findings: markWaived(result.findings, failures, covered),
    ...(until !== undefined && { until }),
  };
  if (left.length > 0) {
    const ended = given.filter((waiver) => !waivers.includes(waiver));
    const reasons = [...left, ...waivers.map(waiverReason), ...endedReasons(ended, waivers, snapshot.now)];
    return { ...kept, reasons, ...(waivers.length > 0 && { waivers }) };
  }
  const reasons = [...waivers.map(waiverReason), ...result.reasons.map(waivedReason)];
  return { ...kept, verdict: 'pass', reasons, waivers };
}

function earliestEnd(waivers: readonly Waiver[]): string | undefined {
  return waivers.flatMap(({ until }) => until ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** Whether a waiver's time is over: `until` is the first instant at which it does not count. */
export function isOver(until: string | null, now: string): boolean {
  return until !== null && !(Date.parse(until) > Date.parse(now));
}

/** The digest of failures, as a waiver carries it: their keys. */
export function digestOf(failures: readonly Failure[]): string {
  return [...new Set(failures.map(({ key }) => key))].sort().join('.');
}

/** The failures that a target stands for: a gate's, a rule's or one finding's. */
export function failuresUnder(target: string, gate: string, failures: readonly Failure[]): Failure[] {
  if (target === gate) return [...failures];
  return failures.filter(({ rule, fingerprint }) => rule === target || fingerprint === target);
}

function concerns(target: string, gate: string, failures: readonly Failure[]): boolean {
  return failuresUnder(target, gate, failures).length > 0;
}

/** The waiver that covers each failure, if one does: those of findings and rules first, the gate's for what is left. */
function coverage(
  gate: string,
  failures: readonly Failure[],
  waivers: readonly Waiver[],
): (Waiver | undefined)[] {
  const covered: (Waiver | undefined)[] = failures.map(() => undefined);
  const narrowFirst = [...waivers].sort((a, b) => Number(a.target === gate) - Number(b.target === gate));
  for (const waiver of narrowFirst) {
    const under = new Set(failuresUnder(waiver.target, gate, failures));
    const open = failures.filter((failure, index) => under.has(failure) && covered[index] === undefined);
    if (!open.every((failure) => covers(waiver, failure))) continue;
    failures.forEach((failure, index) => {
      if (open.includes(failure)) covered[index] = waiver;
    });
  }
  return covered;
}

function covers({ digest }: Waiver, { key, waivable }: Failure): boolean {
  return waivable && digest.split('.').includes(key);
}

/** A finding is waived where all that it fails is. */
function markWaived(
  findings: readonly JudgedFinding[],
  failures: readonly Failure[],
  covered: readonly (Waiver | undefined)[],
): JudgedFinding[] {
  return findings.map((finding) => {
    const own = failures.flatMap(({ rule, fingerprint }, index) =>
      rule === finding.rule && fingerprint === finding.fingerprint ? [covered[index]] : [],
    );
    const by = own[0]?.by;
    return by === undefined || own.includes(undefined) ? finding : { ...finding, waivedBy: by };
  });
}

/** What failed, without what was to do about it. */
function waivedReason({ message, path, line }: Reason): Reason {
  return {
    message: `Waived: ${message}`,
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
  };
}

function waiverReason({ by, reason, until, headSha, target }: Waiver): Reason {
  const end = until === null ? '' : `, ${untilWords(until)}`;
  return {
    message: `\`${target}\` is waived by \`${by}\` at \`${headSha.slice(0, 10)}\`${end}: ${reason}`,
  };
}

/** `until 2026-03-01`: the last day on which it holds, in UTC. */
export function untilWords(until: string): string {
  return `until ${new Date(Date.parse(until) - 1).toISOString().slice(0, 10)} (UTC, that day included)`;
}

/** Why waivers of what fails do not hold any more: the newest of each target, unless another took its place. */
function endedReasons(ended: readonly Waiver[], inForce: readonly Waiver[], now: string): Reason[] {
  const newest = new Map(ended.map((waiver) => [waiver.target, waiver]));
  for (const { target } of inForce) newest.delete(target);
  return [...newest.values()].map(({ target, by, until }) => ({
    message: isOver(until, now)
      ? `The waiver of \`${target}\` by \`${by}\` has expired.`
      : `The waiver of \`${target}\` by \`${by}\` has ended: something fails that it was not given for.`,
    next: 'Mend what fails; if it has to stand, somebody with write access can waive it again.',
  }));
}
