/** One line of a unified diff as the Files tab shows it. */
export interface DiffLine {
  readonly kind: 'hunk' | 'context' | 'added' | 'removed';
  /** 1-based line numbers; `null` on the side where the line is not. */
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads the hunks of one file as GitHub gives them in `patch`: without the file's header. */
export function readPatch(patch: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  for (const line of patch.split('\n')) {
    const hunk = HUNK.exec(line);
    if (hunk !== null) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      lines.push({ kind: 'hunk', before: null, after: null, text: line });
    } else if (line.startsWith('+'))
      lines.push({ kind: 'added', before: null, after: after++, text: line.slice(1) });
    else if (line.startsWith('-'))
      lines.push({ kind: 'removed', before: before++, after: null, text: line.slice(1) });
    else if (line.startsWith(' ')) {
      lines.push({ kind: 'context', before: before++, after: after++, text: line.slice(1) });
    }
  }
  return lines;
}
