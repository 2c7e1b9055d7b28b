import { afterLiteral, CLOSING, isLiteralStart, SPECIAL } from './delimiters.js';

/**
 * What a file's code says, for searching it without parsing: a byte a character, each comment a space, strings and
 * characters empty. Words are found by ASCII alone; a byte above counts as white space does.
 */
export interface CodeText {
  /** Whether each delimiter has its partner, and each string and comment its end; else the text may lack code. */
  readonly balanced: boolean;
  readonly all: string;
  /** Without what is in modules that only tests build. */
  readonly production: string;
}

/** How far back the head of a module is looked for. Bytes. */
const HEAD = 300;

/** `#[cfg(test)] mod tests`, other attributes between them or not. */
const TEST_MODULE =
  /#\s*\[\s*cfg\s*\(\s*test\s*\)\s*\]\s*(?:#\s*\[[^\][]*\]\s*)*(?:pub\b\s*(?:\([^()]*\)\s*)?)?mod\s+\w+\s*$/;

/**
 * Reads a file's code in one pass over its bytes.
 *
 * Only a module at the file's top level, whose attribute stands in front of it without a comment or string in between,
 * is left out: what the parser makes of it cannot depend on anything around it.
 */
export function readCode(bytes: Uint8Array): CodeText {
  const reader = new CodeReader(bytes);
  reader.read();
  const all = reader.pieces.join('');
  return { balanced: reader.balanced, all, production: without(all, reader.balanced ? reader.tests : []) };
}

class CodeReader {
  readonly pieces: string[] = [];
  /** Ranges of the text that are in test modules. */
  readonly tests: [number, number][] = [];
  balanced = true;
  private readonly buffer: Buffer;
  private readonly open: number[] = [];
  /** The byte from which code has not been taken over. */
  private from = 0;
  /** Characters that have been. */
  private length = 0;
  private testFrom = -1;

  constructor(private readonly bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): void {
    const { bytes } = this;
    for (let at = 0; at < bytes.length; ) {
      const byte = bytes[at]!;
      if (SPECIAL[byte] === 0) at++;
      else if (isLiteralStart(byte)) at = this.literal(at, byte);
      else {
        if (CLOSING[byte] === 0) this.closes(at, byte);
        else this.opens(at);
        at++;
      }
    }
    if (this.open.length > 0) this.balanced = false;
    this.take(bytes.length, '');
  }

  private literal(at: number, byte: number): number {
    const after = afterLiteral(this.bytes, at);
    if (after === at + 1) return after;
    this.take(at, byte === 0x22 ? '""' : ' ');
    if (after === -1) this.balanced = false;
    this.from = after === -1 ? this.bytes.length : after;
    return this.from;
  }

  private take(to: number, then: string): void {
    if (to > this.from) this.pieces.push(this.buffer.toString('latin1', this.from, to));
    if (then !== '') this.pieces.push(then);
    this.length += to - this.from + then.length;
    this.from = to;
  }

  private opens(at: number): void {
    if (this.open.length === 0 && this.bytes[at] === 0x7b) {
      const head = this.buffer.toString('latin1', Math.max(this.from, at - HEAD), at);
      if (TEST_MODULE.test(head)) this.testFrom = this.length + at + 1 - this.from;
    }
    this.open.push(at);
  }

  private closes(at: number, byte: number): void {
    const opener = this.open.pop();
    if (opener === undefined || CLOSING[this.bytes[opener]!] !== byte) this.balanced = false;
    if (this.open.length > 0 || this.testFrom === -1) return;
    this.tests.push([this.testFrom, this.length + at - this.from]);
    this.testFrom = -1;
  }
}

function without(text: string, ranges: readonly (readonly [number, number])[]): string {
  if (ranges.length === 0) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(from, start));
    from = end;
  }
  return pieces.join('') + text.slice(from);
}
