import { createHash } from 'node:crypto';
import type { Evaluation } from '../evaluate/evaluation.js';
import { ratchetGate } from '../gates/ratchet.js';
import type { LineComment, ReviewThread } from '../github/port.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { Finding, Suggestion } from '../rust/finding.js';
import { rightLines } from './diff-lines.js';
import { distinctFindings, type GateFinding } from './findings.js';
import { code, fence, plain, prose, shorten, unwrapped } from './markdown.js';
import { placeText } from './place-link.js';

/** Our own bounds of one review: what is beyond stays an annotation. */
export const MOST_COMMENTS = 40;
const MOST_SUGGESTION = 20_000;
const MOST_MESSAGE = 4_000;

export interface ReviewPlan {
  readonly body: string;
  readonly comments: readonly LineComment[];
  /** Threads of ours whose finding is gone. */
  readonly resolve: readonly string[];
}

export interface ReviewSubject {
  readonly evaluation: Evaluation;
  readonly rules: ReadonlyMap<string, RuleDefinition>;
  /** From merge base to head, by path at head. */
  readonly patches: ReadonlyMap<string, string>;
  readonly threads: readonly ReviewThread[];
  /** The app's short name, by which its threads are known. */
  readonly appSlug: string;
}

/** What to say on lines of the diff, and which of our threads are settled. */
export function planReview(subject: ReviewSubject): ReviewPlan {
  const { evaluation, threads, appSlug } = subject;
  const ours = threads.filter((thread) => isOurs(thread, appSlug));
  const said = new Set(ours.flatMap((thread) => markerOf(thread.body) ?? []));
  const found = distinctFindings(evaluation);
  const comments = newComments(subject, found, said);
  return {
    body: reviewBody(evaluation, comments.length, found),
    comments,
    resolve: settled(evaluation, ours, found),
  };
}

function newComments(
  { rules, patches, evaluation }: ReviewSubject,
  found: readonly GateFinding[],
  said: ReadonlySet<string>,
): LineComment[] {
  const comments = new Map<string, LineComment>();
  for (const one of found) {
    const { finding } = one;
    const key = fingerprintKey(finding);
    if (!isNews(finding) || said.has(key) || comments.has(key)) continue;
    const lines = rightLines(patches.get(finding.path) ?? '');
    if (!lines.has(finding.line)) continue;
    comments.set(key, lineComment(one, rules.get(finding.rule), lines, evaluation));
    if (comments.size === MOST_COMMENTS) break;
  }
  return [...comments.values()];
}

/** Where something may be said on lines: the paths of what is new. */
export function pathsOfNews(evaluation: Evaluation): Set<string> {
  const news = distinctFindings(evaluation).filter(({ finding }) => isNews(finding));
  return new Set(news.map(({ finding }) => finding.path));
}

/** Worth a reviewer's attention: new at its place, and nobody has answered for it. */
function isNews({ status, waivedBy }: GateFinding['finding']): boolean {
  return status !== 'existing' && waivedBy === undefined;
}

/** Whether code was judged, so that there is something to say on its lines or to settle there. */
export function isReviewed({ step, gates }: Evaluation): boolean {
  return step !== null || gates.some(({ gate }) => gate === ratchetGate.id);
}

/** A thread is settled once its finding is gone; an evaluation with problems did not see all, so it settles nothing. */
function settled(
  evaluation: Evaluation,
  ours: readonly ReviewThread[],
  found: readonly GateFinding[],
): string[] {
  if (evaluation.problems.length > 0 || !isReviewed(evaluation)) return [];
  const still = new Set(found.map(({ finding }) => fingerprintKey(finding)));
  return ours
    .filter((thread) => !thread.resolved)
    .filter((thread) => !still.has(markerOf(thread.body) ?? ''))
    .flatMap((thread) => thread.id ?? []);
}

/**
 * Only the app's own threads count: anyone may write its marker into a comment. Where GitHub does not say what the app is
 * called, those of bots do: what was said is not said twice.
 */
function isOurs({ author, byBot, body }: ReviewThread, appSlug: string): boolean {
  const isByApp = appSlug === '' ? byBot : author?.replace(/\[bot\]$/, '') === appSlug;
  return isByApp && markerOf(body) !== null;
}

/** A fingerprint as the hidden marker carries it. */
export function fingerprintKey({ rule, fingerprint }: Pick<Finding, 'rule' | 'fingerprint'>): string {
  return createHash('sha256').update(`${rule}\0${fingerprint}`).digest('hex').slice(0, 24);
}

function markerOf(body: string): string | null {
  return /<!-- wavegate finding ([0-9a-f]{24}) -->\s*$/.exec(body)?.[1] ?? null;
}

function lineComment(
  { finding, gate }: GateFinding,
  rule: RuleDefinition | undefined,
  lines: ReadonlySet<number>,
  evaluation: Evaluation,
): LineComment {
  const suggestion = suggestionIn(finding, lines);
  const warning = finding.level === 'warning' ? '⚠️ Warning: ' : '';
  const parts = [
    `**${warning}${plain(rule?.title ?? finding.rule)}** (${code(finding.rule)})`,
    `${prose(shorten(finding.message, MOST_MESSAGE))}${movedWords(finding)}`,
    ...(rule === undefined
      ? []
      : [`**Why:** ${unwrapped(rule.why)}`, `**Instead:** ${unwrapped(rule.instead)}`]),
    ...(suggestion === null ? [] : [fence(suggestion.text, 'suggestion')]),
    `<sub>Gate ${code(gate)} of ${placeOf(evaluation)}. This thread is resolved once the finding is gone.</sub>`,
    `<!-- wavegate finding ${fingerprintKey(finding)} -->`,
  ];
  return {
    path: finding.path,
    startLine: suggestion?.startLine ?? finding.line,
    line: suggestion?.endLine ?? finding.line,
    body: parts.join('\n\n'),
  };
}

function movedWords({ movedFrom }: GateFinding['finding']): string {
  if (movedFrom === undefined) return '';
  return `. It stood at ${placeText(movedFrom.path, movedFrom.line)}: moved is not fixed.`;
}

/** A suggestion replaces the lines that the comment spans: all of them must be in the diff. */
function suggestionIn({ suggestion }: Finding, lines: ReadonlySet<number>): Suggestion | null {
  if (suggestion === undefined || suggestion.text.length > MOST_SUGGESTION) return null;
  for (let line = suggestion.startLine; line <= suggestion.endLine; line += 1) {
    if (!lines.has(line)) return null;
  }
  return suggestion;
}

function reviewBody(evaluation: Evaluation, count: number, found: readonly GateFinding[]): string {
  const kind = found.some(({ finding }) => finding.status === 'moved') ? 'new or moved' : 'new';
  const findings = count === 1 ? `a ${kind} finding` : `${count} ${kind} findings`;
  const program = evaluation.program ?? 'wavegate';
  return `${placeOf(evaluation)}: ${findings} on lines of this pull request. The check run ${code('wavegate')} shows all gates; ${code(`/${program} recheck`)} evaluates again.`;
}

function placeOf({ label }: Evaluation): string {
  return label === null ? 'wavegate' : code(label);
}
