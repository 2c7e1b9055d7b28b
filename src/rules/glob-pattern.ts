/** A glob over names: `*` stands for any characters, `?` for one; all else for itself. Case counts. */
export function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

/** Whether a glob stands for one name only. */
export function isName(glob: string): boolean {
  return /^\w+$/.test(glob);
}
