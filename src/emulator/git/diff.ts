import type { GitStore } from './store.js';

export interface FileDiff {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  readonly path: string;
  readonly previousPath?: string;
  /** The blob's SHA at the newer side; of a removal, at the older one. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks in unified form; absent for binary and for large changes and where no line changed. */
  readonly patch?: string;
}

/** Of one file's diff; see GitHub's documentation of diff limits. */
const MAX_PATCH_LINES = 20_000;
const MAX_PATCH_BYTES = 500_000;

/** What differs between two commits, with renames found as `git diff -M` finds them. */
export function diffFiles(store: GitStore, from: string, to: string): Promise<FileDiff[]> {
  return store.once(`diff ${from} ${to}`, [from, to], () => diff(store, from, to));
}

async function diff(store: GitStore, from: string, to: string): Promise<FileDiff[]> {
  const options = ['--find-renames', '-l5000', '--no-color', '--no-ext-diff', '--no-textconv'];
  const [raw, patch] = await Promise.all([
    store.run(['diff-tree', '-r', '-z', '--raw', '--numstat', '--abbrev=40', ...options, from, to]),
    store.run(['diff-tree', '-r', '-p', '--full-index', ...options, from, to]),
  ]);
  const fields = raw.toString().split('\0');
  const entries = readRaw(fields);
  const counts = readNumstat(fields, entries);
  const sections = patchSections(patch.toString());
  return entries.map((entry, index) => {
    const own = entry.letter === 'T' ? sections.splice(0, 2) : sections.splice(0, 1);
    return fileDiff(entry, counts[index] ?? null, hunksOf(own));
  });
}

interface RawEntry {
  readonly letter: string;
  readonly path: string;
  readonly previousPath: string | null;
  readonly sha: string;
}

/** Takes the raw records off the front of the fields; the numstat records stay. */
function readRaw(fields: string[]): RawEntry[] {
  const entries: RawEntry[] = [];
  while (fields[0]?.startsWith(':')) {
    const [, , before = '', after = '', status = ''] = (fields.shift() ?? '').split(' ');
    const letter = status.charAt(0);
    const first = fields.shift() ?? '';
    const renamed = letter === 'R' || letter === 'C';
    const path = renamed ? (fields.shift() ?? '') : first;
    entries.push({
      letter,
      path,
      previousPath: renamed ? first : null,
      sha: letter === 'D' ? before : after,
    });
  }
  return entries;
}

interface Count {
  readonly added: number;
  readonly deleted: number;
  readonly binary: boolean;
}

function readNumstat(fields: string[], entries: readonly RawEntry[]): Count[] {
  return entries.map((entry) => {
    const [added = '0', deleted = '0'] = (fields.shift() ?? '').split('\t');
    if (entry.previousPath !== null) fields.splice(0, 2);
    return { added: Number(added) || 0, deleted: Number(deleted) || 0, binary: added === '-' };
  });
}

/** One text a file, in the order of the raw records: content lines never begin with `diff --git`. */
function patchSections(patch: string): string[] {
  return patch.split(/^(?=diff --git )/m).filter((section) => section.startsWith('diff --git '));
}

function hunksOf(sections: readonly string[]): string | undefined {
  const hunks = sections
    .map((section) => /^@@ /m.exec(section)?.index)
    .map((start, index) => (start === undefined ? '' : (sections[index] ?? '').slice(start)))
    .join('');
  return hunks === '' ? undefined : hunks.replace(/\n$/, '');
}

function fileDiff(entry: RawEntry, count: Count | null, patch: string | undefined): FileDiff {
  const additions = count?.added ?? 0;
  const deletions = count?.deleted ?? 0;
  const tooLarge =
    patch !== undefined &&
    (additions + deletions > MAX_PATCH_LINES || Buffer.byteLength(patch) > MAX_PATCH_BYTES);
  return {
    status: statusOf(entry.letter, patch),
    path: entry.path,
    ...(entry.previousPath === null ? {} : { previousPath: entry.previousPath }),
    sha: entry.sha,
    additions,
    deletions,
    ...(patch === undefined || tooLarge ? {} : { patch }),
  };
}

function statusOf(letter: string, patch: string | undefined): FileDiff['status'] {
  if (letter === 'A' || letter === 'C') return 'added';
  if (letter === 'D') return 'removed';
  if (letter === 'R') return 'renamed';
  return letter === 'T' && patch === undefined ? 'changed' : 'modified';
}
