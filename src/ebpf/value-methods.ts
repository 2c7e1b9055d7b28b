import {
  ANY_ELEMENT,
  computed,
  handedOver,
  joinValues,
  type Place,
  type Pointer,
  pointer,
  record,
  type Value,
  within,
  wrapped,
} from './memory.js';

type Wrapped = Extract<Value, { kind: 'wrapped' }>;
type Arguments = readonly (Value | undefined)[];

/** Of raw pointers, and of no number: the pointer again. */
const SAME_POINTER = new Set([
  'cast',
  'cast_mut',
  'cast_const',
  'offset',
  'byte_add',
  'byte_sub',
  'byte_offset',
  'wrapping_offset',
  'as_ptr',
  'as_non_null_ptr',
]);
/** Arithmetic that both raw pointers and numbers have. */
const POINTER_ARITHMETIC = new Set(['add', 'sub', 'wrapping_add', 'wrapping_sub']);
const POINTER_FACTS = new Set(['is_null', 'addr', 'is_aligned', 'offset_from', 'align_offset']);
const READS = new Set(['read', 'read_volatile', 'read_unaligned']);
const REFERENCES_MADE = new Set(['as_mut_unchecked', 'as_ref_unchecked', 'as_uninit_mut']);

/** What a method of a raw pointer, or of a reference made of one, returns. */
export function callOnPointer(self: Pointer, name: string, args: Arguments): Value | undefined {
  if (SAME_POINTER.has(name)) return pointer(self.place, false);
  if (READS.has(name) || name === 'replace') return { kind: 'copy', place: self.place };
  if (REFERENCES_MADE.has(name)) return pointer(self.place, true);
  if (!self.reference) {
    if (POINTER_ARITHMETIC.has(name)) return pointer(self.place, false);
    if (POINTER_FACTS.has(name)) return undefined;
    if (name === 'as_ref' || name === 'as_mut') return wrapped(pointer(self.place, true));
  }
  return callOnPlace(self.place, name, args);
}

/** Of containers: references to their elements, one at a time. */
const ELEMENTS = new Set([
  'iter_mut',
  'iter',
  'get_mut',
  'first_mut',
  'last_mut',
  'first',
  'last',
  'into_iter',
]);
const ELEMENT = new Set(['get_unchecked_mut', 'get_unchecked']);
const WHOLE = new Set([
  'as_mut_slice',
  'as_slice',
  'as_deref_mut',
  'borrow_mut',
  'deref_mut',
  'by_ref',
  'as_mut_ptr',
  'as_ptr',
]);
const COPIES = new Set(['clone', 'to_owned']);

/** What a method called on a place in a map entry returns: a reference into it, or something computed from it. */
export function callOnPlace(place: Place, name: string, args: Arguments): Value | undefined {
  if (ELEMENTS.has(name)) return wrapped(pointer(within(place, ANY_ELEMENT), true));
  if (ELEMENT.has(name)) return pointer(within(place, ANY_ELEMENT), true);
  if (WHOLE.has(name)) return pointer(place, !name.endsWith('ptr'));
  if (COPIES.has(name)) return { kind: 'copy', place };
  if (name === 'as_mut' || name === 'as_ref') return wrapped(pointer(place, true));
  if (name === 'get') return args.length === 0 ? pointer(place, false) : callOnPlace(place, 'get_mut', args);
  return computed({ kind: 'computed', readings: [{ ...place, indirect: true }] }, ...args.map(handedOver));
}

const UNWRAPS = new Set(['unwrap', 'expect', 'unwrap_unchecked', 'unwrap_or_default']);
const UNWRAPS_OR = new Set(['unwrap_or', 'unwrap_or_else']);
const KEEPS = new Set([
  'ok_or',
  'ok_or_else',
  'ok',
  'map_err',
  'filter',
  'inspect',
  'inspect_err',
  'take',
  'or',
  'or_else',
  'into_iter',
  'by_ref',
  'copied',
  'cloned',
  'rev',
  'skip',
  'next',
  'nth',
  'last',
]);
const REFERS = new Set(['as_ref', 'as_mut', 'iter', 'iter_mut']);
const CHAINS = new Set(['and_then', 'flat_map', 'filter_map', 'map_or_else', 'map_or']);

/** What a method of an `Option`, `Result` or iterator that holds a pointer returns. */
export function callOnWrapped(self: Wrapped, name: string, args: Arguments): Value | undefined {
  if (UNWRAPS.has(name)) return self.inner;
  if (UNWRAPS_OR.has(name)) return joinValues(self.inner, returned(args[0]));
  if (name === 'or' || name === 'or_else') return joinValues(self, returned(args[0]));
  if (KEEPS.has(name)) return self;
  if (REFERS.has(name)) return wrapped(layered(self.inner));
  if (name === 'map') return wrapped(returned(args[0]));
  if (CHAINS.has(name)) return joinValues(returned(args[0]), returned(args[1]));
  if (name === 'zip')
    return wrapped(pair(self.inner, args[0]?.kind === 'wrapped' ? args[0].inner : undefined));
  if (name === 'flatten') return self.inner.kind === 'wrapped' ? self.inner : self;
  if (name === 'enumerate') return wrapped(pair(undefined, self.inner));
  return computed(self, ...args.map(handedOver));
}

/** The value that an iterator or `Option` gives to a closure's parameter at that position. */
export function handedToClosure(self: Wrapped, name: string, parameter: number): Value | undefined {
  if (parameter === 1) return name === 'fold' || name === 'try_fold' ? self.inner : undefined;
  if (name === 'fold' || name === 'try_fold' || name === 'map_err' || name === 'or_else') return undefined;
  return name === 'inspect' || name === 'filter' ? layered(self.inner) : self.inner;
}

/** What iterating an array gives. */
export function anyField({ fields }: Extract<Value, { kind: 'record' }>): Value | undefined {
  return [...fields.values()].reduce<Value | undefined>(
    (joined, value) => joinValues(joined, value),
    undefined,
  );
}

function returned(value: Value | undefined): Value | undefined {
  return value?.kind === 'closure' ? value.result : value;
}

function pair(first: Value | undefined, second: Value | undefined): Value | undefined {
  const fields = new Map<string, Value>();
  if (first !== undefined) fields.set('0', first);
  if (second !== undefined) fields.set('1', second);
  return record(fields);
}

/** A reference to the value. */
export function layered(value: Value): Value {
  switch (value.kind) {
    case 'pointer':
      return { ...value, layers: value.layers + 1 };
    case 'place':
      return pointer(value.place, true);
    case 'wrapped':
      return wrapped(layered(value.inner)) ?? value;
    default:
      return value;
  }
}

/** What `*value` is. */
export function dereferenced(value: Value): Value | undefined {
  switch (value.kind) {
    case 'pointer':
      return value.layers > 0
        ? { ...value, layers: value.layers - 1 }
        : { kind: 'place', place: value.place };
    case 'wrapped':
      return dereferenced(value.inner);
    case 'place':
      return undefined;
    default:
      return value;
  }
}

/** What `value.name` is, through references as Rust goes through them. */
export function fieldOf(value: Value, name: string): Value | undefined {
  switch (value.kind) {
    case 'pointer':
      return value.reference ? { kind: 'place', place: within(value.place, name) } : undefined;
    case 'place':
    case 'copy':
      return { kind: value.kind, place: within(value.place, name) };
    case 'wrapped':
      return fieldOf(value.inner, name);
    case 'record':
      return value.fields.get(name);
    case 'computed':
      return value;
    case 'map':
    case 'closure':
      return undefined;
  }
}
