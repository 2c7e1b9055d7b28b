import { itemsAt, type Part, partAt, textAt } from './part.js';
import type { Path } from './places.js';

/** A mistake and where it stands below the list of conditions. */
export interface ConditionMistake {
  readonly path: Path;
  readonly message: string;
}

/** What the schema cannot see of conditions: keys that mean nothing beside others, or where they stand. */
export function conditionMistakes(list: Part | undefined, isOfStep: boolean): ConditionMistake[] {
  return itemsAt(list, []).flatMap((condition, index) => {
    const mistakes: ConditionMistake[] = [];
    if (isOfStep && partAt(condition, ['steps']) !== undefined) {
      const message = '`steps` says nothing within a step: leave it out, or give the condition to the wave.';
      mistakes.push({ path: [index, 'steps'], message });
    }
    if (textAt(condition, ['where']) === 'text' && isNamedInRust(condition)) {
      const message = 'What is named in Rust is looked for in code alone: leave `where` out.';
      mistakes.push({ path: [index, 'where'], message });
    }
    return mistakes;
  });
}

const PATTERN_KEYS = ['must-match', 'must-not-match', 'no-increase', 'pattern'];

function isNamedInRust(condition: Part): boolean {
  return PATTERN_KEYS.some((key) => partAt(condition, [key])?.kind === 'map');
}
