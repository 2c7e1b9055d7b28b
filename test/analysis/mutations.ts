/** A stream of numbers from 0 up to 1 that is the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Kind = 'delete' | 'duplicate' | 'swap' | 'truncate' | 'flip';

export const KINDS: readonly Kind[] = ['delete', 'duplicate', 'swap', 'truncate', 'flip'];

/** Longest span that is changed at once. Bytes. */
const LONGEST = 200;

/** The text with one change of that kind at a random place. */
export function mutated(text: Buffer, kind: Kind, random: () => number): Buffer {
  const start = Math.floor(random() * text.length);
  const end = Math.min(text.length, start + 1 + Math.floor(random() * LONGEST));
  const span = text.subarray(start, end);
  switch (kind) {
    case 'delete':
      return Buffer.concat([text.subarray(0, start), text.subarray(end)]);
    case 'duplicate':
      return Buffer.concat([text.subarray(0, end), span, text.subarray(end)]);
    case 'swap': {
      const next = text.subarray(end, Math.min(text.length, end + span.length));
      return Buffer.concat([text.subarray(0, start), next, span, text.subarray(end + next.length)]);
    }
    case 'truncate':
      return Buffer.from(text.subarray(0, start));
    case 'flip': {
      const flipped = Buffer.from(text);
      flipped[start] = flipped[start]! ^ (1 << Math.floor(random() * 8));
      return flipped;
    }
  }
}
