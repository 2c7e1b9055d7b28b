import { MASK, maskedCode } from './masked-code.js';

const MASKED = String.fromCharCode(MASK);
const ATTRIBUTE = new RegExp(`#\\s*\\[\\s*path\\s*=\\s*(?:r#*)?"([${MASKED}\\n]*)"`, 'dg');

/**
 * The last parts of the paths that a file's `path` attributes name, read without parsing it; `null` where only parsing
 * tells them.
 */
export function attributedNames(bytes: Uint8Array): ReadonlySet<string> | null {
  const { bytes: masked, unclosedLine } = maskedCode(bytes);
  if (unclosedLine !== null) return null;
  const names = new Set<string>();
  for (const { indices } of Buffer.from(masked.buffer).toString('latin1').matchAll(ATTRIBUTE)) {
    const [start, end] = indices![1]!;
    const path = Buffer.from(bytes.subarray(start, end)).toString();
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (path.includes('\\') || /^\.*$/.test(name)) return null;
    names.add(name);
  }
  return names;
}
