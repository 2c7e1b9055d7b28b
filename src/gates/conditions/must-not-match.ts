import type { ConditionOf } from '../../program/text-gate-schema.js';
import { count } from '../words.js';
import type { Kind } from './kind.js';
import { guardedFiles } from './search-scope.js';
import { hitReason, inWords, NO_FILE, oneALine, patternWords, placeWords, withWhy } from './words.js';

/** The pattern stands nowhere in the scope, whole files, changed or not, and in no file that was renamed out of it. */
export const mustNotMatch: Kind<ConditionOf<'must-not-match'>> = {
  reads: (condition, trees) => ({ head: guardedFiles(condition, trees), mergeBase: [] }),
  judge(condition, reader, trees) {
    const files = guardedFiles(condition, trees);
    const what = patternWords(condition.pattern);
    const identity = `must-not-match ${JSON.stringify(condition.pattern)}`;
    const fails = oneALine(reader.hits(condition, 'head', files)).map((hit) =>
      hitReason(
        hit,
        withWhy(
          `${what} must not stand ${inWords(condition.in)} and does at ${placeWords(hit)}.`,
          condition.why,
        ),
        'Take it out.',
        identity,
      ),
    );
    const looked = files.length === 0 ? NO_FILE : `looked for in ${count(files.length, 'file')}`;
    return { fails, holds: `${what} does not stand ${inWords(condition.in)}, ${looked}.` };
  },
};
