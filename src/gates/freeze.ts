import { matcher } from '../program/globs.js';
import { type Change, pathsOf } from '../snapshot/tree.js';
import { type Gate, NO_NEEDS, type Reason } from './gate.js';
import { capitalised, changeWords, count, cutReasons } from './words.js';

/** A freeze takes stock: it changes no production file. */
export const freezeGate: Gate = {
  id: 'freeze',
  title: 'Freeze',
  steps: ['freeze'],
  waiving: 'contents',
  needs: () => NO_NEEDS,
  evaluate({ changes }, { program }) {
    const included = matcher(program.production.include);
    const excluded = matcher(program.production.exclude);
    const reasons = changes.flatMap((change) =>
      reasonFor(change, (path) => included(path) && !excluded(path)),
    );
    if (reasons.length > 0) return { verdict: 'fail', reasons: cutReasons(reasons), findings: [] };
    const message = `${count(changes.length, 'changed file')}, none of them a production file.`;
    return { verdict: 'pass', reasons: [{ message }], findings: [] };
  },
};

function reasonFor(change: Change, isProduction: (path: string) => boolean): Reason[] {
  const touched = pathsOf(change).filter(isProduction);
  if (touched.length === 0) return [];
  const one = change.previousPath === undefined ? 'it' : `\`${touched[0]}\``;
  const which = touched.length > 1 ? 'both are production files' : `${one} is a production file`;
  return [
    {
      message: `${capitalised(changeWords(change))}: ${which}, and a freeze changes none.`,
      next: 'Take the change out of this pull request; it belongs into a later step.',
      ...(change.after !== undefined && { path: change.path }),
    },
  ];
}
