import type { Naming, Owner } from './renamings.js';

/** A test of a file's code, as `CodeText` has it. */
export type TextTest = (text: string) => boolean;

/** A test of which files and, in one that passes, which bodies of items matter. */
export interface CodeTest {
  readonly file: TextTest;
  readonly body: TextTest;
}

/** What may stand between two tokens: white space, of which Rust has some beyond ASCII. */
const GAP = '[\\s\\x80-\\xff]*';
/** A function's name may be written as a raw identifier. */
const RAW = '(?:r#)?';

/** A pattern that finds any of the words, each as a whole. */
export function wordPattern(words: Iterable<string>): RegExp {
  return new RegExp(`\\b(?:${[...words].join('|')})\\b`);
}

/** A pattern that finds any of the words in an attribute, or a little after one. */
export function attributePattern(words: readonly string[]): RegExp {
  return new RegExp(`#\\s*!?\\s*\\[[^;{}]*?\\b(?:${words.join('|')})\\b`);
}

/**
 * Whether code can name one of the functions: by its owner's name in front of its own (`fs::read`), by a word that
 * stands for it alone, or, for a type's, by `Self` or `<Type>` in front of its own where the type is named at all.
 */
export function namesFunction({ owners, alone }: Naming): CodeTest {
  const written = new RegExp(`\\b(?:${[...owned(owners), ...alone].join('|')})\\b`);
  const types = [...owners].filter(([, { isType }]) => isType);
  if (types.length === 0) return same((text) => written.test(text));
  const functions = types.flatMap(([, owner]) => [...owner.functions]);
  const type = wordPattern(types.map(([word]) => word));
  const unnamed = new RegExp(`(?:>|\\bSelf)${GAP}::${GAP}${RAW}(?:${functions.join('|')})\\b`);
  return {
    file: (text) => written.test(text) || (type.test(text) && unnamed.test(text)),
    // The type may be named around the body.
    body: (text) => written.test(text) || unnamed.test(text),
  };
}

/** `fs::read`; where generic arguments come in between, `>` stands in front of the function's name. */
function owned(owners: ReadonlyMap<string, Owner>): string[] {
  const words = new Map<string, string[]>();
  for (const [word, { functions }] of owners) {
    const names = [...functions].join('|');
    words.set(names, [...(words.get(names) ?? []), word]);
  }
  return Array.from(words, ([names, same]) => `(?:${same.join('|')})${GAP}::${GAP}${RAW}(?:${names})`);
}

/**
 * Whether code can call or name one of the crate's free functions: it has the name otherwise than as a method's or where
 * a function is declared, or what the name is renamed to.
 */
export function callsFree(names: readonly string[], renamed: readonly string[]): CodeTest {
  const name = `${RAW}(?:${names.join('|')})`;
  const called = new RegExp(`\\b${name}\\b(?<!(?<!\\.)\\.${GAP}${name})(?<!\\bfn${GAP}${name})`);
  return same(either(called, renamed));
}

/**
 * Whether code can call or name one of the functions of a type or trait: `Type::f`, `Self::f`, `<…>::f` or `self.f`,
 * or what `f` is renamed to.
 */
export function callsOwned(
  types: Iterable<string>,
  names: readonly string[],
  renamed: readonly string[],
): CodeTest {
  const all = [...types];
  const name = `${RAW}(?:${names.join('|')})\\b`;
  const path = `(?:>|\\b(?:Self|${all.join('|')}))${GAP}::${GAP}${name}`;
  const called = either(new RegExp(`${path}|\\bself${GAP}\\.${GAP}${name}`), renamed);
  const type = wordPattern(all);
  return { file: (text) => type.test(text) && called(text), body: called };
}

/** A test that is the same for files and for bodies. */
export function same(test: TextTest): CodeTest {
  return { file: test, body: test };
}

function either(pattern: RegExp, words: readonly string[]): TextTest {
  if (words.length === 0) return (text) => pattern.test(text);
  const word = wordPattern(words);
  return (text) => pattern.test(text) || word.test(text);
}

/** A pattern that finds the word with one of the characters after it. */
export function codePattern(word: string, characters: string): RegExp {
  return new RegExp(`\\b${word}${GAP}${characters}`);
}
