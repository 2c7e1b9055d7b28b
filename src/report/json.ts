import type { Evaluation } from '../evaluate/evaluation.js';
import type { Reason } from '../gates/gate.js';
import type { AnalysisReport, Finding } from '../rust/finding.js';
import type { Waiver } from '../snapshot/facts.js';
import type { Proposal } from '../snapshot/proposal.js';

/** The JSON that `wavegate check` prints: machines depend on its shape. */
export function checkJson(evaluation: Evaluation): string {
  const { program, wave, step, conclusion, gates, problems, reportOnly, proposal } = evaluation;
  return print({
    program,
    wave,
    step: step === null ? null : stepValue(step),
    conclusion,
    gates: gates.map(({ gate, verdict, reasons, findings, waivers = [] }) => ({
      gate,
      verdict,
      reasons: reasons.map(reasonLine),
      findings: findings.map((finding) => ({
        ...findingJson(finding),
        status: finding.status,
        ...(finding.movedFrom === undefined ? {} : { movedFrom: finding.movedFrom }),
        level: finding.level,
        ...(finding.waivedBy === undefined ? {} : { waivedBy: finding.waivedBy }),
      })),
      ...(waivers.length > 0 ? { waivers: waivers.map(waiverJson) } : {}),
    })),
    ...(reportOnly ? { reportOnly } : {}),
    ...(problems.length > 0 ? { problems } : {}),
    ...(proposal === null ? {} : { programFiles: proposalJson(proposal) }),
  });
}

function proposalJson({ paths, mistakeCount, mends, changes, changeCounts, diverged }: Proposal) {
  return {
    paths,
    valid: mistakeCount === 0,
    mends,
    changes: changes.map(({ effect, where, places, message }) => ({ effect, where, places, message })),
    changeCounts,
    ...(diverged.length > 0 ? { diverged } : {}),
  };
}

function waiverJson({ target, by, reason, headSha, until, url }: Waiver) {
  return { target, by, reason, head: headSha, until, url };
}

/** A step as a number where its id is one: ids such as `2-5-b` stay text. */
export function stepValue(step: string): number | string {
  return /^[0-9]+$/.test(step) ? Number(step) : step;
}

/** The JSON that `wavegate scan` prints. */
export function scanJson({ findings, errors, files, parsed }: AnalysisReport): string {
  return print({
    findings: findings.map(findingJson),
    errors: errors.map(({ path, line, message }) => ({ path, line, message })),
    files,
    parsed,
  });
}

/** A reason as one line: its place, what is the matter, what to do; what is to be pasted follows line by line. */
export function reasonLine(reason: Reason): string {
  const { message: said, next, path, link, paste = [] } = reason;
  const message = link === undefined || link.url === '' ? said : `${said} (${link.url})`;
  const place = path === undefined || message.includes(path) ? '' : `${placeOf(reason)}: `;
  if (next === undefined) return `${place}${message}`;
  // A rule's message is no sentence of its own; what follows it is one.
  const stop = /[.!?…:;]$/.test(message) ? '' : '.';
  return [`${place}${message}${stop} ${next}`, ...paste].join('\n');
}

/** `path:line:column`, as far as it is known. */
export function placeOf({ path, line, column }: Pick<Reason, 'path' | 'line' | 'column'>): string {
  return [path, line, column].filter((part) => part !== undefined).join(':');
}

function findingJson(finding: Finding) {
  const { rule, path, line, column, endLine, endColumn, message, confidence, fingerprint, suggestion } =
    finding;
  return {
    rule,
    path,
    line,
    column,
    endLine,
    endColumn,
    message,
    function: finding.function,
    confidence,
    fingerprint,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
