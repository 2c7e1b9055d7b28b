import { z } from 'zod';
import { AsyncContexts } from './async-contexts.js';
import { callListOf, callListSchema } from './call-list.js';
import type { Detector, DetectorFile } from './detector.js';
import { offloadSchema } from './offloading.js';
import { hitsIn, type PlacedHit } from './placed-hits.js';
import { Reach, type Surroundings } from './reach.js';

const options = z.strictObject({ ...callListSchema, handed_to: offloadSchema });

type Options = z.output<typeof options>;

const found = new WeakMap<Options, ReadonlyMap<string, readonly PlacedHit[]>>();

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
    found.set(given, hits);
    return new Set(hits.keys());
  },
  // What it found was asked for when it was looked for.
  bodies: (given) => ({ functions: callListOf(given).functions }),
  detect(file, given, report) {
    for (const hit of hitsIn(file.tree, found.get(given)?.get(file.path) ?? [])) report(hit);
  },
};
