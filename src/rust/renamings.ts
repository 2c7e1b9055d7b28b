import { wordPattern } from './word-patterns.js';

/** What files need to have one of to name functions. */
export interface Naming {
  /** Every word that matters: each naming has one. */
  readonly words: ReadonlySet<string>;
  /** Modules and types, with the functions that are named as theirs: `fs` with `read`, directly after one another. */
  readonly owners: ReadonlyMap<string, Owner>;
  /** Words that can stand for a function, or for a type, by themselves. */
  readonly alone: ReadonlySet<string>;
}

export interface Owner {
  readonly functions: ReadonlySet<string>;
  /** A type's function can also be named by `Self` or `<Type>`. */
  readonly isType: boolean;
}

type Mutable = { owners: Map<string, Owner>; words: Set<string>; alone: Set<string> };

/** What a statement declares. */
interface Declared {
  /** The words of a `use` or `extern crate`. */
  readonly imported: readonly string[];
  readonly types: readonly TypeAlias[];
}

interface TypeAlias {
  readonly name: string;
  /** The name of the type that it stands for; more words, where it takes more than words to tell. */
  readonly of: readonly string[];
}

/** Finds the words that files need to name functions, following what they rename in each other. */
export class Renamings {
  private readonly declarations = new Map<string, readonly Declared[]>();
  private readonly known = new Map<string, Naming>();

  /** @param texts the code of the files at hand, by path. */
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /**
   * What a file must have to name one of the functions: the segment before the function's own (`Regex` of
   * `regex::Regex::new`, `fs` of `std::fs::read`), and what files at hand rename it or the function to.
   *
   * @param functions absolute paths, or bare names.
   * @param within the files whose renamings count; all of them, if it is not given.
   */
  naming(functions: readonly string[], within?: (path: string) => boolean): Naming {
    if (within !== undefined) return this.search(functions, within);
    const key = functions.join();
    const found = this.known.get(key) ?? this.search(functions, () => true);
    this.known.set(key, found);
    return found;
  }

  /** Whether a file has a declaration that names both the type and one of its functions, as no import should. */
  importsFrom(owner: string, functions: readonly string[], within?: (path: string) => boolean): boolean {
    const [type, names] = [wordPattern([owner]), wordPattern(functions)];
    for (const [path, text] of this.texts) {
      if (within?.(path) === false || !type.test(text) || !names.test(text)) continue;
      const both = this.declared(path).some(
        ({ imported }) => imported.includes(owner) && functions.some((name) => imported.includes(name)),
      );
      if (both) return true;
    }
    return false;
  }

  private search(functions: readonly string[], within: (path: string) => boolean): Naming {
    const naming = begin(functions);
    const { words } = naming;
    const texts = [...this.texts].filter(([path]) => within(path));
    for (let before = -1; before < words.size; ) {
      before = words.size;
      const pattern = wordPattern(words);
      for (const [path, text] of texts) {
        if (pattern.test(text)) for (const one of this.declared(path)) addRenamed(one, naming);
      }
    }
    return naming;
  }

  private declared(path: string): readonly Declared[] {
    const known = this.declarations.get(path);
    if (known !== undefined) return known;
    const found: Declared[] = [];
    for (const statement of this.texts.get(path)!.split(';')) {
      const begin = statement.search(/\b(?:use|type|extern)\b/);
      if (begin === -1) continue;
      const text = statement.slice(begin);
      found.push({ imported: imported(text), types: typeAliases(text) });
    }
    this.declarations.set(path, found);
    return found;
  }
}

function begin(functions: readonly string[]): Mutable {
  const owners = new Map<string, Owner & { readonly functions: Set<string> }>();
  const alone = new Set<string>();
  for (const path of functions) {
    const segments = path.split('::');
    const name = segments.at(-1)!;
    const owner = segments.at(-2) ?? name;
    if (segments.length === 1) alone.add(name);
    const known = owners.get(owner) ?? { functions: new Set(), isType: /^[A-Z]/.test(owner) };
    known.functions.add(name);
    owners.set(owner, known);
  }
  return { owners, alone, words: new Set(owners.keys()) };
}

/** The words of the import that a statement ends with, if it does: nothing but a path, groups and aliases. */
function imported(text: string): readonly string[] {
  const path = /\b(?:use|crate)\b([^<>()="'!;.&|]*)$/.exec(text)?.[1];
  return path?.replaceAll('r#', '').match(/\w+|\*/g) ?? [];
}

/** Longer than this, what an alias stands for is not read. Characters. */
const ALIASED = 300;

function typeAliases(text: string): TypeAlias[] {
  return Array.from(text.matchAll(/\btype\s+(?:r#)?(\w+)/g), ({ 0: head, 1: name = '', index }) => {
    const rest = text.slice(index + head.length, index + head.length + ALIASED);
    // `type R<T> = &regex::Regex<T>`; with more in front of the name, any word may be it.
    const plain = /^\s*(?:<[^<>=]*>\s*)?=[\s&]*(?:\w+\s*::\s*)*(\w+)\s*(?:<|$)/.exec(rest);
    return { name, of: plain === null ? (rest.match(/\w+/g) ?? []) : [plain[1]!] };
  });
}

function addRenamed({ imported: declared, types }: Declared, naming: Mutable): void {
  const { words, owners, alone } = naming;
  for (const { name, of } of types) if (of.some((word) => words.has(word))) addAlone(naming, name);
  if (!declared.some((word) => words.has(word))) return;
  const functions = new Set<string>();
  for (const [owner, { functions: names, isType }] of owners) {
    // An imported type is named by its own name; a function imported from a module is named without the module.
    if (isType || !declared.includes(owner)) continue;
    for (const name of names) if (declared.includes('*') || declared.includes(name)) functions.add(name);
  }
  for (const [i, word] of declared.entries()) {
    const renamed = declared[i - 1]!;
    if (word !== 'as' || !(words.has(renamed) || functions.has(renamed) || renamed === 'self')) continue;
    const isOwner = addOwner(owners, renamed === 'self' ? declared : [renamed], declared[i + 1]);
    if (isOwner && !functions.has(renamed) && !alone.has(renamed)) addName(words, declared[i + 1]);
    else addAlone(naming, declared[i + 1]);
  }
  for (const name of functions) addAlone(naming, name);
}

/** What is imported from a module by its new name is a function of it as well. */
function addOwner(owners: Map<string, Owner>, before: readonly string[], name: string | undefined): boolean {
  if (!isName(name)) return false;
  const known = before.flatMap((owner) => owners.get(owner) ?? []);
  if (known.length === 0) return false;
  const all = [...known, owners.get(name) ?? []].flat();
  const functions = new Set(all.flatMap((owner) => [...owner.functions]));
  owners.set(name, { functions, isType: all.some(({ isType }) => isType) });
  return true;
}

function addAlone({ words, alone }: Mutable, word: string | undefined): void {
  addName(words, word);
  addName(alone, word);
}

function addName(words: Set<string>, word: string | undefined): void {
  if (isName(word)) words.add(word);
}

/** In casts and macros, `as` and `type` stand before things that are no names: `*`, or nothing at all. */
function isName(word: string | undefined): word is string {
  return word !== undefined && word !== '_' && word !== '*';
}
