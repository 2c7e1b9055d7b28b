import { z } from 'zod';
import { Flow } from '../dataflow/flow.js';
import { atomicSuggestion } from '../ebpf/atomic-suggestion.js';
import { boundClosures, type ClosureArguments } from '../ebpf/bound-closures.js';
import { ebpfCandidates, isEbpf } from '../ebpf/ebpf-code.js';
import { MapPointers } from '../ebpf/map-pointers.js';
import type { Value } from '../ebpf/memory.js';
import type { ReturnedPointers } from '../ebpf/pointer-calls.js';
import { takesPointers } from '../ebpf/pointer-parameters.js';
import { returnedPointers } from '../ebpf/returned-pointers.js';
import { type RacyStore, racyStores } from '../ebpf/stores.js';
import type { Suggestion } from '../rust/finding.js';
import type { Detector, DetectorFile, Hit } from './detector.js';
import { globPattern } from './glob-pattern.js';

const options = z.strictObject({
  maps: z
    .array(z.string())
    .default([])
    .describe('Only these statics, by name or glob; with none named every shared map and `*mut` parameter.'),
});

type Options = z.output<typeof options>;

/** Reading, changing and writing back memory of a map that all CPUs share, through a raw pointer. */
export const rawSharedIncrement: Detector<Options> = {
  id: 'raw-shared-increment',
  options,
  words: () => [['get_ptr_mut', 'get_ptr', 'mut']],
  candidates: (crate) =>
    new Set([
      ...crate.having([['get_ptr_mut', 'get_ptr']]),
      ...ebpfCandidates(crate, { code: takesPointers }),
    ]),
  detect(file, given, report) {
    if (!/get_ptr/.test(file.tree.text) && !isEbpf(file)) return;
    const patterns = given.maps.map(globPattern);
    const found = storesIn(file).filter(({ store }) => isJudged(store, patterns));
    const lines = found.map(({ store }) => file.line(file.tree.start(store.node)));
    for (const [index, { store, suggestion }] of found.entries()) {
      // Two suggestions for one line would undo each other.
      const isAlone = lines[index - 1] !== lines[index] && lines[index + 1] !== lines[index];
      report(hitOf(file, store, isAlone ? suggestion : undefined));
    }
  },
};

interface FoundStore {
  readonly store: RacyStore;
  readonly suggestion: Suggestion | undefined;
}

/** All read-modify-writes through map pointers, in source order. */
function storesIn(file: DetectorFile): FoundStore[] {
  const returned = returnedPointers(file);
  const { flow, found } = sweep(file, returned);
  const bound = boundClosures(file, flow);
  return bound.size === 0 ? found : sweep(file, returned, bound).found;
}

function sweep(file: DetectorFile, returned: ReturnedPointers, bound?: ClosureArguments) {
  const found: FoundStore[] = [];
  const flow = new Flow<Value>(file.tree, (running) => {
    const pointers = new MapPointers(file, running, returned, bound);
    return pointers.observed((node, kind) => {
      for (const store of racyStores(file, running, node, kind)) {
        found.push({ store, suggestion: atomicSuggestion(file, node, (part) => running.value(part)) });
      }
    });
  });
  flow.run(0);
  return { flow, found };
}

function isJudged({ place }: RacyStore, patterns: readonly RegExp[]): boolean {
  const { map } = place.origin;
  if (map?.perCpu === true) return false;
  return patterns.length === 0 || (map?.name !== undefined && patterns.some((glob) => glob.test(map.name!)));
}

function hitOf(file: DetectorFile, { node, place, confidence }: RacyStore, suggestion?: Suggestion): Hit {
  const { map } = place.origin;
  const target = map?.name === undefined ? 'a shared eBPF map' : `the shared map ${map.name}`;
  const data = { operation: shortened(file, node), target };
  return { node, data, confidence, ...(suggestion === undefined ? {} : { suggestion }) };
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
