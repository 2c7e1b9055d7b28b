import { z } from 'zod';
import { Flow } from '../dataflow/flow.js';
import { ebpfCandidates, isEbpf } from '../ebpf/ebpf-code.js';
import { MapPointers } from '../ebpf/map-pointers.js';
import type { Value } from '../ebpf/memory.js';
import { type RacyStore, racyStores } from '../ebpf/stores.js';
import type { Detector, DetectorFile } from './detector.js';
import { globPattern } from './glob-pattern.js';

const options = z.strictObject({
  maps: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Only these statics, by name or glob; without it every shared map and `*mut` parameter.'),
});

type Options = z.output<typeof options>;

/** Reading, changing and writing back memory of a map that all CPUs share, through a raw pointer. */
export const rawSharedIncrement: Detector<Options> = {
  id: 'raw-shared-increment',
  options,
  words: () => [['get_ptr_mut', 'get_ptr', 'mut']],
  candidates: (crate) =>
    new Set([...crate.having([['get_ptr_mut', 'get_ptr']]), ...ebpfCandidates(crate, 'mut')]),
  detect(file, given, report) {
    if (!/get_ptr/.test(file.tree.text) && !isEbpf(file)) return;
    const patterns = given.maps?.map(globPattern);
    for (const store of storesIn(file)) {
      if (isJudged(store, patterns)) report(hitOf(file, store));
    }
  },
};

/** All read-modify-writes through map pointers, in source order. */
function storesIn(file: DetectorFile): RacyStore[] {
  const found: RacyStore[] = [];
  const flow = new Flow<Value>(file.tree, (running) => {
    const pointers = new MapPointers(file, running);
    return pointers.observed((node, kind) => found.push(...racyStores(file, running, node, kind)));
  });
  flow.run(0);
  return found;
}

function isJudged({ place }: RacyStore, patterns: readonly RegExp[] | undefined): boolean {
  const { map } = place.origin;
  if (map?.perCpu === true) return false;
  return (
    patterns === undefined || (map?.name !== undefined && patterns.some((pattern) => pattern.test(map.name!)))
  );
}

function hitOf(file: DetectorFile, { node, place, confidence }: RacyStore) {
  const { map } = place.origin;
  const target = map?.name === undefined ? 'a shared eBPF map' : `the shared map ${map.name}`;
  return { node, data: { operation: shortened(file, node), target }, confidence };
}

/** An operation longer than this is cut in the message. */
const MAX_OPERATION = 80;

function shortened(file: DetectorFile, node: number): string {
  const { text } = file.tree;
  const start = file.tree.start(node);
  const source = text
    .slice(start, Math.min(file.tree.end(node), start + 4 * MAX_OPERATION))
    .replace(/\s+/g, ' ');
  return source.length > MAX_OPERATION ? `${source.slice(0, MAX_OPERATION - 1)}…` : source;
}
