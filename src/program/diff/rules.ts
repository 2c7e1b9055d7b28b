import type { RuleDefinition } from '../../rules/definition.js';
import { compareFields, type Fields, type PlacedDifference, placedAt } from './change.js';
import { anyChange, elsewhere, strictness, words } from './fields.js';
import { changedKeys } from './options.js';

const RULE: Fields<RuleDefinition> = {
  version: elsewhere,
  rule: elsewhere,
  detector: anyChange('detector'),
  level: strictness('level', ['error', 'warning']),
  title: words('title'),
  why: words('reason'),
  instead: words('advice'),
  message: words('message'),
  tests: strictness('tests', ['include', 'exclude']),
  options: changedKeys('option'),
  examples: words('examples'),
};

type Rules = ReadonlyMap<string, RuleDefinition>;

/** How rules differ. One that comes or goes does nothing by itself: the programs that use it tell. */
export function ruleChanges(before: Rules, after: Rules): PlacedDifference[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    const where = `rule ${id}`;
    if (was === undefined) return [{ effect: 'changes' as const, where, message: 'The rule is new.' }];
    if (is === undefined) return [{ effect: 'changes' as const, where, message: 'The rule is gone.' }];
    return compareFields(RULE, was, is).map(placedAt(where));
  });
}
