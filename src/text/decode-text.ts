import { decodeSource } from '../rust/decode.js';

/**
 * A file's text for searching: lines end with a line feed alone, a byte order mark is no part of it, and UTF-16 is read
 * where a mark says so. Bytes that are no UTF-8 are U+FFFD each; the rest is searched all the same.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = utf16(bytes) ?? decodeSource(bytes).text;
  return text.includes('\r') ? text.replace(/\r\n/gu, '\n') : text;
}

function utf16(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first !== 0xfe || second !== 0xff) return null;
  const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
  return new TextDecoder('utf-16le').decode(swapped);
}
