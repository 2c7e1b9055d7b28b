import { hunkUpTo, type PatchLine, patchLines } from '../git/patch-lines.js';
import type { Anchor, Pull, Side, Thread } from '../model.js';
import { pullFiles } from './pull-facts.js';

/** Where a comment asks to stand. */
export interface Placement {
  readonly path: string;
  readonly line?: number | undefined;
  readonly side?: Side | undefined;
  readonly startLine?: number | undefined;
  readonly startSide?: Side | undefined;
  /** The old way to name a line: its distance from the first hunk header. */
  readonly position?: number | undefined;
  readonly subject?: 'line' | 'file' | undefined;
}

/** Finds the place on the pull request's diff, or says in GitHub's words why there is none. */
export async function placeOnDiff(pull: Pull, placement: Placement): Promise<Anchor | { error: string }> {
  const file = (await pullFiles(pull)).find((one) => one.path === placement.path);
  if (file === undefined) return { error: 'Path could not be resolved' };
  if (placement.subject === 'file') return fileAnchor(pull, placement);
  const patch = file.patch ?? '';
  const lines = patchLines(patch);
  const end =
    placement.line === undefined
      ? lines.findLast((one) => one.position === placement.position)
      : find(lines, placement.line, placement.side ?? 'RIGHT');
  if (end === undefined) {
    return {
      error: placement.line === undefined ? 'Position could not be resolved' : 'Line could not be resolved',
    };
  }
  const start = startOf(lines, placement, end);
  if (start !== null && 'error' in start) return start;
  return {
    path: placement.path,
    side: end.side,
    line: end.line,
    startLine: start?.line ?? null,
    startSide: start?.side ?? null,
    position: end.position,
    originalLine: end.line,
    originalStartLine: start?.line ?? null,
    originalPosition: end.position,
    originalCommitSha: pull.head.sha,
    diffHunk: hunkUpTo(patch, end.position),
    subject: 'line',
  };
}

function find(lines: readonly PatchLine[], line: number, side: Side): PatchLine | undefined {
  return lines.find((one) => one.line === line && one.side === side);
}

/** The first line of a comment over several lines: it must precede the last one and lie in the same hunk. */
function startOf(
  lines: readonly PatchLine[],
  placement: Placement,
  end: PatchLine,
): PatchLine | { error: string } | null {
  if (placement.startLine === undefined) return null;
  const start = find(lines, placement.startLine, placement.startSide ?? placement.side ?? 'RIGHT');
  if (start === undefined) return { error: 'Start line could not be resolved' };
  if (start.position >= end.position) return { error: 'Start line must precede the end line' };
  if (start.hunk !== end.hunk) return { error: 'Start line must be part of the same hunk as the line.' };
  return start;
}

function fileAnchor(pull: Pull, placement: Placement): Anchor {
  return {
    path: placement.path,
    side: 'RIGHT',
    line: null,
    startLine: null,
    startSide: null,
    position: null,
    originalLine: 1,
    originalStartLine: null,
    originalPosition: 1,
    originalCommitSha: pull.head.sha,
    diffHunk: '',
    subject: 'file',
  };
}

/** After a push: a thread stays where its line's text still is in the diff, and is outdated where it is not. */
export async function moveAnchors(pull: Pull): Promise<void> {
  if (pull.threads.length === 0) return;
  const patches = new Map((await pullFiles(pull)).map((file) => [file.path, file.patch ?? '']));
  for (const thread of pull.threads) moveThread(thread, patches.get(thread.anchor.path) ?? '');
}

function moveThread({ anchor }: Thread, patch: string): void {
  if (anchor.line === null || anchor.subject === 'file') return;
  const wanted = anchor.diffHunk.split('\n').at(-1);
  const texts = patch.split('\n');
  const found = patchLines(patch)
    .filter((line) => line.side === anchor.side && texts[line.position] === wanted)
    .sort((a, b) => Math.abs(a.line - anchor.originalLine) - Math.abs(b.line - anchor.originalLine))[0];
  const shift = found === undefined ? 0 : found.line - anchor.line;
  anchor.startLine = found === undefined || anchor.startLine === null ? null : anchor.startLine + shift;
  anchor.line = found?.line ?? null;
  anchor.position = found?.position ?? null;
}
