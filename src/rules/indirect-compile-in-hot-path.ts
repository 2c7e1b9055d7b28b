import { z } from 'zod';
import { NONE } from '../rust/syntax.js';
import { callListOf, callListSchema } from './call-list.js';
import { allowInSchema } from './compile-in-hot-path.js';
import type { Detector } from './detector.js';
import { OncePlaces } from './once-places.js';
import { hitsIn, type PlacedHit } from './placed-hits.js';
import { Reach } from './reach.js';

const options = z.strictObject({ ...callListSchema, allow_in: allowInSchema });

type Options = z.output<typeof options>;

/** By file; kept for the crate under the rule's options. */
type Hits = ReadonlyMap<string, readonly PlacedHit[]>;

/** Calls of functions of the crate that reach a listed call which does not happen once only. */
export const indirectCompileInHotPath: Detector<Options> = {
  id: 'indirect-compile-in-hot-path',
  options,
  words: (given) => [{ functions: callListOf(given).functions }],
  async candidates(crate, given) {
    const reach = new Reach(crate, callListOf(given), (file) => {
      const once = new OncePlaces(file, given.allow_in);
      return {
        reports: (expression) => !once.runsOnce(expression),
        host: (expression) => (once.runsOnce(expression) ? NONE : file.contexts.function(expression)),
      };
    });
    const hits = await reach.hits();
    return new Set(crate.memo<Hits>(given, () => hits).keys());
  },
  // What it found was asked for when it was looked for.
  bodies: (given) => ({ functions: callListOf(given).functions }),
  detect(file, given, report) {
    const hits = file.crate.memo<Hits>(given, () => new Map());
    for (const hit of hitsIn(file.tree, hits.get(file.path) ?? [])) report(hit);
  },
};
