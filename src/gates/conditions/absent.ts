import { isLiteral } from '../../program/globs.js';
import { listed } from '../../program/schema-words.js';
import type { ConditionOf } from '../../program/text-gate-schema.js';
import { entriesIn } from '../files-in.js';
import { type Kind, NOTHING, type Trees } from './kind.js';
import { withWhy } from './words.js';

type Absent = ConditionOf<'absent'>;

/** Nothing at head has such a path: no file, link or submodule, and nothing below a folder that is named. */
export const absent: Kind<Absent> = {
  reads: () => NOTHING,
  judge: (condition, _reader, trees) => ({
    fails: found(condition, trees).map((path) => ({
      message: withWhy(`\`${path}\` must not exist and does.`, condition.why),
      next: 'Remove it.',
      path,
    })),
    holds: `${listed(condition.in)} ${condition.in.length === 1 ? 'is' : 'are'} not there.`,
  }),
};

function found(condition: Absent, { headTree }: Trees): string[] {
  const globs = condition.in.flatMap((glob) => (isLiteral(glob) ? [glob, `${glob}/`] : [glob]));
  return entriesIn(headTree, globs).map(({ path }) => path);
}
