import { posix } from 'node:path';
import type { Tree } from '../snapshot/tree.js';
import { isRust } from './rule-scope.js';

/** What cannot be part of a path, as people write one down among words. */
const DELIMITER = /[\s|`"'()[\]<>,;={}\0]/u;
/** Longer words are cut: no system takes longer paths. */
const MAX_WORD = 4096;
const PATH_CHARACTER = /[\p{L}\p{M}\p{N}_.\-/%@+]/u;
/** What GitHub puts between a repository and a branch in the address of a file. */
const FILE_VIEW = /\/(?:blob|blame|raw|tree|edit)\//u;

/** A Rust file as a text names it. */
export interface NamedPath {
  /** From the repository's root; as it is written where no such file is there. */
  readonly path: string;
  readonly known: boolean;
}

/** Finds names of Rust files in a document: from the root, in links from its own folder, in addresses on GitHub. */
export class RustPaths {
  /** Files whose names hold what ends a word elsewhere, by their last word: they are told by the whole name. */
  private readonly odd = new Map<string, string[]>();

  /** @param folder the document's: links are relative to it. */
  constructor(
    private readonly tree: Tree,
    private readonly folder: string,
  ) {
    for (const path of tree.keys()) {
      if (!isRust(path) || !DELIMITER.test(path)) continue;
      const word = path.slice(wordStart(path, 0, path.length));
      this.odd.set(
        word,
        [...(this.odd.get(word) ?? []), path].sort((a, b) => b.length - a.length),
      );
    }
  }

  /**
   * The name that ends at `end` of a line, not beginning before `from`.
   * @returns null for what names no file of this repository: patterns, other sites.
   */
  endingAt(line: string, from: number, end: number): (NamedPath & { readonly start: number }) | null {
    const start = wordStart(line, from, end);
    const word = line.slice(start, end);
    for (const path of this.odd.get(word) ?? []) {
      const begin = end - path.length;
      if (begin >= from && line.startsWith(path, begin)) return { path, known: true, start: begin };
    }
    const found = this.inWord(word);
    return found && { ...found, start };
  }

  /** The file that an address on GitHub shows; null for any other address, and for files that are not there. */
  inAddress(address: string): string | null {
    const view = FILE_VIEW.exec(address);
    if (view === null || address.length > MAX_WORD) return null;
    const rest = decoded(address.slice(view.index + view[0].length));
    // A branch's name may have slashes, so where the path begins is tried.
    for (let slash = rest.indexOf('/'); slash !== -1; slash = rest.indexOf('/', slash + 1)) {
      const path = rest.slice(slash + 1);
      if (this.tree.has(path)) return path;
    }
    return null;
  }

  private inWord(word: string): NamedPath | null {
    const plain = word.replace(/^[*_~!:#]+(?=[\p{L}\p{N}_./])/u, '');
    for (const text of new Set([word, plain, lastRun(word)])) {
      const path = [text, decoded(text)]
        .flatMap((one) => this.meanings(one))
        .find((one) => this.tree.has(one));
      if (path !== undefined) return { path, known: true };
    }
    const isName = /[\p{L}\p{N}_]\.rs$/u.test(plain) && !/[*?]/u.test(plain);
    return isName ? { path: this.meanings(plain)[0]!, known: false } : null;
  }

  /** The paths that a text may stand for: links begin at the document, what searches print at the root. */
  private meanings(text: string): [string, ...string[]] {
    const fromTop = text.replace(/^(?:\.?\/)+/u, '');
    if (!/^\.{1,2}\//u.test(text)) return [fromTop];
    return [posix.normalize(`${this.folder}/${text}`).replace(/^\.\//u, ''), fromTop];
  }
}

function wordStart(line: string, from: number, end: number): number {
  const least = Math.max(from, end - MAX_WORD);
  let start = end;
  while (start > least && !DELIMITER.test(line[start - 1]!)) start -= 1;
  return start;
}

/** The end of a word from the last character on that paths seldom have: `crates/a.rs` of `at:crates/a.rs`. */
function lastRun(word: string): string {
  let start = word.length;
  while (start > 0 && PATH_CHARACTER.test(word[start - 1]!)) start -= 1;
  return word.slice(start);
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
