import type { ConditionOf } from '../../program/text-gate-schema.js';
import type { Reason } from '../gate.js';
import { count } from '../words.js';
import type { HitReader } from './hit-reader.js';
import type { Kind } from './kind.js';
import { searchedFiles } from './search-scope.js';
import { inWords, NO_FILE, patternWords, placesWords, withWhy } from './words.js';

type Count = ConditionOf<'count'>;

/** The pattern stands as often in the scope, or in each of its files, as the program says. */
export const countCondition: Kind<Count> = {
  reads: (condition, trees) => ({ head: searchedFiles(condition, trees), mergeBase: [] }),
  judge(condition, reader, trees) {
    const files = searchedFiles(condition, trees);
    const groups = condition.per === 'file' ? files.map((path) => [path]) : [files];
    const looked = files.length === 0 ? `, ${NO_FILE}` : '';
    const each = condition.per === 'file' ? 'each file ' : '';
    const what = patternWords(condition.pattern);
    return {
      fails: groups.flatMap((paths) => judgeFiles(paths, condition, reader)),
      holds: `${what} stands ${amountWords(condition)} ${each}${inWords(condition.in)}${looked}.`,
    };
  },
};

function judgeFiles(paths: readonly string[], condition: Count, reader: HitReader): Reason[] {
  const hits = reader.hits(condition, 'head', paths);
  const { atLeast, atMost } = condition;
  const tooMany = atMost !== null && hits.length > atMost;
  if (!tooMany && hits.length >= atLeast) return [];
  const what = patternWords(condition.pattern);
  const where = paths.length === 1 ? `in \`${paths[0]}\`` : inWords(condition.in);
  const found = hits.length === 0 ? 'nowhere' : `${times(hits.length)} (${placesWords(hits)})`;
  const place = tooMany ? hits[atMost] : undefined;
  const only = paths.length === 1 ? { path: paths[0]! } : {};
  return [
    {
      message: withWhy(
        `${what} must stand ${amountWords(condition)} ${where} and stands ${found}.`,
        condition.why,
      ),
      next: tooMany ? 'Take out what is too much.' : 'Write what is missing.',
      identity: `count ${JSON.stringify(condition.pattern)} ${where} ${hits.length}`,
      ...(place === undefined ? only : { path: place.path, line: place.line }),
    },
  ];
}

function amountWords({ atLeast, atMost }: Count): string {
  if (atLeast === atMost) return `exactly ${times(atLeast)}`;
  if (atMost === null) return `at least ${times(atLeast)}`;
  return atLeast === 0 ? `at most ${times(atMost)}` : `${atLeast} to ${times(atMost)}`;
}

function times(n: number): string {
  return count(n, 'time');
}
