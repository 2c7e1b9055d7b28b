import type { ConditionOf } from '../../program/text-gate-schema.js';
import { filesIn } from '../files-in.js';
import { count } from '../words.js';
import type { Kind } from './kind.js';
import { inWords, NO_FILE, withWhy } from './words.js';

/** No file of the scope is longer. */
export const maxLines: Kind<ConditionOf<'max-lines'>> = {
  reads: (condition, { headTree }) => ({ head: filesIn(headTree, condition.in), mergeBase: [] }),
  judge(condition, reader, { headTree }) {
    const { most, lines: kind, tests, why } = condition;
    const files = filesIn(headTree, condition.in);
    const lengths = files.map((path) => ({ path, lines: reader.lineCount(path, kind, tests) }));
    const noun = `${NOUNS[kind]}${tests === 'exclude' ? ' without test code' : ''}`;
    const counted = (n: number): string => count(n, noun, noun.replace('line', 'lines'));
    const fails = lengths
      .filter(({ lines }) => lines > most)
      .map(({ path, lines }) => ({
        message: withWhy(`\`${path}\` has ${counted(lines)}; at most ${most} are allowed.`, why),
        next: 'Split it.',
        identity: `max-lines ${most} ${path}`,
        path,
        line: Math.max(1, most),
      }));
    const longest = Math.max(0, ...lengths.map(({ lines }) => lines));
    const looked =
      files.length === 0 ? NO_FILE : `the longest of ${count(files.length, 'file')} has ${longest}`;
    return { fails, holds: `No more than ${counted(most)} ${inWords(condition.in)}: ${looked}.` };
  },
};

const NOUNS = { all: 'line', 'non-blank': 'non-blank line', code: 'line of code' };
