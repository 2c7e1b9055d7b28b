import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleDefinition } from '../rules/definition.js';
import type { Kept } from './kept.js';
import { isRuleFile, rulesFolder } from './rule-files.js';

/**
 * The rules that a scan is by. To read YAML and to check it takes longer than to scan a few files, so the definitions
 * of rule files that were read before are kept.
 *
 * @param ids the rules that are asked for; empty: all.
 * @param rulesDir a folder of rules instead of the shipped ones.
 * @throws UsageError with the place of every mistake in them, and for an id that no rule has.
 */
export async function rulesToScanBy(
  ids: readonly string[],
  rulesDir: string | undefined,
  cwd: string,
  kept: Kept,
): Promise<RuleDefinition[]> {
  const key = kept.key(['rules', ...textsIn(rulesFolder(rulesDir, cwd))]);
  let all = kept.read<RuleDefinition[]>(key);
  if (all === undefined) {
    const { loadRules, requireDetectors } = await import('./rules.js');
    all = [...loadRules(rulesDir, cwd).values()];
    if (ids.length === 0) requireDetectors(all);
    if (ids.length === 0) kept.write(key, all);
  }
  if (ids.length === 0) return all;
  return pick(ids, all);
}

async function pick(ids: readonly string[], all: readonly RuleDefinition[]): Promise<RuleDefinition[]> {
  const byId = new Map(all.map((rule) => [rule.rule, rule]));
  const { pickRule, requireDetectors } = await import('./rules.js');
  const picked = [...new Set(ids)].map((id) => pickRule(id, byId));
  requireDetectors(picked);
  return picked;
}

/** Each file's name and text; nothing for a folder that cannot be read, which loading the rules reports. */
function textsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(isRuleFile)
      .sort()
      .flatMap((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  } catch {
    return [];
  }
}
