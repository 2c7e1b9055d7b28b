/** `use`, `type` and `extern crate` declarations, as far as words tell. */
const DECLARATION = /\b(?:use|type|extern\s+crate)\b[^;]{0,20000};/g;

/** Finds the words that files need to name functions, following what they rename in each other. */
export class Renamings {
  private readonly declarations = new Map<string, readonly (readonly string[])[]>();

  /** @param texts the files at hand, by path. */
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /**
   * Words that a file must have one of to name one of the functions: the segment before the function's own (`Regex` of
   * `regex::Regex::new`, `fs` of `std::fs::read`), and what files at hand rename it or the function to.
   *
   * @param functions absolute paths.
   */
  wordsNaming(functions: readonly string[]): ReadonlySet<string> {
    const owned = new Map<string, Set<string>>();
    for (const path of functions) {
      const segments = path.split('::');
      const owner = segments.at(-2) ?? segments.at(-1)!;
      owned.set(owner, (owned.get(owner) ?? new Set()).add(segments.at(-1)!));
    }
    const words = new Set(owned.keys());
    for (let before = -1; before < words.size; ) {
      before = words.size;
      const pattern = wordPattern(words);
      for (const [path, text] of this.texts) {
        if (pattern.test(text)) for (const one of this.declared(path, text)) addRenamed(one, words, owned);
      }
    }
    return words;
  }

  private declared(path: string, text: string): readonly (readonly string[])[] {
    const known = this.declarations.get(path);
    if (known !== undefined) return known;
    const found = [...text.matchAll(DECLARATION)].map(([declaration]) => declaration.match(/\w+|\*/g) ?? []);
    this.declarations.set(path, found);
    return found;
  }
}

function addRenamed(
  declared: readonly string[],
  words: Set<string>,
  owned: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  if (!declared.some((word) => words.has(word))) return;
  if (declared[0] === 'type') words.add(declared[1]!);
  const functions = new Set<string>();
  for (const [owner, names] of owned) {
    // An imported type is named by its own name; a function imported from a module is named without the module.
    if (/^[A-Z]/.test(owner) || !declared.includes(owner)) continue;
    for (const name of names) if (declared.includes('*') || declared.includes(name)) functions.add(name);
  }
  for (const [i, word] of declared.entries()) {
    const renamed = declared[i - 1]!;
    if (word === 'as' && (words.has(renamed) || functions.has(renamed) || renamed === 'self')) {
      if (declared[i + 1] !== undefined && declared[i + 1] !== '_') words.add(declared[i + 1]!);
    }
  }
  for (const name of functions) words.add(name);
}

/** A pattern that finds any of the words, each as a whole. */
export function wordPattern(words: Iterable<string>): RegExp {
  return new RegExp(`\\b(?:${[...words].join('|')})\\b`);
}
