import { z } from 'zod';
import { AsyncContexts } from './async-contexts.js';
import { awaitedCall, awaitedSchema } from './awaited-call.js';
import { bannedCalls, callListOf, callListSchema } from './call-list.js';
import type { Detector } from './detector.js';
import { offloadSchema } from './offloading.js';

const options = z.strictObject({ ...callListSchema, handed_to: offloadSchema, awaited: awaitedSchema });

type Options = z.output<typeof options>;

/** Calls of listed functions, or of listed methods on a chain, where the code runs on an async executor's thread. */
export const callInAsync: Detector<Options> = {
  id: 'call-in-async',
  options,
  words: (given) => [['async'], { functions: callListOf(given).functions }],
  bodies: (given) => ({ functions: callListOf(given).functions }),
  detect(file, given, report) {
    const contexts = new AsyncContexts(file, given.handed_to);
    for (const call of bannedCalls(file, callListOf(given))) {
      if (!contexts.runsAsync(call.path)) continue;
      const suggestion = awaitedCall(file, call, given.awaited);
      const hit = { node: call.node, data: { call: call.name }, confidence: call.confidence };
      report(suggestion === undefined ? hit : { ...hit, suggestion });
    }
  },
};
