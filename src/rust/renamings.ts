import { codeOnly } from './delimiters.js';

/** Finds the words that files need to name functions, following what they rename in each other. */
export class Renamings {
  private readonly declarations = new Map<string, readonly (readonly string[])[]>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  /**
   * @param files the files at hand, by path.
   * @param texts the same, as Latin 1.
   */
  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /**
   * Words that a file must have one of to name one of the functions: the segment before the function's own (`Regex` of
   * `regex::Regex::new`, `fs` of `std::fs::read`), and what files at hand rename it or the function to.
   *
   * @param functions absolute paths.
   * @param within the files whose renamings count; all of them, if it is not given.
   */
  wordsNaming(functions: readonly string[], within?: (path: string) => boolean): ReadonlySet<string> {
    if (within !== undefined) return this.search(functions, within);
    const key = functions.join();
    const words = this.known.get(key) ?? this.search(functions, () => true);
    this.known.set(key, words);
    return words;
  }

  private search(functions: readonly string[], within: (path: string) => boolean): ReadonlySet<string> {
    const owned = new Map<string, Set<string>>();
    for (const path of functions) {
      const segments = path.split('::');
      const owner = segments.at(-2) ?? segments.at(-1)!;
      owned.set(owner, (owned.get(owner) ?? new Set()).add(segments.at(-1)!));
    }
    const words = new Set(owned.keys());
    const texts = [...this.texts].filter(([path]) => within(path));
    for (let before = -1; before < words.size; ) {
      before = words.size;
      const pattern = wordPattern(words);
      for (const [path, text] of texts) {
        if (pattern.test(text)) for (const one of this.declared(path)) addRenamed(one, words, owned);
      }
    }
    return words;
  }

  /** The words of each `use`, `type` and `extern crate` declaration. */
  private declared(path: string): readonly (readonly string[])[] {
    const known = this.declarations.get(path);
    if (known !== undefined) return known;
    const found: string[][] = [];
    for (const statement of codeOnly(this.files.get(path)!).split(';')) {
      const begin = statement.search(/\b(?:use|type|extern)\b/);
      if (begin !== -1) found.push(statement.slice(begin).match(/\w+|\*/g) ?? []);
    }
    this.declarations.set(path, found);
    return found;
  }
}

function addRenamed(declared: readonly string[], words: Set<string>, owned: Map<string, Set<string>>): void {
  if (!declared.some((word) => words.has(word))) return;
  for (const [i, word] of declared.entries()) {
    if (word === 'type') addName(words, declared[i + 1]);
  }
  const functions = new Set<string>();
  for (const [owner, names] of owned) {
    // An imported type is named by its own name; a function imported from a module is named without the module.
    if (/^[A-Z]/.test(owner) || !declared.includes(owner)) continue;
    for (const name of names) if (declared.includes('*') || declared.includes(name)) functions.add(name);
  }
  for (const [i, word] of declared.entries()) {
    const renamed = declared[i - 1]!;
    if (word === 'as' && (words.has(renamed) || functions.has(renamed) || renamed === 'self')) {
      addName(words, declared[i + 1]);
      addOwner(owned, renamed === 'self' ? declared : [renamed], declared[i + 1]);
    }
  }
  for (const name of functions) words.add(name);
}

/** What is imported from a module by its new name is a function of it as well. */
function addOwner(
  owned: Map<string, Set<string>>,
  before: readonly string[],
  name: string | undefined,
): void {
  if (name === undefined) return;
  const functions = before.flatMap((owner) => [...(owned.get(owner) ?? [])]);
  if (functions.length > 0) owned.set(name, new Set([...(owned.get(name) ?? []), ...functions]));
}

/** In casts and macros, `as` and `type` stand before things that are no names: `*`, or nothing at all. */
function addName(words: Set<string>, word: string | undefined): void {
  if (word !== undefined && word !== '_' && word !== '*') words.add(word);
}

/** A pattern that finds any of the words, each as a whole. */
export function wordPattern(words: Iterable<string>): RegExp {
  return new RegExp(`\\b(?:${[...words].join('|')})\\b`);
}

/** A pattern that finds any of the words in an attribute, or a little after one. */
export function attributePattern(words: readonly string[]): RegExp {
  return new RegExp(`#\\s*!?\\s*\\[[^;{}]*?\\b(?:${words.join('|')})\\b`);
}
