import type { Reason } from './gate.js';

/** A document's text; `null` where it is not UTF-8. */
export function documentText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Why a document is not judged any further. */
export function noText(path: string): Reason {
  return { message: `\`${path}\` is not UTF-8 text.`, next: 'Save it as UTF-8.', path };
}
