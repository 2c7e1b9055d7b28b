import { z } from 'zod';
import { bannedCalls, callListOf, callListSchema } from './call-list.js';
import type { Detector } from './detector.js';
import { OncePlaces } from './once-places.js';

export const allowInSchema = z
  .array(z.string())
  .default([])
  .describe('Functions that may compile, as globs over `Type::function` or `function`.');

const options = z.strictObject({ ...callListSchema, allow_in: allowInSchema });

type Options = z.output<typeof options>;

/** Calls of listed functions, or of listed methods on a chain, that do not happen once only. */
export const compileInHotPath: Detector<Options> = {
  id: 'compile-in-hot-path',
  options,
  words: (given) => [{ functions: callListOf(given).functions }],
  bodies: (given) => ({ functions: callListOf(given).functions }),
  detect(file, given, report) {
    const once = new OncePlaces(file, given.allow_in);
    for (const call of bannedCalls(file, callListOf(given))) {
      if (once.runsOnce(call.path)) continue;
      report({ node: call.node, data: { call: call.name }, confidence: call.confidence });
    }
  },
};
