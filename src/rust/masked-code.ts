import { afterLiteral } from './delimiters.js';

const [SLASH, QUOTE, APOSTROPHE, LINE_FEED, BLANK] = [0x2f, 0x22, 0x27, 0x0a, 0x20] as const;

/** Stands for each byte in a string or character literal: nothing that code has, no blank, and no letter. */
export const MASK = 0x1a;

export interface MaskedCode {
  /** As long as the file, with the same lines. */
  readonly bytes: Uint8Array;
  /** The 1-based line at which a comment or literal begins that does not end; `null` where all do. */
  readonly unclosedLine: number | null;
}

/**
 * A Rust file in which only code can be found: comments are blanks, what stands between the quotes of strings and
 * characters is `MASK`. One pass over the bytes; the file need not parse.
 */
export function maskedCode(bytes: Uint8Array): MaskedCode {
  const masked = Uint8Array.from(bytes);
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte !== SLASH && byte !== QUOTE && byte !== APOSTROPHE) {
      at++;
      continue;
    }
    const after = afterLiteral(bytes, at);
    if (after === -1) return { bytes: masked, unclosedLine: lineAt(bytes, at) };
    if (byte === SLASH) cover(masked, after === at + 1 ? after : at, after, BLANK);
    else cover(masked, at + 1, contentEnd(bytes, after), MASK);
    at = after;
  }
  return { bytes: masked, unclosedLine: null };
}

/** Where the closing quote stands, with the `#`s of a raw string behind it; a lifetime has none. */
function contentEnd(bytes: Uint8Array, after: number): number {
  let end = after - 1;
  while (bytes[end] === 0x23) end--;
  return end;
}

/** Blanks out a stretch, but for its line feeds. */
export function cover(bytes: Uint8Array, from: number, to: number, by: number): void {
  for (let at = from; at < to; at++) if (bytes[at] !== LINE_FEED) bytes[at] = by;
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1 && at < offset; at = bytes.indexOf(LINE_FEED, at + 1))
    line++;
  return line;
}
