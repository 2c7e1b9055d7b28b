import { closureGate } from '../gates/closure.js';
import type { Gate, GateResult, JudgedFinding, Plan, Reason } from '../gates/gate.js';
import { patternsGate } from '../gates/patterns.js';
import { testsGate } from '../gates/tests.js';
import { stepsOf, wavesOf } from '../program/order.js';
import type { Position } from '../program/position.js';
import type { Program } from '../program/schema.js';
import type { RuleDefinition } from '../rules/definition.js';
import { NO_FACTS } from '../snapshot/facts.js';
import type { RuleReports, Snapshot, Subject } from '../snapshot/snapshot.js';
import type { Tree } from '../snapshot/tree.js';
import { contents } from './contents.js';
import { type RuleRunner, runRules } from './run-rules.js';

/** What a wave's closing step demands of code, judged at one commit: whole files, whatever changed. */
export interface WaveClosure {
  readonly waveId: string;
  readonly verdict: 'pass' | 'fail';
  /** Why it does not hold; where it does, in which files nothing was found. */
  readonly reasons: readonly Reason[];
  /** What the wave's rules find in their files, warnings left out. */
  readonly findings: readonly JudgedFinding[];
}

/** A commit of the default branch. */
export interface BranchTip {
  readonly branch: string;
  readonly sha: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** The gates of a closing step that judge what the files are, not what a pull request changes. */
const CLOSING: readonly Gate[] = [closureGate, testsGate, patternsGate];

/** A position with those of its gates that are judged, and what they read. */
interface Asked {
  readonly position: Position;
  readonly gates: readonly Gate[];
  /** Before the names of its requests: gates of several waves ask by the same names. */
  readonly prefix: string;
}

/**
 * Judges the closing steps of all waves at a commit, closed or not: as a pull request from there that changes nothing.
 * A wave that has nothing to close by is not in the answer.
 *
 * @param gates those to judge by; the closure gate alone counts what is left.
 * @throws RepositoryError, and what the analyzer throws.
 */
export async function judgeClosures(
  program: Program,
  rules: ReadonlyMap<string, RuleDefinition>,
  tip: BranchTip,
  runner: RuleRunner,
  gates: readonly Gate[] = CLOSING,
): Promise<Map<string, WaveClosure>> {
  const tree = await runner.repository.tree(tip.sha);
  runner.signal?.throwIfAborted();
  const asked = closingPositions(program).flatMap((position, index) => askedAt(position, index, gates));
  if (asked.length === 0) return new Map();
  const known = { ...NO_FACTS, ...unchanged(tip, tree), programs: [program], rules };
  const needs = asked.map(({ position, gates: own }) =>
    own.map((gate) => gate.needs({ ...position, ...known, subject: known } satisfies Plan)),
  );
  const documents = await contents(
    runner.repository,
    tree,
    needs.flat().flatMap((need) => [...need.documents, ...(need.baseDocuments ?? [])]),
  );
  const requests = asked.flatMap(({ prefix }, index) =>
    needs[index]!.flatMap((need) => need.rules).map((one) => ({ ...one, key: prefix + one.key })),
  );
  const reports = byPrefix(await runRules(runner, requests, tree, tree));
  const snapshot = { ...known, documents, baseDocuments: documents, proposal: null };
  return byWave(
    asked.map((one) => closureAt(one, { ...snapshot, reports: reports.get(one.prefix) ?? new Map() })),
  );
}

/** The steps that close each wave; of a wave without one its last, by whose end its rules hold. */
function closingPositions(program: Program): Position[] {
  return wavesOf(program).flatMap(([waveId, wave]) => {
    const steps = stepsOf(wave).map(([stepNumber, step]): Position => {
      return { program, waveId, wave, stepNumber, step };
    });
    const closing = steps.filter(({ step }) => step.kind === 'close');
    return closing.length > 0 || wave.rules.length === 0 ? closing : steps.slice(-1);
  });
}

function askedAt(position: Position, index: number, gates: readonly Gate[]): Asked[] {
  const isClose = position.step.kind === 'close';
  const own = gates.filter((gate) => (isClose ? (gate.asked?.(position) ?? true) : gate === closureGate));
  return own.length === 0 ? [] : [{ position, gates: own, prefix: `${index} ` }];
}

/** The facts of a pull request that changes nothing. */
function unchanged({ branch, sha, now }: BranchTip, tree: Tree) {
  const subject: Subject = {
    branch,
    baseBranch: branch,
    defaultBranch: branch,
    headSha: sha,
    baseSha: sha,
    mergeBaseSha: sha,
    now,
    pullRequest: null,
  };
  return { ...subject, changes: [], headTree: tree, mergeBaseTree: tree };
}

function byPrefix(reports: ReadonlyMap<string, RuleReports>): Map<string, Map<string, RuleReports>> {
  const all = new Map<string, Map<string, RuleReports>>();
  for (const [key, report] of reports) {
    const end = key.indexOf(' ') + 1;
    const prefix = key.slice(0, end);
    const own = all.get(prefix) ?? new Map<string, RuleReports>();
    all.set(prefix, own.set(key.slice(end), report));
  }
  return all;
}

function closureAt({ position, gates }: Asked, snapshot: Snapshot): WaveClosure {
  const results: GateResult[] = [];
  for (const gate of gates) results.push({ gate: gate.id, ...gate.evaluate(snapshot, position, results) });
  const failing = results.filter(({ verdict }) => verdict !== 'pass');
  return {
    waveId: position.waveId,
    verdict: failing.length > 0 ? 'fail' : 'pass',
    reasons: (failing.length > 0 ? failing : results).flatMap(({ reasons }) => reasons),
    findings: results.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error'),
  };
}

/** A wave of several closing steps is closed by all of them. */
function byWave(closures: readonly WaveClosure[]): Map<string, WaveClosure> {
  const waves = new Map<string, WaveClosure>();
  for (const closure of closures) {
    const known = waves.get(closure.waveId);
    waves.set(closure.waveId, known === undefined ? closure : together(known, closure));
  }
  return waves;
}

/** The rules are the wave's, so that both steps find the same. */
function together(a: WaveClosure, b: WaveClosure): WaveClosure {
  if (a.verdict !== b.verdict) return a.verdict === 'fail' ? a : b;
  const reasons = new Map([...a.reasons, ...b.reasons].map((reason) => [reason.message, reason]));
  return { ...a, reasons: [...reasons.values()] };
}
