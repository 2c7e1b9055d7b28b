import type { Path, PathSegment, Places } from './places.js';
import type { PlacedError } from './source-error.js';

/** Where a part was written. */
export interface Origin {
  readonly places: Places;
  readonly path: Path;
  /** Whose use of a template brought it here: `the wave \`a\``. */
  readonly user?: string;
}

/** A value of a YAML file that knows where each piece of it was written, also when it is put together from several. */
export type Part = ScalarPart | ListPart | MapPart;

export interface ScalarPart {
  readonly kind: 'scalar';
  readonly value: unknown;
  readonly origin: Origin;
}

export interface ListPart {
  readonly kind: 'list';
  readonly items: readonly Part[];
  readonly origin: Origin;
}

/** A mapping, in the file's order. */
export interface MapPart {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly origin: Origin;
}

export interface Entry {
  readonly key: Origin;
  readonly part: Part;
}

/** The value as plain data, which has no order of keys that look like integers. */
export function plain(part: Part): unknown {
  switch (part.kind) {
    case 'scalar':
      return part.value;
    case 'list':
      return part.items.map(plain);
    case 'map':
      return Object.fromEntries([...part.entries].map(([key, { part: value }]) => [key, plain(value)]));
  }
}

export function partAt(part: Part | undefined, path: Path): Part | undefined {
  let found = part;
  for (const segment of path) found = found === undefined ? undefined : child(found, segment);
  return found;
}

function child(part: Part, segment: PathSegment): Part | undefined {
  if (part.kind === 'map') return part.entries.get(String(segment))?.part;
  return part.kind === 'list' ? part.items[Number(segment)] : undefined;
}

/** What a mapping has under its keys; nothing for anything else. */
export function entriesAt(part: Part | undefined, path: Path): [key: string, entry: Entry][] {
  const found = partAt(part, path);
  return found?.kind === 'map' ? [...found.entries] : [];
}

/** A list's entries; none for anything else. */
export function itemsAt(part: Part | undefined, path: Path): readonly Part[] {
  const found = partAt(part, path);
  return found?.kind === 'list' ? found.items : [];
}

export function textAt(part: Part | undefined, path: Path): string | undefined {
  const found = partAt(part, path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

/** A mapping without some of its keys. */
export function without(map: MapPart, ...keys: readonly string[]): MapPart {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}

/**
 * One value laid over another: mappings key by key, at any depth; a list or a scalar takes the other's place; an empty
 * value (`key:` or `key: ~`) takes away what the other has under the key.
 */
export function merge(base: Part, over: Part): Part {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = base.entries.get(key);
    if (below === undefined) entries.set(key, entry);
    else if (entry.part.kind === 'scalar' && entry.part.value === null) entries.delete(key);
    else entries.set(key, { key: entry.key, part: merge(below.part, entry.part) });
  }
  return { ...over, entries };
}

/** A mistake at a part. */
export function mistakeAt({ places, path, user }: Origin, message: string): PlacedError {
  return usedBy(places.atValue(path, message), user);
}

/** A mistake at a key, or at a list's entry. */
export function mistakeAtKey({ places, path, user }: Origin, message: string): PlacedError {
  return usedBy(places.atKey(path, message), user);
}

function usedBy(error: PlacedError, user: string | undefined): PlacedError {
  return user === undefined ? error : { ...error, user };
}

/** The places of a value that was put together: each piece is told where it was written. */
export class PartPlaces implements Places {
  constructor(private readonly root: Part) {}

  atValue(path: Path, message: string): PlacedError {
    const part = partAt(this.root, path);
    return part === undefined ? this.atKey(path, message) : mistakeAt(part.origin, message);
  }

  atKey(path: Path, message: string): PlacedError {
    for (let length = path.length; length > 0; length--) {
      const holder = partAt(this.root, path.slice(0, length - 1));
      const key = String(path[length - 1]);
      const entry = holder?.kind === 'map' ? holder.entries.get(key) : undefined;
      if (entry !== undefined) return mistakeAtKey(entry.key, message);
      const item = holder?.kind === 'list' ? holder.items[Number(key)] : undefined;
      if (item !== undefined) return mistakeAtKey(item.origin, message);
    }
    const { places, user } = this.root.origin;
    return usedBy(places.atKey([], message), user);
  }

  has(path: Path): boolean {
    return partAt(this.root, path) !== undefined;
  }
}
