import { z } from 'zod';
import { Flow } from '../dataflow/flow.js';
import { DropSignals } from '../ebpf/drop-signals.js';
import { EmitFlow } from '../ebpf/emit-flow.js';
import { type Emit, isUnsignalled, type RingValue } from '../ebpf/emits.js';
import type { Detector, DetectorFile } from './detector.js';
import { globPattern } from './glob-pattern.js';

const EMITS = ['reserve', 'reserve_untyped', 'reserve_bytes', 'output'];

/** One of them called, with generic arguments or without. */
const CALLED = new RegExp(`\\b(?:${EMITS.join('|')})[\\s\\x80-\\xff]*(?:\\(|::)`);

const globs = z.array(z.string());

const options = z.strictObject({
  ring_buffers: globs
    .default([])
    .describe('Names of receivers, as globs, that are ring buffers whatever their declaration.'),
  drop_signal: z
    .strictObject({
      functions: globs.default(['*drop*', '*lost*']).describe('Functions whose call signals a drop.'),
      counters: globs
        .default(['*DROP*', '*LOST*'])
        .describe('Items whose mention in a call or assignment signals a drop.'),
    })
    .prefault({}),
});

type Options = z.output<typeof options>;

/** Emits into a ring buffer that can fail without anything being counted. */
export const unsignalledReserveFailure: Detector<Options> = {
  id: 'unsignalled-reserve-failure',
  options,
  words: () => [EMITS],
  candidates(crate, given) {
    const emitting = crate.having([{ code: (text) => CALLED.test(text) }]);
    if (given.ring_buffers.length > 0) return new Set(emitting);
    const packages = new Set(crate.having([['RingBuf']]).map((path) => crate.packageFolder(path)));
    return new Set(emitting.filter((path) => packages.has(crate.packageFolder(path))));
  },
  detect(file, given, report) {
    for (const emit of emitsIn(file, given)) {
      if (!isUnsignalled(emit)) continue;
      report({ node: emit.node, data: { call: methodOf(file, emit.node) }, confidence: 'certain' });
    }
  },
};

function emitsIn(file: DetectorFile, given: Options): readonly Emit[] {
  const signals = new DropSignals(file, given.drop_signal);
  const patterns = given.ring_buffers.map(globPattern);
  const isRingName = (name: string) => patterns.some((pattern) => pattern.test(name));
  const found: Emit[][] = [];
  const flow = new Flow<RingValue>(file.tree, (running) => {
    const domain = new EmitFlow(file, running, signals, isRingName);
    found.push(domain.emits);
    return domain;
  });
  flow.run(0);
  return found.flat();
}

/** What is called, without its arguments: `EVENTS.reserve::<Event>`. */
function methodOf(file: DetectorFile, call: number): string {
  const { tree } = file;
  return tree.source(tree.field(call, 'function')).replace(/\s+/g, ' ').slice(0, 80);
}
