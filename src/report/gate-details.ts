import type { GateResult, JudgedFinding } from '../gates/gate.js';
import type { RuleDefinition } from '../rules/definition.js';
import { type Block, list, paragraph } from './blocks.js';
import { findingText, type LinkBase, ownReasons, reasonText, worstFirst } from './gate-words.js';
import { code, plain, prose, unwrapped } from './markdown.js';

/** A gate that does not pass, in full: every reason, then every finding under its rule with why and what instead. */
export function gateDetails(
  gate: GateResult,
  rules: ReadonlyMap<string, RuleDefinition>,
  base: LinkBase,
): Block[] {
  const byRule = new Map<string, JudgedFinding[]>();
  for (const finding of worstFirst(gate.findings)) {
    const known = byRule.get(finding.rule);
    if (known === undefined) byRule.set(finding.rule, [finding]);
    else known.push(finding);
  }
  const reasons = ownReasons(gate).map((reason) => {
    const next = reason.next === undefined ? '' : `<br>**Next:** ${prose(reason.next)}`;
    return `${reasonText(reason, base)}${next}`;
  });
  return [
    paragraph(`### ${code(gate.gate)} ${gate.verdict === 'fail' ? 'fails' : 'waits'}`),
    ...(reasons.length > 0 ? [list(reasons)] : []),
    ...[...byRule].flatMap(([id, findings]) => ruleBlocks(rules.get(id), id, findings, base)),
  ];
}

function ruleBlocks(
  rule: RuleDefinition | undefined,
  id: string,
  findings: readonly JudgedFinding[],
  base: LinkBase,
): Block[] {
  const advice =
    rule === undefined
      ? []
      : [paragraph(`**Why:** ${unwrapped(rule.why)}`), paragraph(`**Instead:** ${unwrapped(rule.instead)}`)];
  return [
    paragraph(`#### ${plain(rule?.title ?? id)} (${code(id)})`),
    list(findings.map((finding) => findingText(finding, base))),
    ...advice,
  ];
}
