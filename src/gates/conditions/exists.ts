import { isLiteral } from '../../program/globs.js';
import { listed } from '../../program/schema-words.js';
import type { ConditionOf } from '../../program/text-gate-schema.js';
import { isFile, type Tree } from '../../snapshot/tree.js';
import { filesIn } from '../files-in.js';
import type { Reason } from '../gate.js';
import { type Kind, NOTHING } from './kind.js';
import { withWhy } from './words.js';

/** Each path is a regular file at head, each pattern matches one. */
export const exists: Kind<ConditionOf<'exists'>> = {
  reads: () => NOTHING,
  judge: (condition, _reader, { headTree }) => ({
    fails: condition.in.flatMap((glob) => missing(glob, condition.why, headTree)),
    holds: `${listed(condition.in)} ${condition.in.length === 1 ? 'is' : 'are'} there.`,
  }),
};

function missing(glob: string, why: string, tree: Tree): Reason[] {
  if (filesIn(tree, [glob]).length > 0) return [];
  const entry = tree.get(glob);
  const isFolder = isLiteral(glob) && filesIn(tree, [`${glob}/`]).length > 0;
  const [found, next] =
    entry !== undefined && !isFile(entry)
      ? ['is a symbolic link or a submodule', 'Put a regular file in its place.']
      : isFolder
        ? [
            'is a folder, not a file',
            'Have a maintainer write it with a `/` at its end if the folder is meant.',
          ]
        : ['is not there', isLiteral(glob) ? 'Add it.' : 'Add a file of such a name.'];
  const what = isLiteral(glob)
    ? `\`${glob}\` must exist and ${found}.`
    : `A file ${listed([glob])} must exist and ${found}.`;
  return [{ message: withWhy(what, why), next }];
}
