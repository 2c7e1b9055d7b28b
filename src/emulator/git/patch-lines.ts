/** A line of a patch that a review comment can stand on. */
export interface PatchLine {
  readonly side: 'LEFT' | 'RIGHT';
  readonly line: number;
  /** Index of its hunk in the patch: the lines of one comment belong to one hunk. */
  readonly hunk: number;
  /** GitHub's old way to name the line: its distance from the first hunk header. */
  readonly position: number;
}

/** Every line of a patch, context lines on both sides. */
export function patchLines(patch: string): PatchLine[] {
  const lines: PatchLine[] = [];
  let [left, right, hunk] = [0, 0, -1];
  patch.split('\n').forEach((text, position) => {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (header !== null) {
      [left, right, hunk] = [Number(header[1]), Number(header[2]), hunk + 1];
      return;
    }
    if (text.startsWith('\\')) return;
    if (!text.startsWith('+')) lines.push({ side: 'LEFT', line: left++, hunk, position });
    if (!text.startsWith('-')) lines.push({ side: 'RIGHT', line: right++, hunk, position });
  });
  return lines;
}

/** The part of the patch that GitHub shows above a comment: its hunk up to the commented line. */
export function hunkUpTo(patch: string, position: number): string {
  const lines = patch.split('\n').slice(0, position + 1);
  const start = lines.findLastIndex((line) => line.startsWith('@@ '));
  return lines.slice(start).join('\n');
}
