import { crateOf } from '../gates/crates.js';
import { isRust } from '../gates/rule-scope.js';
import { compareText } from '../rust/finding.js';
import { isFile, type Tree } from '../snapshot/tree.js';

/** A crate of more Rust files than this is judged file by file: fetching it all for its names would cost too much. */
export const MAX_CONTEXT_FILES = 400;
/** Bytes of a crate's Rust files beyond which the same holds. */
export const MAX_CONTEXT_BYTES = 16 * 1024 * 1024;

/**
 * The other Rust files of the crates that the judged paths belong to: below `src/`, or beside the manifest where the
 * root file is there; statics are declared and names re-exported in them. They resolve names; nothing is reported in them. A crate beyond the limits brings none, and its
 * files are judged with what each says by itself.
 */
export function crateContext(judged: readonly string[], tree: Tree): string[] {
  const wanted = new Set(judged.filter((path) => tree.has(path)).map((path) => crateOf(path, tree)));
  wanted.delete(null);
  const sources = new Map<string, string[]>();
  const bytes = new Map<string, number>();
  for (const entry of wanted.size === 0 ? [] : tree.values()) {
    if (!isRust(entry.path) || !isFile(entry)) continue;
    const crate = crateOf(entry.path, tree);
    if (crate === null || !wanted.has(crate) || !isSource(entry.path, crate, tree)) continue;
    sources.set(crate, [...(sources.get(crate) ?? []), entry.path]);
    bytes.set(crate, (bytes.get(crate) ?? 0) + entry.size);
  }
  return [...sources]
    .filter(([crate, paths]) => paths.length <= MAX_CONTEXT_FILES && bytes.get(crate)! <= MAX_CONTEXT_BYTES)
    .flatMap(([, paths]) => paths)
    .sort(compareText);
}

function isSource(path: string, crate: string, tree: Tree): boolean {
  const folder = crate === '' ? '' : `${crate}/`;
  if (path.startsWith(`${folder}src/`)) return true;
  const flat = ROOTS.some((root) => tree.has(folder + root));
  return flat && !TARGETS.test(path.slice(folder.length));
}

const ROOTS = ['lib.rs', 'main.rs'];
/** What Cargo builds beside the crate's own modules. */
const TARGETS = /^(?:tests|benches|examples)\/|^build\.rs$/;
