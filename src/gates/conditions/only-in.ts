import { matcher } from '../../program/globs.js';
import { listed } from '../../program/schema-words.js';
import type { ConditionOf } from '../../program/text-gate-schema.js';
import type { Reason } from '../gate.js';
import { count } from '../words.js';
import type { HitReader } from './hit-reader.js';
import type { Kind, Trees } from './kind.js';
import { missingFrom } from './missing.js';
import { guardedFiles, searchedFiles } from './search-scope.js';
import { hitReason, inWords, NO_FILE, oneALine, patternWords, placeWords, withWhy } from './words.js';

type OnlyIn = ConditionOf<'only-in'>;

/** The pattern stands in the named files alone, of those in scope. It must stand there only where that is `required`. */
export const onlyIn: Kind<OnlyIn> = {
  reads: (condition, trees) => ({
    head: [...elsewhere(condition, trees), ...(condition.required ? there(condition, trees) : [])],
    mergeBase: [],
  }),
  judge(condition, reader, trees) {
    const files = elsewhere(condition, trees);
    const what = patternWords(condition.pattern);
    const places = listed(condition.places, 'or');
    const identity = `only-in ${JSON.stringify([condition.pattern, condition.places])}`;
    const lacks = missing(condition, reader, trees);
    const strays = oneALine(reader.hits(condition, 'head', files)).map((hit) =>
      hitReason(
        hit,
        withWhy(`${what} may stand in ${places} alone and stands at ${placeWords(hit)}.`, condition.why),
        lacks.length > 0 ? `Move it to ${places}.` : `Move it to ${places}, or take it out.`,
        identity,
      ),
    );
    const looked = files.length === 0 ? NO_FILE : `looked for in ${count(files.length, 'other file')}`;
    return {
      // What stands elsewhere is the same mistake: moved there, it is there.
      fails: strays.length > 0 ? strays : lacks,
      holds: `${what} stands outside of ${places} nowhere ${inWords(condition.in)}, ${looked}.`,
    };
  },
};

function missing(condition: OnlyIn, reader: HitReader, trees: Trees): Reason[] {
  if (!condition.required) return [];
  return missingFrom(there(condition, trees), condition.places, condition, reader);
}

/** The files where the pattern may stand. */
function there(condition: OnlyIn, trees: Trees): string[] {
  return searchedFiles({ ...condition, in: condition.places }, trees);
}

function elsewhere(condition: OnlyIn, trees: Trees): string[] {
  const isPlace = matcher(condition.places);
  return guardedFiles(condition, trees).filter((path) => !isPlace(path));
}
