import { createHash } from 'node:crypto';

/** Whether the bytes are the blob of that object id, by git's own hash: SHA-1, or SHA-256 for ids of 64 digits. */
export function isBlob(sha: string, bytes: Uint8Array): boolean {
  const hash = createHash(sha.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') === sha;
}
