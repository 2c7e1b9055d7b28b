/** Lines and columns of a text: 1-based, columns in UTF-8 bytes from the line's first byte, as compilers count them. */
export class LineIndex {
  private readonly starts: number[] = [0];
  private readonly ascii: boolean;

  constructor(private readonly text: string) {
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
    this.lastBytes = (resume ? this.lastBytes : 0) + Buffer.byteLength(this.text.slice(from, offset));
    this.lastStart = start;
    this.lastOffset = offset;
    return this.lastBytes;
  }
}
