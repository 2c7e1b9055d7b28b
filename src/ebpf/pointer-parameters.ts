/** `type A = …;` by its name, with what it stands for. */
const ALIAS = /\btype\s+(?:r#)?(\w+)[^=;]*=([^;]*);/g;
const FUNCTION = /\bfn\s+(?:r#|\$)?[\w\x80-\xff]+\s*/g;
/** A closure's parameters; a bitwise or matches too. */
const CLOSURE = /\|([^|{};]*)\|/g;
/** `*mut T`; a `*mut Self` is what a method is called on. */
const POINTER = /\*\s*mut\b(?!\s*Self\b)/;

/**
 * Whether code may have a function or closure with a `*mut T` among its parameters, written as such or by an alias of
 * the same file. Function pointers in types, of which generated bindings are full, are no functions.
 *
 * @param text the code of a file, without comments.
 */
export function takesPointers(text: string): boolean {
  if (!POINTER.test(text)) return false;
  const isPointer = pointerTest(text);
  for (const { index, 0: head } of text.matchAll(FUNCTION)) {
    const list = parametersAt(text, index + head.length);
    if (list === null || (isPointer(list.text) && hasBody(text, list.end))) return true;
  }
  for (const [, parameters = ''] of text.matchAll(CLOSURE)) if (isPointer(parameters)) return true;
  return false;
}

/** The parameter list behind a function's name and generics; `null` where there is none to be seen. */
function parametersAt(text: string, from: number): { readonly text: string; readonly end: number } | null {
  const start = text[from] === '<' ? afterGenerics(text, from) : from;
  if (text[start] !== '(') return null;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return { text: text.slice(start, at), end: at + 1 };
  }
  return null;
}

function afterGenerics(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '<') depth++;
    else if (text[at] === '>' && text[at - 1] !== '-' && --depth === 0) {
      while (/\s/.test(text[at + 1] ?? '')) at++;
      return at + 1;
    }
  }
  return from;
}

/** Whether a body follows what a function returns; a `;` in an array's type is none that ends the declaration. */
function hasBody(text: string, from: number): boolean {
  return !/^[^{};[\]]*;/.test(text.slice(from, from + RETURNED));
}

/** Longer return types are taken to be followed by a body. Characters. */
const RETURNED = 500;

/** A test for a pointer type, or a name that stands for one. */
function pointerTest(text: string): (type: string) => boolean {
  const aliases = [...text.matchAll(ALIAS)].map(([, name = '', type = '']) => ({ name, type }));
  const names = new Set<string>();
  const isPointer = (type: string): boolean =>
    POINTER.test(type) || (names.size > 0 && (type.match(/\w+/g) ?? []).some((word) => names.has(word)));
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const { name, type } of aliases) if (isPointer(type)) names.add(name);
  }
  return isPointer;
}
