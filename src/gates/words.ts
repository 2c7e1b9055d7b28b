import type { Change } from '../snapshot/tree.js';
import { SUBMODULE, SYMLINK } from '../snapshot/tree.js';
import type { Reason } from './gate.js';

/** Reasons that a gate lists one by one; what is beyond is counted in one more. */
export const MAX_REASONS = 100;

/** The reasons, cut at `MAX_REASONS` with the number of those left out. */
export function cutReasons(reasons: readonly Reason[]): Reason[] {
  if (reasons.length <= MAX_REASONS) return [...reasons];
  const left = reasons.length - MAX_REASONS;
  return [...reasons.slice(0, MAX_REASONS), { message: `And ${left} more of the same kind.`, unseen: true }];
}

/** `1 file`, `3 files`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** What happened to a path: `modified`, `renamed from a to b`, `changed to a symbolic link`. */
export function changeWords(change: Change): string {
  const kind = kindWords(change);
  switch (change.status) {
    case 'renamed':
      return `\`${change.previousPath}\` was renamed to \`${change.path}\``;
    case 'mode-changed':
      return `the mode of \`${change.path}\` was changed from ${change.before?.mode} to ${change.after?.mode}`;
    case 'removed':
      return `${kind}\`${change.path}\` was removed`;
    case 'added':
      return `${kind}\`${change.path}\` was added`;
    default:
      return `${kind}\`${change.path}\` was modified`;
  }
}

function kindWords({ before, after }: Change): string {
  const mode = (after ?? before)?.mode;
  if (mode === SUBMODULE) return 'the submodule ';
  return mode === SYMLINK ? 'the symbolic link ' : '';
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
