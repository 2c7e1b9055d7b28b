import { z } from 'zod';
import { AsyncContexts } from './async-contexts.js';
import { callListOf, callListSchema } from './call-list.js';
import type { Detector, DetectorFile } from './detector.js';
import { offloadSchema } from './offloading.js';
import { hitsIn, type PlacedHit } from './placed-hits.js';
import { Reach, type Surroundings } from './reach.js';

const options = z.strictObject({ ...callListSchema, handed_to: offloadSchema });

type Options = z.output<typeof options>;

/** By file; kept for the crate under the rule's options. */
type Hits = ReadonlyMap<string, readonly PlacedHit[]>;

/** Calls, in async code, of sync functions of the crate that reach a listed call through sync functions. */
export const indirectCallInAsync: Detector<Options> = {
  id: 'indirect-call-in-async',
  options,
  words: (given) => [['async'], { functions: callListOf(given).functions }],
  async candidates(crate, given) {
    const surroundings = (file: DetectorFile): Surroundings => {
      const contexts = new AsyncContexts(file, given.handed_to);
      return {
        reports: (expression) => contexts.runsAsync(expression),
        host: (expression) => contexts.host(expression),
      };
    };
    const reach = new Reach(crate, callListOf(given), surroundings, ['async']);
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
