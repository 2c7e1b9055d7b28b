import { matcher } from '../../program/globs.js';
import type { ConditionOf } from '../../program/text-gate-schema.js';
import { pathsOf } from '../../snapshot/tree.js';
import { entriesIn } from '../files-in.js';
import { capitalised, changeWords, count } from '../words.js';
import { type Kind, NOTHING } from './kind.js';
import { inWords, withWhy } from './words.js';

/** What has such a path is the same at both ends, byte for byte and in its mode; nothing came and nothing went. */
export const unchanged: Kind<ConditionOf<'unchanged'>> = {
  reads: () => NOTHING,
  judge(condition, _reader, { changes, headTree }) {
    const inScope = matcher(condition.in);
    const fails = changes
      .filter((change) => pathsOf(change).some(inScope))
      .map((change) => ({
        message: withWhy(`${capitalised(changeWords(change))} and must stay as it is.`, condition.why),
        next: 'Take the change out of this pull request.',
        // Every other content is another change: what was waived once is not waived whatever comes.
        identity: ['unchanged', ...pathsOf(change), change.after?.mode, change.after?.sha].join(' '),
        ...(change.after !== undefined && { path: change.path }),
      }));
    const files = entriesIn(headTree, condition.in).length;
    const compared =
      files === 0 ? 'there is nothing at either end' : `${count(files, 'file')}, each as at the merge base`;
    return { fails, holds: `Nothing is changed ${inWords(condition.in)}: ${compared}.` };
  },
};
