const [SLASH, STAR, LINE_FEED, QUOTE, APOSTROPHE, BACKSLASH, HASH, LETTER_R] = [
  0x2f, 0x2a, 0x0a, 0x22, 0x27, 0x5c, 0x23, 0x72,
] as const;

/** What closes each opening delimiter, by its byte. */
export const CLOSING = new Uint8Array(256);
CLOSING[0x28] = 0x29;
CLOSING[0x5b] = 0x5d;
CLOSING[0x7b] = 0x7d;
const CLOSES = new Uint8Array(256);
for (const byte of [0x29, 0x5d, 0x7d]) CLOSES[byte] = 1;
/** Bytes at which more than a step forward has to be done. */
export const SPECIAL = new Uint8Array(256);
for (const byte of [0x28, 0x29, 0x5b, 0x5d, 0x7b, 0x7d, SLASH, QUOTE, APOSTROPHE]) SPECIAL[byte] = 1;

/**
 * Whether each delimiter of a Rust file has its partner, and each string and comment its end. One pass over the
 * bytes: many times faster than parsing, and enough to notice a file that is cut off, merged badly or no Rust at all.
 */
export function delimitersBalance(bytes: Uint8Array): boolean {
  return unbalancedAt(bytes) === -1;
}

/** The byte offset of the first delimiter, string or comment that has no partner or end; -1 where all have. */
export function unbalancedAt(bytes: Uint8Array): number {
  const open: number[] = [];
  const { length } = bytes;
  for (let at = 0; at < length; ) {
    const byte = bytes[at]!;
    if (SPECIAL[byte] === 0) {
      at++;
    } else if (CLOSING[byte] !== 0) {
      open.push(at);
      at++;
    } else if (CLOSES[byte] !== 0) {
      const opener = open.pop();
      if (opener === undefined || CLOSING[bytes[opener]!] !== byte) return at;
      at++;
    } else {
      const after = afterLiteral(bytes, at);
      if (after === -1) return at;
      at = after;
    }
  }
  return open.at(-1) ?? -1;
}

/** Whether a comment, a string or a character may begin with the byte. */
export function isLiteralStart(byte: number): boolean {
  return byte === SLASH || byte === QUOTE || byte === APOSTROPHE;
}

/** The offset after the comment, string or character that begins here, if one does; -1 where it does not end. */
export function afterLiteral(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!;
  return byte === SLASH
    ? afterSlash(bytes, at)
    : byte === QUOTE
      ? afterString(bytes, at)
      : afterQuote(bytes, at);
}

function afterSlash(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] === SLASH) {
    const feed = bytes.indexOf(LINE_FEED, at);
    return feed === -1 ? bytes.length : feed;
  }
  if (bytes[at + 1] !== STAR) return at + 1;
  let depth = 1;
  for (let i = at + 2; i < bytes.length; i++) {
    if (bytes[i] === SLASH && bytes[i + 1] === STAR) {
      depth++;
      i++;
    } else if (bytes[i] === STAR && bytes[i + 1] === SLASH) {
      depth--;
      i++;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

function afterString(bytes: Uint8Array, at: number): number {
  let hashes = 0;
  while (bytes[at - 1 - hashes] === HASH) hashes++;
  if (bytes[at - 1 - hashes] === LETTER_R) return afterRawString(bytes, at, hashes);
  for (let i = at + 1; i < bytes.length; i++) {
    if (bytes[i] === BACKSLASH) i++;
    else if (bytes[i] === QUOTE) return i + 1;
  }
  return -1;
}

function afterRawString(bytes: Uint8Array, at: number, hashes: number): number {
  for (let end = bytes.indexOf(QUOTE, at + 1); end !== -1; end = bytes.indexOf(QUOTE, end + 1)) {
    let found = 0;
    while (found < hashes && bytes[end + 1 + found] === HASH) found++;
    if (found === hashes) return end + 1 + hashes;
  }
  return -1;
}

/** A character literal, or a lifetime's quote alone. */
function afterQuote(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1];
  if (next === undefined) return at + 1;
  if (next === BACKSLASH) {
    const end = bytes.indexOf(APOSTROPHE, at + 3);
    return end === -1 || end > at + 14 ? at + 3 : end + 1;
  }
  const width = next < 0x80 ? 1 : next < 0xe0 ? 2 : next < 0xf0 ? 3 : 4;
  return bytes[at + 1 + width] === APOSTROPHE ? at + 2 + width : at + 1;
}
