import type { Program, RuleUse, Wave } from '../schema.js';
import { type Compare, compareFields, type Difference, type Fields, quoted } from './change.js';
import { conditions } from './conditions.js';
import { elsewhere, entries, globs, list, strictness, words } from './fields.js';
import { changedKeys } from './options.js';

type Mode = Program['mode'];

/** From what asks for more to what asks for less. */
export const mode: Compare<Mode> = strictness('mode', ['enforce', 'report-only']);

/** How two versions of a wave differ, but for its steps; what holds where it has no mode is its program's. */
export function wave(
  before: Wave,
  after: Wave,
  programModes: readonly [before: Mode, after: Mode],
): Difference[] {
  const ownMode =
    before.mode === undefined && after.mode === undefined
      ? []
      : mode(before.mode ?? programModes[0], after.mode ?? programModes[1]);
  return [...ownMode, ...compareFields(WAVE, before, after)];
}

const ruleUse: Fields<RuleUse> = {
  rule: elsewhere,
  in: globs({ gets: 'it holds in', loses: 'it holds no more in', more: 'tightens' }),
  options: changedKeys('option'),
};

const after: Compare<Wave['after']> = (before, now) => {
  if (before !== undefined && now !== undefined) return waitsFor(before, now);
  if (before === now) return [];
  return now === undefined
    ? [
        {
          effect: 'tightens',
          message: 'It waits for every wave that the order of the program puts before it.',
        },
      ]
    : [
        {
          effect: 'weakens',
          message: `It waits for ${now.length === 0 ? 'no wave' : now.map(quoted).join(', ')}, and not for every wave before it.`,
        },
      ];
};

const waitsFor = list({
  gets: 'it waits for the waves',
  loses: 'it does not wait any more for',
  more: 'tightens',
});

const WAVE: Fields<Wave> = {
  title: words('title'),
  intent: words('intent'),
  mode: elsewhere,
  rules: entries<RuleUse>({
    key: ({ rule }) => rule,
    label: ({ rule }) => `the rule ${quoted(rule)}`,
    differ: (one, other) => compareFields(ruleUse, one, other),
  }),
  patterns: conditions,
  after,
  steps: elsewhere,
};
