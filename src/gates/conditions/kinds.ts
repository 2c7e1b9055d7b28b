import type { Condition } from '../../program/text-gate-schema.js';
import { absent } from './absent.js';
import { countCondition } from './count.js';
import { exists } from './exists.js';
import type { HitReader } from './hit-reader.js';
import type { Judgement, Kind, Reading, Trees } from './kind.js';
import { maxLines } from './max-lines.js';
import { mustMatch } from './must-match.js';
import { mustNotMatch } from './must-not-match.js';
import { noIncrease } from './no-increase.js';
import { onlyIn } from './only-in.js';
import { unchanged } from './unchanged.js';

/** A condition with what its kind does. */
export interface BoundCondition {
  reads(trees: Trees): Reading;
  judge(reader: HitReader, trees: Trees): Judgement;
}

export function bound(condition: Condition): BoundCondition {
  switch (condition.kind) {
    case 'must-match':
      return bind(mustMatch, condition);
    case 'must-not-match':
      return bind(mustNotMatch, condition);
    case 'no-increase':
      return bind(noIncrease, condition);
    case 'only-in':
      return bind(onlyIn, condition);
    case 'count':
      return bind(countCondition, condition);
    case 'exists':
      return bind(exists, condition);
    case 'absent':
      return bind(absent, condition);
    case 'max-lines':
      return bind(maxLines, condition);
    case 'unchanged':
      return bind(unchanged, condition);
  }
}

function bind<C>(kind: Kind<C>, condition: C): BoundCondition {
  return {
    reads: (trees) => kind.reads(condition, trees),
    judge: (reader, trees) => kind.judge(condition, reader, trees),
  };
}
