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

/** An import or a type alias. */
interface Declared {
  readonly path: string;
  /** The words of a `use` or `extern crate`. */
  readonly imported: readonly string[];
  readonly alias: TypeAlias | null;
}

interface TypeAlias {
  readonly name: string;
  /** The name of the type that it stands for; more words, where it takes more than words to tell. */
  readonly of: readonly string[];
}

/** An import: nothing but a path, groups and aliases, up to its end. */
const IMPORT = /\b(?:use|extern\s+crate)\b([^<>()="'!;.&|]*);/g;
const ALIAS = /\btype\s+(?:r#)?(\w+)/g;
/** Longer than this, what an alias stands for is not read. Characters. */
const ALIASED = 300;

/** Finds the words that files need to name functions, following what they rename in each other. */
export class Renamings {
  private index: ReadonlyMap<string, readonly Declared[]> | undefined;
  private readonly known = new Map<string, Naming>();
  private readonly knownWithin = new WeakMap<(path: string) => boolean, Map<string, Naming>>();

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
    const known =
      within === undefined ? this.known : (this.knownWithin.get(within) ?? new Map<string, Naming>());
    if (within !== undefined) this.knownWithin.set(within, known);
    const key = functions.join();
    const found = known.get(key) ?? this.search(functions, within);
    known.set(key, found);
    return found;
  }

  /** Whether a file has a declaration that names both the type and one of its functions, as no import should. */
  importsFrom(owner: string, functions: readonly string[], within?: (path: string) => boolean): boolean {
    return this.declaring(owner).some(
      ({ path, imported }) =>
        imported.includes(owner) &&
        functions.some((name) => imported.includes(name)) &&
        within?.(path) !== false,
    );
  }

  private search(functions: readonly string[], within?: (path: string) => boolean): Naming {
    const naming = begin(functions);
    // A set is walked to its end, wherever that moves meanwhile.
    for (const word of naming.words) {
      for (const declared of this.declaring(word)) {
        if (within?.(declared.path) !== false) addRenamed(declared, naming);
      }
    }
    return naming;
  }

  /** The declarations that have the word. */
  private declaring(word: string): readonly Declared[] {
    this.index ??= indexed(this.texts);
    return this.index.get(word) ?? [];
  }
}

function indexed(texts: ReadonlyMap<string, string>): Map<string, Declared[]> {
  const index = new Map<string, Declared[]>();
  const add = (declared: Declared, words: readonly string[]): void => {
    for (const word of new Set(words)) {
      const same = index.get(word);
      if (same === undefined) index.set(word, [declared]);
      else same.push(declared);
    }
  };
  for (const [path, text] of texts) {
    for (const [, tree = ''] of text.matchAll(IMPORT)) {
      const imported = tree.replaceAll('r#', '').match(/\w+|\*/g) ?? [];
      add({ path, imported, alias: null }, imported);
    }
    for (const { index: at, 0: head, 1: name = '' } of text.matchAll(ALIAS)) {
      const alias = { name, of: aliased(text.slice(at + head.length, at + head.length + ALIASED)) };
      add({ path, imported: [], alias }, alias.of);
    }
  }
  return index;
}

/** `regex::Regex` of `<T> = &regex::Regex<T>`; with more in front of a name, any word may be it. */
function aliased(text: string): readonly string[] {
  const [rest = ''] = text.split(';', 1);
  const plain = /^\s*(?:<[^<>=]*>\s*)?=[\s&]*(?:\w+\s*::\s*)*(\w+)\s*(?:<|$)/.exec(rest);
  return plain === null ? (rest.match(/\w+/g) ?? []) : [plain[1]!];
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

/** @param declared has one of the words. */
function addRenamed({ imported: declared, alias }: Declared, naming: Mutable): void {
  const { words, owners, alone } = naming;
  if (alias !== null) {
    addAlone(naming, alias.name);
    return;
  }
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
