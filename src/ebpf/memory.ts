import type { MapReference } from './map-declarations.js';
import type { MapHandle } from './map-types.js';

/** Where a raw pointer came from. Two pointers with one origin point to the same map entry. */
export interface Origin {
  /** The map, or `undefined` for a `*mut T` parameter. */
  readonly map: MapHandle | undefined;
  /** Equal for equal origins. */
  readonly key: string;
}

/** A place in a map entry: the fields and indexes that lead to it from the entry's start. */
export interface Place {
  readonly origin: Origin;
  readonly path: readonly string[];
}

/** A step into any element of an array or slice. */
export const ANY_ELEMENT = '[*]';
/** Deeper places are taken for the place this many steps down. */
const MAX_PATH = 16;

export function within(place: Place, step: string): Place {
  if (place.path.length >= MAX_PATH) return place;
  return { origin: place.origin, path: [...place.path, step] };
}

/** A reading of map memory that a value was computed from. */
export interface Reading extends Place {
  /** Read by a function or method that was handed a pointer: of which part of the place is not known. */
  readonly indirect: boolean;
}

/** Whether a store to `place` of a value computed from `reading` reads and modifies the same memory. */
export function feeds(reading: Reading, place: Place): boolean {
  if (reading.origin.key !== place.origin.key) return false;
  const whole = startsWith(place.path, reading.path);
  const part = startsWith(reading.path, place.path);
  return reading.indirect ? part : whole || part;
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => sameStep(step, path[index]!));
}

function sameStep(a: string, b: string): boolean {
  return a === b || (a === ANY_ELEMENT && b.startsWith('[')) || (b === ANY_ELEMENT && a.startsWith('['));
}

export interface Pointer {
  readonly kind: 'pointer';
  readonly place: Place;
  readonly reference: boolean;
  /** How many references to the pointer itself are around it. */
  readonly layers: number;
  /** Made of another pointer, perhaps as one to another type. */
  readonly isConverted: boolean;
}

/** What the flow of map pointers knows of a value. */
export type Value =
  /** A handle of a map: the static itself or a reference to it. */
  | { readonly kind: 'map'; readonly map: MapReference }
  /** A raw pointer into a map, or a reference made of one. */
  | Pointer
  /** The memory that such a pointer points to, as a place expression. */
  | { readonly kind: 'place'; readonly place: Place }
  /** A copy of that memory. */
  | { readonly kind: 'copy'; readonly place: Place }
  /** A value computed from map memory. */
  | { readonly kind: 'computed'; readonly readings: readonly Reading[] }
  /** Something that holds the value: an `Option`, a `Result`, an iterator. */
  | { readonly kind: 'wrapped'; readonly inner: Value; readonly depth: number }
  /** A tuple, array or struct, by field name or index. */
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Value>; readonly depth: number }
  /** A closure, by what it returns. */
  | { readonly kind: 'closure'; readonly result: Value; readonly depth: number };

/** Values nested deeper are not followed. */
const MAX_DEPTH = 24;
/** A value computed from more places than this keeps the first of them. */
const MAX_READINGS = 32;

export function pointer(place: Place, reference: boolean, layers = 0): Pointer {
  return { kind: 'pointer', place, reference, layers, isConverted: true };
}

/** The pointer that a map gives out. */
export function entryPointer(origin: Origin): Pointer {
  return { kind: 'pointer', place: { origin, path: [] }, reference: false, layers: 0, isConverted: false };
}

export function wrapped(inner: Value | undefined): Value | undefined {
  const depth = depthOf(inner) + 1;
  return inner === undefined || depth > MAX_DEPTH ? undefined : { kind: 'wrapped', inner, depth };
}

export function closure(result: Value | undefined): Value | undefined {
  const depth = depthOf(result) + 1;
  return result === undefined || depth > MAX_DEPTH ? undefined : { kind: 'closure', result, depth };
}

export function record(fields: ReadonlyMap<string, Value>): Value | undefined {
  let depth = 0;
  for (const value of fields.values()) depth = Math.max(depth, depthOf(value) + 1);
  return fields.size === 0 || depth > MAX_DEPTH ? undefined : { kind: 'record', fields, depth };
}

function depthOf(value: Value | undefined): number {
  return value !== undefined && 'depth' in value ? value.depth : 0;
}

/** A value computed from all of these. */
export function computed(...from: (Value | undefined)[]): Value | undefined {
  return ofReadings(from.flatMap((value) => readings(value)));
}

function ofReadings(all: readonly Reading[]): Value | undefined {
  const distinct: Reading[] = [];
  for (const reading of all) {
    if (distinct.length === MAX_READINGS) break;
    if (!distinct.some((other) => sameReading(other, reading))) distinct.push(reading);
  }
  return distinct.length === 0 ? undefined : { kind: 'computed', readings: distinct };
}

function sameReading(a: Reading, b: Reading): boolean {
  return (
    a.origin.key === b.origin.key &&
    a.indirect === b.indirect &&
    a.path.length === b.path.length &&
    startsWith(a.path, b.path)
  );
}

const remembered = new WeakMap<Value, readonly Reading[]>();

/** Which map memory a value was computed from. A bare pointer was not read through. */
export function readings(value: Value | undefined): readonly Reading[] {
  if (value === undefined) return [];
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const found = readingsOf(value);
  remembered.set(value, found);
  return found;
}

function readingsOf(value: Value): readonly Reading[] {
  switch (value.kind) {
    case 'place':
    case 'copy':
      return [{ ...value.place, indirect: false }];
    case 'computed':
      return value.readings;
    case 'wrapped':
      return readings(value.inner);
    case 'record':
      return readings(ofReadings([...value.fields.values()].flatMap((field) => readings(field))));
    case 'pointer':
      return value.reference ? [{ ...value.place, indirect: true }] : [];
    case 'map':
    case 'closure':
      return [];
  }
}

/** What a call may read that is handed the value: behind a pointer, the memory that it points to. */
export function handedOver(value: Value | undefined): Value | undefined {
  switch (value?.kind) {
    case 'pointer':
      return { kind: 'computed', readings: [{ ...value.place, indirect: true }] };
    case 'wrapped':
      return handedOver(value.inner);
    case 'closure':
      return computed(value.result);
    default:
      return computed(value);
  }
}

/** What a value is on two ways that meet: a pointer on either stays one, of two the one that other CPUs share. */
export function joinValues(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  if (a.kind === 'wrapped' && b.kind === 'wrapped') return wrapped(joinValues(a.inner, b.inner));
  if (isData(a) && isData(b)) return samePlace(a, b) ? a : computed(a, b);
  if (a.kind === 'pointer' && b.kind === 'pointer') return a.place.origin.map?.perCpu === true ? b : a;
  return rank(a) >= rank(b) ? a : b;
}

/** Which of two kinds is kept where they meet. */
function rank(value: Value): number {
  if (value.kind === 'map') return 0;
  return isData(value) ? 1 : 2;
}

function isData(value: Value): boolean {
  return value.kind === 'place' || value.kind === 'copy' || value.kind === 'computed';
}

function samePlace(a: Value, b: Value): boolean {
  if (a.kind !== 'copy' || b.kind !== 'copy') return false;
  return a.place.origin.key === b.place.origin.key && a.place.path.join('.') === b.place.path.join('.');
}
