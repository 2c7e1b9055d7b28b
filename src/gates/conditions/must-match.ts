import type { ConditionOf } from '../../program/text-gate-schema.js';
import { count } from '../words.js';
import type { Judgement, Kind } from './kind.js';
import { missingFrom } from './missing.js';
import { searchedFiles } from './search-scope.js';
import { inWords, patternWords, placesWords } from './words.js';

/** The pattern stands in some file of the scope, or in each of them. In no file at all it stands nowhere. */
export const mustMatch: Kind<ConditionOf<'must-match'>> = {
  reads: (condition, trees) => ({ head: searchedFiles(condition, trees), mergeBase: [] }),
  judge(condition, reader, trees): Judgement {
    const files = searchedFiles(condition, trees);
    const what = patternWords(condition.pattern);
    const groups = condition.per === 'file' && files.length > 0 ? files.map((path) => [path]) : [files];
    const fails = groups.flatMap((paths) => missingFrom(paths, condition.in, condition, reader));
    const holds =
      condition.per === 'file'
        ? `${what} stands in each of ${count(files.length, 'file')} ${inWords(condition.in)}.`
        : `${what} stands ${inWords(condition.in)}: ${placesWords(reader.hits(condition, 'head', files))}.`;
    return { fails, holds };
  },
};
