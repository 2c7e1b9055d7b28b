import type { Node } from '../rust/syntax.js';
import type { MapReference } from './map-declarations.js';

/** A call that puts an event into a ring buffer, or reserves room for one, and fails when the buffer is full. */
export interface Emit {
  readonly node: Node;
  /** Some path on which it failed signals the drop. */
  signalled: boolean;
  /** Some path on which it failed does not. */
  silent: boolean;
  /** The result went where it is not followed: to the caller, or into another call. */
  escaped: boolean;
}

/** Whether a drop can go unnoticed. A result that nothing looks at is such a drop too. */
export function isUnsignalled(emit: Emit): boolean {
  return !emit.signalled && (emit.silent || !emit.escaped);
}

/** What the flow of ring buffers knows of a value. */
export type RingValue =
  /** A map, perhaps a ring buffer: the static itself or a reference to it. */
  | { readonly kind: 'map'; readonly map: MapReference }
  /** The `Option` or `Result` of one of these emits. */
  | { readonly kind: 'result'; readonly emits: readonly Emit[] }
  /** A `bool` that tells whether the emit succeeded, or with `success: false` whether it failed. */
  | { readonly kind: 'flag'; readonly emits: readonly Emit[]; readonly success: boolean };

export function emitsOf(value: RingValue | undefined): readonly Emit[] {
  return value?.kind === 'result' || value?.kind === 'flag' ? value.emits : [];
}

/** Results that meet are followed together, up to this many. */
const MAX_EMITS = 64;

export function joinRingValues(a: RingValue | undefined, b: RingValue | undefined): RingValue | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  if (a.kind === 'map' || b.kind === 'map') return a.kind === 'map' ? b : a;
  return { ...a, emits: merged(a, b) };
}

function merged(a: { emits: readonly Emit[] }, b: { emits: readonly Emit[] }): Emit[] {
  return [...new Set([...a.emits, ...b.emits])].slice(0, MAX_EMITS);
}
