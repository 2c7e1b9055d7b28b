import type { ConditionOf } from '../../program/text-gate-schema.js';
import type { Reason } from '../gate.js';
import { count } from '../words.js';
import type { HitReader } from './hit-reader.js';
import type { Judgement, Kind } from './kind.js';
import { searchedFiles } from './search-scope.js';
import { inWords, patternWords, placesWords, withWhy } from './words.js';

type MustMatch = ConditionOf<'must-match'>;

/** The pattern stands in some file of the scope, or in each of them. In no file at all it stands nowhere. */
export const mustMatch: Kind<MustMatch> = {
  reads: (condition, trees) => ({ head: searchedFiles(condition, trees), mergeBase: [] }),
  judge(condition, reader, trees): Judgement {
    const files = searchedFiles(condition, trees);
    const what = patternWords(condition.pattern);
    if (files.length === 0) {
      const message = `${what} must stand ${inWords(condition.in)}, where there is no ${typeof condition.pattern === 'string' ? 'file' : 'Rust file'} at head.`;
      const next = 'Add the file, or have a maintainer correct `in` in the program on the default branch.';
      return { fails: [{ message: withWhy(message, condition.why), next }], holds: '' };
    }
    const groups = condition.per === 'file' ? files.map((path) => [path]) : [files];
    const fails = groups.flatMap((paths) => missingFrom(paths, condition, reader));
    const holds =
      condition.per === 'file'
        ? `${what} stands in each of ${count(files.length, 'file')} ${inWords(condition.in)}.`
        : `${what} stands ${inWords(condition.in)}: ${placesWords(reader.hits(condition, 'head', files))}.`;
    return { fails, holds };
  },
};

function missingFrom(paths: readonly string[], condition: MustMatch, reader: HitReader): Reason[] {
  if (reader.hits(condition, 'head', paths).length > 0) return [];
  const what = patternWords(condition.pattern);
  const [only] = paths.length === 1 ? paths : [];
  const where = only === undefined ? inWords(condition.in) : `in \`${only}\``;
  const near = reader.uncounted(condition, paths);
  const but = near === null ? '' : ` ${uncountedWords(condition)} (\`${near.path}:${near.line}\`).`;
  return [
    {
      message: withWhy(`${what} must stand ${where} and does not.${but}`, condition.why),
      next: `Write it there.${itemHint(condition)}`,
      identity: `must-match ${JSON.stringify(condition.pattern)} ${where}`,
      ...(only !== undefined && { path: only }),
    },
  ];
}

/** A search for a function's first line misses it behind `pub` or `async`, which is seldom what was meant. */
function itemHint({ pattern }: MustMatch): string {
  const name = typeof pattern === 'string' ? /^\^fn(?: |\\s[+*]?)(\w+)/u.exec(pattern)?.[1] : undefined;
  if (name === undefined) return '';
  return ` If it may be \`pub\` or \`async\`, have a maintainer write \`{ fn: ${name} }\` in the program.`;
}

function uncountedWords({ where, tests }: MustMatch): string {
  const left = [
    ...(where === 'code' ? ['comments', 'strings'] : []),
    ...(tests === 'exclude' ? ['test code'] : []),
  ];
  return `It stands where it does not count, in ${left.join(' or ')}`;
}
