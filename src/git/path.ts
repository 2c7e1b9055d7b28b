const strict = new TextDecoder('utf-8', { fatal: true });

/** A path of git, which is bytes, as text: what is no UTF-8 shows each of its non-ASCII bytes as `\xNN`. */
export function decodePath(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  }
}
