import { type Stock, stockOf, stockRequests } from '../gates/stock.js';
import type { Position } from '../program/position.js';
import type { ProgramSet } from '../program/program-set.js';
import { type RuleRunner, runRules } from './run-rules.js';

/**
 * What the rules of a wave find in its scope at a commit, whatever the step: the stock that its inventory is to name.
 *
 * @throws RepositoryError, and what the analyzer throws.
 */
export async function takeInventory(
  { wave }: Pick<Position, 'wave'>,
  { rules }: Pick<ProgramSet, 'rules'>,
  commit: string,
  runner: RuleRunner,
): Promise<Stock> {
  const tree = await runner.repository.tree(commit);
  const reports = await runRules(runner, stockRequests(wave, rules, tree), tree, tree);
  return stockOf(wave, tree, reports);
}
