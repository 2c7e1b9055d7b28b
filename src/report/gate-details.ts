import type { GateResult, JudgedFinding } from '../gates/gate.js';
import type { RuleDefinition } from '../rules/definition.js';
import { type Block, list, paragraph } from './blocks.js';
import { code, plain, prose, shorten } from './markdown.js';
import { placeLink } from './place-link.js';

interface Place {
  readonly pullRequestUrl: string;
  readonly headSha: string;
}

const MOST_MESSAGE = 2_000;

/** A gate that does not pass, in full: every reason, then every finding under its rule with why and what instead. */
export function gateDetails(
  gate: GateResult,
  rules: ReadonlyMap<string, RuleDefinition>,
  place: Place,
): Block[] {
  const byRule = new Map<string, JudgedFinding[]>();
  for (const finding of gate.findings) {
    byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  }
  return [
    paragraph(`### ${code(gate.gate)} ${gate.verdict === 'fail' ? 'fails' : 'waits'}`),
    list(gate.reasons.map((reason) => reasonItem(reason, place))),
    ...[...byRule].flatMap(([id, findings]) => ruleBlocks(rules.get(id), id, findings, place)),
  ];
}

function reasonItem({ message, next, path, line }: GateResult['reasons'][number], place: Place): string {
  const where = path === undefined ? '' : `${placeLink(place.pullRequestUrl, place.headSha, path, line)}: `;
  const advice = next === undefined ? '' : `<br>**Next:** ${prose(shorten(next, MOST_MESSAGE))}`;
  return `${where}${prose(shorten(message, MOST_MESSAGE))}${advice}`;
}

function ruleBlocks(
  rule: RuleDefinition | undefined,
  id: string,
  findings: readonly JudgedFinding[],
  place: Place,
): Block[] {
  return [
    paragraph(`#### ${plain(rule?.title ?? id)} (${code(id)})`),
    list(findings.map((finding) => findingItem(finding, place))),
    ...(rule === undefined
      ? []
      : [paragraph(`**Why:** ${rule.why.trim()}`), paragraph(`**Instead:** ${rule.instead.trim()}`)]),
  ];
}

function findingItem(finding: JudgedFinding, place: Place): string {
  const where = placeLink(place.pullRequestUrl, place.headSha, finding.path, finding.line);
  const within = finding.function === null ? '' : ` in ${code(finding.function)}`;
  const origin = finding.status === 'introduced' ? 'new here' : 'there before';
  return `${where}${within} (${origin}): ${prose(shorten(finding.message, MOST_MESSAGE))}`;
}
