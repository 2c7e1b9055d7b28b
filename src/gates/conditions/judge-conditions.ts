import type { Condition } from '../../program/text-gate-schema.js';
import type { Snapshot } from '../../snapshot/snapshot.js';
import type { Reason } from '../gate.js';
import { errorReasons, notFileReasons } from '../rule-view.js';
import { capitalised } from '../words.js';
import { HitReader } from './hit-reader.js';
import { bound } from './kinds.js';
import { broughtLinks } from './search-scope.js';

/** What came of a gate's conditions. */
export interface Outcome {
  readonly fails: readonly Reason[];
  /** For each condition that holds, in a sentence that it does. */
  readonly holds: readonly Reason[];
}

/** Judges the conditions that a gate asked for with `conditionNeeds`, in the same order. */
export function judgeConditions(gate: string, conditions: readonly Condition[], snapshot: Snapshot): Outcome {
  const reader = new HitReader(gate, conditions, snapshot);
  const judged = conditions.map((condition) => bound(condition).judge(reader, snapshot));
  const unseen = conditions.filter(isAboutContents);
  const links = unseen.flatMap((condition) => broughtLinks(condition.in, snapshot));
  const errors = unseen.flatMap((condition) =>
    reader.errors(condition, bound(condition).reads(snapshot).head),
  );
  return {
    fails: [
      ...judged.flatMap(({ fails }) => fails),
      ...[...reader.overflowing()].map(overflowReason),
      ...notFileReasons(links),
      ...errorReasons(errors),
    ],
    holds: judged
      .filter(({ fails }) => fails.length === 0)
      .map(({ holds }) => ({ message: capitalised(holds) })),
  };
}

function overflowReason([path, line]: readonly [string, number]): Reason {
  return {
    message: `\`${path}\` has more hits on its long lines than can be counted, from line ${line} on.`,
    next: 'Break its lines, or have a maintainer leave it out of `in` in the program.',
    path,
    line,
    unseen: true,
  };
}

function isAboutContents(condition: Condition): boolean {
  return condition.kind === 'max-lines' || 'pattern' in condition;
}
