/** A file's text, and where its bytes are no UTF-8. */
export interface DecodedText {
  readonly text: string;
  /** 1-based line of the first byte sequence that is no UTF-8; `null` when all is. */
  readonly invalidLine: number | null;
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lossy = new TextDecoder('utf-8');

/** Decodes UTF-8; a byte order mark is not part of the text, and what is no UTF-8 becomes U+FFFD. */
export function decodeSource(bytes: Uint8Array): DecodedText {
  try {
    return { text: strict.decode(bytes), invalidLine: null };
  } catch {
    return { text: lossy.decode(bytes), invalidLine: lineOfInvalid(bytes) };
  }
}

/** A sequence never spans a line feed, so the first line that does not decode alone is the place. */
function lineOfInvalid(bytes: Uint8Array): number {
  for (let line = 1, start = 0; ; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    try {
      strict.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (feed === -1) return line;
    start = feed + 1;
  }
}
