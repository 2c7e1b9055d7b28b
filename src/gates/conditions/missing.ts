import type { SearchCondition } from '../../program/text-gate-schema.js';
import type { Reason } from '../gate.js';
import type { HitReader } from './hit-reader.js';
import { inWords, patternWords, withWhy } from './words.js';

/**
 * Why a condition's pattern stands in none of some files; none where it stands in one.
 *
 * @param globs which files these are, in the program's words.
 */
export function missingFrom(
  paths: readonly string[],
  globs: readonly string[],
  condition: SearchCondition,
  reader: HitReader,
): Reason[] {
  if (paths.length === 0) return [noFile(globs, condition)];
  if (reader.hits(condition, 'head', paths).length > 0) return [];
  const what = patternWords(condition.pattern);
  const [only] = paths.length === 1 ? paths : [];
  const where = only === undefined ? inWords(globs) : `in \`${only}\``;
  const near = reader.uncounted(condition, paths);
  const but = near === null ? '' : ` ${uncountedWords(condition)} (\`${near.path}:${near.line}\`).`;
  return [
    {
      message: withWhy(`${what} must stand ${where} and does not.${but}`, condition.why),
      next: `Write it there.${itemHint(condition)}`,
      identity: `${condition.kind} ${JSON.stringify(condition.pattern)} ${where}`,
      ...(only !== undefined && { path: only }),
    },
  ];
}

function noFile(globs: readonly string[], { pattern, why }: SearchCondition): Reason {
  const kind = typeof pattern === 'string' ? 'file' : 'Rust file';
  const message = `${patternWords(pattern)} must stand ${inWords(globs)}, where there is no ${kind} at head.`;
  const next = 'Add the file, or have a maintainer correct the paths in the program on the default branch.';
  return { message: withWhy(message, why), next };
}

/** A search for a function's first line misses it behind `pub` or `async`, which is seldom what was meant. */
function itemHint({ pattern }: SearchCondition): string {
  const name = typeof pattern === 'string' ? /^\^fn(?: |\\s[+*]?)(\w+)/u.exec(pattern)?.[1] : undefined;
  if (name === undefined) return '';
  return ` If it may be \`pub\` or \`async\`, have a maintainer write \`{ fn: ${name} }\` in the program.`;
}

function uncountedWords({ where, tests }: SearchCondition): string {
  const left = [
    ...(where === 'code' ? ['comments', 'strings'] : []),
    ...(tests === 'exclude' ? ['test code'] : []),
  ];
  return `It stands where it does not count, in ${left.join(' or ')}`;
}
