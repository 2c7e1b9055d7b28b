import type { Replaced } from './decode.js';

/** Lines and columns of a text: 1-based, columns in bytes of the file from the line's first, as compilers count them. */
export class LineIndex {
  private readonly starts: number[] = [0];
  private readonly ascii: boolean;

  /** @param replaced what in the text stands for bytes that are no UTF-8; all else has as many bytes as in UTF-8. */
  constructor(
    private readonly text: string,
    private readonly replaced: readonly Replaced[] = [],
  ) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
    this.ascii = Buffer.byteLength(text) === text.length;
  }

  /** How many lines there are; an empty text has one. */
  get count(): number {
    return this.starts.length;
  }

  line(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  column(offset: number): number {
    const start = this.starts[this.line(offset) - 1]!;
    if (this.ascii) return offset - start + 1;
    return this.bytesBetween(start, offset) + 1;
  }

  /** A line's text without its line ending. */
  lineText(line: number): string {
    const start = this.starts[line - 1] ?? this.text.length;
    const end = this.starts[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, '');
  }

  private lastStart = -1;
  private lastOffset = -1;
  private lastBytes = 0;

  /** Goes on from the previous answer on the same line: many findings on one long line stay linear. */
  private bytesBetween(start: number, offset: number): number {
    const resume = start === this.lastStart && offset >= this.lastOffset;
    const from = resume ? this.lastOffset : start;
    this.lastBytes = (resume ? this.lastBytes : 0) + this.bytes(from, offset);
    this.lastStart = start;
    this.lastOffset = offset;
    return this.lastBytes;
  }

  private bytes(from: number, to: number): number {
    let bytes = Buffer.byteLength(this.text.slice(from, to));
    for (let at = this.firstReplaced(from); (this.replaced[at]?.offset ?? to) < to; at++) {
      bytes += this.replaced[at]!.bytes - REPLACEMENT;
    }
    return bytes;
  }

  /** The index of the first replacement that does not stand before the offset. */
  private firstReplaced(offset: number): number {
    let low = 0;
    let high = this.replaced.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.replaced[middle]!.offset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Bytes of U+FFFD in UTF-8. */
const REPLACEMENT = 3;
