/**
 * The lines of the new side that a patch shows, added and context lines: only these take review comments.
 * @param patch as GitHub gives it, hunks only.
 */
export function rightLines(patch: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 0;
  for (const text of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (hunk !== null) line = Number(hunk[1]);
    else if (line > 0 && (text.startsWith('+') || text.startsWith(' ') || text === '')) {
      if (text !== '') lines.add(line);
      line += 1;
    }
  }
  return lines;
}
