import type { Node } from '../rust/syntax.js';
import type { MapReference } from './map-declarations.js';

/** What the flow of map look-ups knows of a value. */
export type LookupValue =
  /** A map's static, or another path: a constant. */
  | { readonly kind: 'name'; readonly path: Node; readonly map: MapReference }
  /** The `Option` that a look-up gives; `source` where one of the maps asked for may have given it. */
  | { readonly kind: 'lookup'; readonly source: boolean; readonly inner: LookupValue | undefined }
  /** A `bool`: whether the look-up found something, or with `found: false` whether it found nothing. */
  | { readonly kind: 'flag'; readonly source: boolean; readonly found: boolean }
  /** The map's value, or a reference to it. */
  | { readonly kind: 'entry'; readonly isScalar: boolean | undefined }
  /** A struct inside the map's value. */
  | { readonly kind: 'part' }
  /** What is no rule's id: a literal or constant, the whole value of a map of scalars, or the entry's action. */
  | { readonly kind: 'no-id'; readonly what: NoId }
  | { readonly kind: 'tuple'; readonly items: readonly (LookupValue | undefined)[] }
  /** Nothing: the expression leaves the function or loop. */
  | { readonly kind: 'never' }
  /** A closure, by what it returns. */
  | { readonly kind: 'closure'; readonly result: LookupValue | undefined };

export type NoId = 'constant' | 'value' | 'action';

/** What is known where two ways meet: only what both agree on. A way that leaves the function has no say. */
export function joinLookups(a: LookupValue | undefined, b: LookupValue | undefined): LookupValue | undefined {
  if (a?.kind === 'never') return b;
  if (b?.kind === 'never') return a;
  if (a === undefined || b === undefined) return undefined;
  if (a.kind === 'lookup' && b.kind === 'lookup') {
    return { kind: 'lookup', source: a.source || b.source, inner: joinLookups(a.inner, b.inner) };
  }
  if (a.kind === 'flag' && b.kind === 'flag') return { ...a, source: a.source || b.source };
  if (isNone(a) && b.kind === 'lookup') return b;
  if (isNone(b) && a.kind === 'lookup') return a;
  const [low, high] = RANK[a.kind] < RANK[b.kind] ? [a, b] : [b, a];
  return a.kind === b.kind || RANK[low.kind] > 0 ? high : undefined;
}

/** `None` is a name like that of a constant. */
function isNone(value: LookupValue): boolean {
  return value.kind === 'name';
}

/** Kinds that can stand in for each other as no rule's id, by how much they say; 0 for the others. */
const RANK: Readonly<Record<LookupValue['kind'], number>> = {
  never: 0,
  lookup: 0,
  flag: 0,
  part: 0,
  tuple: 0,
  closure: 0,
  name: 1,
  'no-id': 2,
  entry: 3,
};
