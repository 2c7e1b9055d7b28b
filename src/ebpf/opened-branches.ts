import type { Span } from './branches.js';

/** Code that runs only where a look-up found something. */
export interface OpenedBranch extends Span {
  /** Whether the look-up was in one of the maps that were asked for. */
  readonly source: boolean;
}

/**
 * Tells for places of a file which look-up's branch they are in: of nested ones the innermost.
 *
 * @param branches each either inside another or apart from it, in any order.
 * @param offsets ascending.
 * @returns for each offset whether it is in a branch that a source opened.
 */
export function inSourceBranch(branches: readonly OpenedBranch[], offsets: readonly number[]): boolean[] {
  const ordered = [...branches].sort((a, b) => a.start - b.start || b.end - a.end);
  const around: OpenedBranch[] = [];
  let next = 0;
  return offsets.map((offset) => {
    for (; next < ordered.length && ordered[next]!.start <= offset; next++) {
      close(around, ordered[next]!.start);
      around.push(ordered[next]!);
    }
    close(around, offset);
    return around.at(-1)?.source === true;
  });
}

function close(around: OpenedBranch[], offset: number): void {
  while (around.length > 0 && around.at(-1)!.end <= offset) around.pop();
}
