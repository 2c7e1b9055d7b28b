import type { GateResult, JudgedFinding, Reason, Verdict } from '../gates/gate.js';
import type { RuleDefinition } from '../rules/definition.js';
import { type Block, list, paragraph } from './blocks.js';
import { findingText, type LinkBase, ownReasons, reasonText, worstFirst } from './gate-words.js';
import { code, fence, plain, prose, unwrapped, visible } from './markdown.js';

/** Lines to paste in one block: more do not fit beside the rest. */
const MOST_PASTED = 200;

const VERDICTS: Record<Verdict, string> = {
  pass: 'passes',
  fail: 'fails',
  wait: 'waits',
  skip: 'is skipped',
};

/** A gate that does not pass by itself, in full: every reason, then every finding under its rule with why and what instead. */
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
    // What is to be pasted follows the list, all of it together.
    const next =
      reason.next === undefined || reason.paste !== undefined ? '' : `<br>**Next:** ${prose(reason.next)}`;
    return `${reasonText(reason, base)}${next}`;
  });
  return [
    paragraph(`### ${code(gate.gate)} ${VERDICTS[gate.verdict]}`),
    ...(reasons.length > 0 ? [list(reasons)] : []),
    ...pasteBlocks(gate.reasons),
    ...[...byRule].flatMap(([id, findings]) => ruleBlocks(rules.get(id), id, findings, base)),
  ];
}

/** What is to be pasted, under each advice. */
function pasteBlocks(reasons: readonly Reason[]): Block[] {
  const byAdvice = new Map<string, string[]>();
  for (const { next = '', paste } of reasons) {
    if (paste !== undefined) byAdvice.set(next, [...(byAdvice.get(next) ?? []), ...paste]);
  }
  return Array.from(byAdvice).flatMap(([next, lines]) => {
    const more = lines.length - MOST_PASTED;
    return [
      ...(next === '' ? [] : [paragraph(`**Next:** ${prose(next)}`)]),
      paragraph(fence(lines.slice(0, MOST_PASTED).map(visible).join('\n'), 'markdown')),
      ...(more > 0
        ? [paragraph(`… and ${more} more lines, which ${code('wavegate inventory')} prints.`)]
        : []),
    ];
  });
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
