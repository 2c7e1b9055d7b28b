/** A file's text, and where its bytes are no UTF-8. */
export interface DecodedText {
  readonly text: string;
  /** 1-based line of the first byte sequence that is no UTF-8; `null` when all is. */
  readonly invalidLine: number | null;
  /** What stands in the text for bytes that are no UTF-8, in its order. */
  readonly replaced: readonly Replaced[];
}

/** A U+FFFD in a text, by its offset, and how many bytes it stands for. */
export interface Replaced {
  readonly offset: number;
  readonly bytes: number;
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lossy = new TextDecoder('utf-8');

/** Decodes UTF-8; a byte order mark is not part of the text, and what is no UTF-8 becomes U+FFFD. */
export function decodeSource(bytes: Uint8Array): DecodedText {
  try {
    return { text: strict.decode(bytes), invalidLine: null, replaced: [] };
  } catch {
    const text = lossy.decode(bytes);
    const replaced = replacedIn(bytes);
    return { text, invalidLine: text.slice(0, replaced[0]?.offset ?? 0).split('\n').length, replaced };
  }
}

/** The sequences that a decoder replaces, by the rules of the Encoding Standard. */
function replacedIn(bytes: Uint8Array): Replaced[] {
  const replaced: Replaced[] = [];
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let offset = 0;
  for (let at = hasMark ? 3 : 0; at < bytes.length; offset++) {
    const length = sequenceLength(bytes, at);
    if (length < 0) replaced.push({ offset, bytes: -length });
    else if (length === 4) offset++;
    at += Math.abs(length);
  }
  return replaced;
}

/** How many bytes the sequence at a place has; of one that breaks off, or is none, the negative of it. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length === 0) return -1;
  for (let taken = 1; taken < length; taken++) {
    const [least, most] = taken === 1 ? secondByte(first) : CONTINUATION;
    const byte = bytes[at + taken] ?? 0;
    if (byte < least || byte > most) return -taken;
  }
  return length;
}

const CONTINUATION = [0x80, 0xbf] as const;

/** What may follow a first byte: neither overlong forms, nor surrogates, nor what is above U+10FFFF. */
function secondByte(first: number): readonly [least: number, most: number] {
  switch (first) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return CONTINUATION;
  }
}
