import type { Finding } from '../rust/finding.js';
import { compareFindings } from '../rust/finding.js';

/**
 * The findings of `head` that `base` does not have, by fingerprint, counted: of two findings alike of which one was
 * there before, one is left. Which of them is told by their places: those whose line, then whose file, is an old
 * one's are taken for the old ones.
 */
export function introducedFindings(head: readonly Finding[], base: readonly Finding[]): Set<Finding> {
  const old = groupByFingerprint(base);
  const introduced = new Set<Finding>();
  for (const [fingerprint, alike] of groupByFingerprint(head)) {
    const before = old.get(fingerprint) ?? [];
    const ranked = [...alike].sort(
      (a, b) => novelty(a, before) - novelty(b, before) || compareFindings(a, b),
    );
    for (const finding of ranked.slice(before.length)) introduced.add(finding);
  }
  return introduced;
}

function novelty(finding: Finding, before: readonly Finding[]): number {
  const sameFile = before.filter(({ path }) => path === finding.path);
  if (sameFile.length === 0) return 2;
  return sameFile.some(({ line }) => line === finding.line) ? 0 : 1;
}

function groupByFingerprint(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint);
    if (group === undefined) groups.set(finding.fingerprint, [finding]);
    else group.push(finding);
  }
  return groups;
}
