import { createHash } from 'node:crypto';
import type { Evaluation, Problem } from '../evaluate/evaluation.js';
import type { GateResult, Reason } from '../gates/gate.js';
import { ANNOTATION_MESSAGE_BYTES, TITLE_BYTES } from '../github/limits.js';
import type { Annotation } from '../github/port.js';
import type { RuleDefinition } from '../rules/definition.js';
import { cutBytes, fitTitle } from './blocks.js';
import { distinctFindings, type GateFinding } from './findings.js';
import { unwrapped, visible } from './markdown.js';

/** Our own bound: each 50 cost a request, and nobody reads more. */
export const MOST_ANNOTATIONS = 1_000;

/**
 * The annotations of an evaluation: every finding, every reason that has a place, every problem with one. They are
 * shown as plain text, so nothing is escaped. The worst come first, so that a cut loses the least.
 * @param programFiles the files whose mistakes are not this commit's.
 */
export function annotationsOf(
  evaluation: Evaluation,
  rules: ReadonlyMap<string, RuleDefinition>,
  programFiles: ReadonlySet<string> = new Set(),
): Annotation[] {
  const all = [
    ...evaluation.problems.flatMap((problem) => problemAnnotation(problem, programFiles)),
    ...evaluation.gates.flatMap((gate) => gate.reasons.flatMap((reason) => reasonAnnotation(gate, reason))),
    ...distinctFindings(evaluation).map((finding) => findingAnnotation(finding, rules)),
  ];
  const order = { failure: 0, warning: 1, notice: 2 };
  return withoutTwins(all).sort((a, b) => order[a.level] - order[b.level]);
}

/** By which a recheck sees that a run already shows these annotations: GitHub can only append. */
export function annotationsDigest(annotations: readonly Annotation[]): string {
  return createHash('sha256').update(JSON.stringify(annotations)).digest('hex').slice(0, 16);
}

function findingAnnotation(
  { gate, verdict, finding }: GateFinding,
  rules: ReadonlyMap<string, RuleDefinition>,
): Annotation {
  const rule = rules.get(finding.rule);
  const advice =
    rule === undefined ? '' : `\n\nWhy: ${unwrapped(rule.why)}\n\nInstead: ${unwrapped(rule.instead)}`;
  const endLine =
    finding.endColumn <= 1 && finding.endLine > finding.line ? finding.endLine - 1 : finding.endLine;
  const oneLine = endLine === finding.line;
  return annotation({
    path: finding.path,
    startLine: finding.line,
    endLine,
    ...(oneLine && {
      startColumn: finding.column,
      endColumn: Math.max(finding.column, finding.endColumn - 1),
    }),
    level: levelOf(verdict, finding),
    title: `${gate}: ${rule?.title ?? finding.rule}`,
    message: `${visibleLines(`${finding.message}${movedWords(finding)}${waivedWords(finding)}`)}${advice}`,
  });
}

function waivedWords({ waivedBy }: GateFinding['finding']): string {
  return waivedBy === undefined ? '' : ` (waived by ${waivedBy})`;
}

function movedWords({ movedFrom }: GateFinding['finding']): string {
  return movedFrom === undefined ? '' : ` (moved from ${movedFrom.path}:${movedFrom.line})`;
}

/** What fails a gate is a failure; a hit that the gate tolerates, or that somebody waived, is only noted. */
function levelOf(
  verdict: GateResult['verdict'],
  { level, waivedBy }: GateFinding['finding'],
): Annotation['level'] {
  if (level === 'warning') return 'warning';
  return verdict === 'fail' && waivedBy === undefined ? 'failure' : 'notice';
}

function reasonAnnotation(gate: GateResult, reason: Reason): Annotation[] {
  if (reason.path === undefined || gate.verdict === 'pass' || gate.verdict === 'skip') return [];
  const covered = gate.findings.some(({ path, line }) => path === reason.path && line === reason.line);
  if (covered) return [];
  const line = reason.line ?? 1;
  const next =
    reason.next === undefined ? '' : `\n\nNext: ${[reason.next, ...(reason.paste ?? [])].join('\n')}`;
  return [
    annotation({
      path: reason.path,
      startLine: line,
      endLine: line,
      ...(reason.column !== undefined && { startColumn: reason.column, endColumn: reason.column }),
      level: gate.verdict === 'fail' ? 'failure' : 'notice',
      title: `${gate.gate}: ${gate.verdict === 'fail' ? 'fails here' : 'waits'}`,
      message: visibleLines(`${reason.message}${next}`),
    }),
  ];
}

/** A problem in a program file is one of the default branch, not of this commit: the summary says it. */
function problemAnnotation(
  { path, line = 1, message, next }: Problem,
  programFiles: ReadonlySet<string>,
): Annotation[] {
  if (path === undefined || programFiles.has(path)) return [];
  const title = 'Could not be judged';
  const text = visibleLines(next === undefined ? message : `${message}\n\nNext: ${next}`);
  return [annotation({ path, startLine: line, endLine: line, level: 'failure', title, message: text })];
}

function annotation(parts: Annotation): Annotation {
  return {
    ...parts,
    title: fitTitle(visible(parts.title), TITLE_BYTES),
    message: cutBytes(parts.message, ANNOTATION_MESSAGE_BYTES),
  };
}

function visibleLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(visible)
    .join('\n');
}

function withoutTwins(annotations: readonly Annotation[]): Annotation[] {
  const seen = new Set<string>();
  return annotations.filter((one) => {
    const key = [one.path, one.startLine, one.startColumn, one.title, one.message].join('\0');
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
