import type { GateResult, JudgedFinding, Reason } from '../gates/gate.js';
import type { RuleDefinition } from '../rules/definition.js';
import { code, link, prose, shorten } from './markdown.js';
import { placeLink, placeText } from './place-link.js';

/** Where links to lines lead. */
export interface LinkBase {
  readonly pullRequestUrl: string;
  readonly headSha: string;
}

const MOST_MESSAGE = 2_000;

/** The reasons of a gate that none of its findings already tells. */
export function ownReasons({ reasons, findings }: GateResult): Reason[] {
  return reasons.filter(
    (reason) =>
      reason.line === undefined ||
      !findings.some(({ path, line }) => path === reason.path && line === reason.line),
  );
}

/** A reason, its place and what else it has a page for linked. */
export function reasonText({ message, path, line, column, link: page }: Reason, base: LinkBase): string {
  const text = linked(prose(shorten(message, MOST_MESSAGE)), page);
  if (path === undefined) return text;
  const place = placeLink(base.pullRequestUrl, base.headSha, path, line, column);
  const named = [placeText(path, line), placeText(path)].find((name) => text.includes(name));
  return named === undefined ? `${place}: ${text}` : text.replace(named, () => place);
}

/** Addresses come from other apps too: one that could end the link is left out. */
function linked(text: string, page: Reason['link']): string {
  if (page === undefined || !/^https?:\/\/[^\s()<>[\]`|\\"']+$/u.test(page.url)) return text;
  const label = code(page.text);
  return text.replace(label, () => link(label, page.url));
}

/** What fails a gate before what only warns, what is waived last, the new before the old, else in the order of places. */
export function worstFirst(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const weight = ({ level, status, waivedBy }: JudgedFinding): number =>
    (waivedBy === undefined ? 0 : 4) + (level === 'warning' ? 2 : 0) + (status === 'existing' ? 1 : 0);
  return [...findings].sort((a, b) => weight(a) - weight(b));
}

/** A finding: where, in which function, since when, what. */
export function findingText(finding: JudgedFinding, base: LinkBase): string {
  const place = placeLink(base.pullRequestUrl, base.headSha, finding.path, finding.line);
  const within = finding.function === null ? '' : ` in ${code(finding.function)}`;
  const since = sinceWords(finding);
  const origin = finding.level === 'warning' ? `${since}, a warning` : since;
  const waived = finding.waivedBy === undefined ? '' : `, waived by ${code(finding.waivedBy)}`;
  return `${place}${within} (${origin}${waived}): ${prose(shorten(finding.message, MOST_MESSAGE))}`;
}

function sinceWords({ status, movedFrom }: JudgedFinding): string {
  switch (status) {
    case 'introduced':
      return 'new here';
    case 'existing':
      return 'there before';
    case 'moved':
      return movedFrom === undefined ? 'moved' : `moved from ${placeText(movedFrom.path, movedFrom.line)}`;
  }
}

/** What to do about a gate, each advice once: that of its reasons, and what the rules of its findings want instead. */
export function adviceOf(gate: GateResult, rules: ReadonlyMap<string, RuleDefinition>): string[] {
  if (gate.verdict === 'pass' || gate.verdict === 'skip') return [];
  const reasons = ownReasons(gate).flatMap(({ next }) => (next === undefined ? [] : prose(next)));
  const instead = worstFirst(gate.findings)
    .filter(({ waivedBy }) => waivedBy === undefined)
    .flatMap(({ rule }) => inlineMarkdown(rules.get(rule)?.instead ?? ''));
  return [...new Set([...reasons, ...instead])].filter((advice) => advice !== '');
}

/** A rule's own Markdown on one line, as table cells and list items need it; rules come from the default branch. */
function inlineMarkdown(markdown: string): string {
  return markdown
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|');
}
