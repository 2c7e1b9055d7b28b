/** A stretch of a file, in bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * A file's text with spaces in place of ranges of its bytes, of the same length, so that every offset stays.
 *
 * @param text what `bytes` are, without a byte order mark; all of them are UTF-8.
 * @param ranges apart from each other, in any order; each begins and ends between two characters.
 */
export function blanked(text: string, bytes: Uint8Array, ranges: readonly ByteRange[]): string {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  const unitsAt = offsetsOf(text, bytes);
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of sorted) {
    const [first, last] = [unitsAt(start), unitsAt(end)];
    pieces.push(text.slice(from, first), ' '.repeat(last - first));
    from = last;
  }
  return pieces.join('') + text.slice(from);
}

/** Tells the offset into the text of a byte; to be asked in ascending order. */
function offsetsOf(text: string, bytes: Uint8Array): (byte: number) => number {
  if (text.length === bytes.length) return (byte) => byte;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
  let units = 0;
  return (byte) => {
    units += buffer.toString('utf8', at, byte).length;
    at = byte;
    return units;
  };
}
