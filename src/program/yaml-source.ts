import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Entry, Part } from './part.js';
import type { PathSegment, Places } from './places.js';
import type { SourceError } from './source-error.js';

/** Aliases stand for more copies than a file may have. */
export class TooManyAliases extends Error {
  /** @param offset of the alias that was one too many. */
  constructor(readonly offset: number) {
    super('too many aliases');
  }
}

/** A parsed YAML file that still knows where everything stands. */
export class YamlSource implements Places {
  constructor(
    readonly file: string,
    private readonly text: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** A mistake at the value under `path`; where the value is left empty, at its key. */
  atValue(path: readonly PathSegment[], message: string): SourceError {
    const node = this.nodeAt(path);
    const empty = node === undefined || (isScalar(node) && node.range?.[0] === node.range?.[1]);
    return empty ? this.atKey(path, message) : this.at(node.range?.[0] ?? 0, message);
  }

  /** A mistake at the key that `path` ends with; for a list's entry at the entry. */
  atKey(path: readonly PathSegment[], message: string): SourceError {
    for (let length = path.length; length > 0; length--) {
      const holder = this.nodeAt(path.slice(0, length - 1));
      const last = path[length - 1]!;
      const key = isMap(holder) ? pairOf(holder, last)?.key : undefined;
      if (isNode(key) && key.range) return this.at(key.range[0], message);
      const entry = isSeq(holder) ? this.nodeAt(path.slice(0, length)) : undefined;
      if (entry?.range) return this.at(this.entryStart(entry.range), message);
    }
    return this.at(0, message);
  }

  /** Whether `path` leads to something, be it empty. */
  has(path: readonly PathSegment[]): boolean {
    const holder = this.nodeAt(path.slice(0, -1));
    const last = path.at(-1);
    if (last === undefined) return true;
    if (isMap(holder)) return pairOf(holder, last) !== undefined;
    return isSeq(holder) && holder.items[Number(last)] !== undefined;
  }

  /**
   * The file's value. Of a key that stands twice the first counts; an alias that has nothing to stand for is empty.
   *
   * @param onTwice told where a key stands for the second time: also `"1"` after `1`, which are two for YAML.
   * @throws TooManyAliases when aliases stand for more than `maxAliases` copies.
   */
  root(maxAliases: number, onTwice: (offset: number) => void): Part {
    let aliases = 0;
    const read = (given: unknown, path: readonly PathSegment[]): Part => {
      if (isAlias(given) && ++aliases > maxAliases) throw new TooManyAliases(given.range?.[0] ?? 0);
      const node = this.resolved(given);
      const origin = { places: this, path };
      if (isSeq(node)) {
        return { kind: 'list', items: node.items.map((item, index) => read(item, [...path, index])), origin };
      }
      if (!isMap(node)) return { kind: 'scalar', value: isScalar(node) ? node.value : null, origin };
      const entries = new Map<string, Entry>();
      for (const { key, value } of node.items) {
        const name = keyText(key);
        const inner = [...path, name];
        if (entries.has(name)) onTwice(isNode(key) ? (key.range?.[0] ?? 0) : 0);
        else entries.set(name, { key: { places: this, path: inner }, part: read(value, inner) });
      }
      return { kind: 'map', entries, origin };
    };
    return read(this.document.contents, []);
  }

  /** A mistake at an offset of the text. */
  at(offset: number, message: string): SourceError {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    const start = this.lines.lineStarts[line - 1] ?? 0;
    const column = Array.from(this.text.slice(start, start + col - 1)).length + 1;
    return { file: this.file, line: Math.max(line, 1), column, message };
  }

  /** An empty entry of a list is told at its dash. */
  private entryStart([start, end]: readonly [number, number, number]): number {
    const dash = this.text.lastIndexOf('-', start - 1);
    return start === end && dash !== -1 ? dash : start;
  }

  private nodeAt(path: readonly PathSegment[]): Node | undefined {
    let node = this.resolved(this.document.contents);
    for (const segment of path) {
      if (isMap(node)) node = this.resolved(pairOf(node, segment)?.value);
      else if (isSeq(node)) node = this.resolved(node.items[Number(segment)]);
      else return undefined;
    }
    return node;
  }

  /** What an alias stands for; the alias itself where nothing has its name. */
  private resolved(node: unknown): Node | undefined {
    if (isAlias(node)) return node.resolve(this.document) ?? node;
    return isNode(node) ? node : undefined;
  }
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The first pair of a mapping that has the key; kept at hand, because many mistakes may be told in a large mapping. */
function pairOf(map: YAMLMap, segment: PathSegment): Pair | undefined {
  const index =
    indexes.get(map) ?? new Map([...map.items].reverse().map((pair) => [keyText(pair.key), pair]));
  indexes.set(map, index);
  return index.get(String(segment));
}

/** A key as it is written, so that `01` and `1` are two; `1` and `"1"` are the same. */
function keyText(key: unknown): string {
  const value = isScalar(key) ? (key.type === 'PLAIN' ? (key.source ?? key.value) : key.value) : key;
  return value === null ? '' : String(value as string | number | boolean);
}

/** Whether a collection holds, by an alias, itself: data without an end. Each collection is looked at once. */
export function isCircular(document: Document): boolean {
  const open = new Set<Node>();
  const done = new Set<Node>();
  const visit = (node: unknown): boolean => {
    const target = isAlias(node) ? node.resolve(document) : isNode(node) ? node : undefined;
    if (target === undefined || !isCollection(target) || done.has(target)) return false;
    if (open.has(target)) return true;
    open.add(target);
    const circular = isMap(target)
      ? target.items.some((pair) => visit(pair.key) || visit(pair.value))
      : target.items.some(visit);
    open.delete(target);
    done.add(target);
    return circular;
  };
  return visit(document.contents);
}
