/** Names on a line of a document that may stand for functions, each as it is written: `load`, `Runner::load`. */
export interface LineNames {
  readonly names: readonly string[];
  /**
   * Those that cannot but be meant as functions: a cell of a table, or all that an item of a list says beside a file.
   */
  readonly rowNames: readonly string[];
}

const NAME = String.raw`(?:r#)?[\p{XID_Start}_][\p{XID_Continue}]*`;
const WHOLE = new RegExp(`^${NAME}(?:::${NAME})*$`, 'u');
const WORD = new RegExp(`${NAME}(?:::${NAME})*\\(?`, 'gu');
/** What stands between names on a line: cells, code, brackets, punctuation, dashes and small words. */
const BETWEEN = /[|,;()[\]`"'\0]|(?<!:):(?!:)|->|[→⟶]|\s[-–—]+\s|\s(?:in|at|of|from|and)\s/u;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/u;
const KEYWORDS = /^(?:pub(?:\([^)]*\))?\s+)?(?:const\s+|async\s+|unsafe\s+)*(?:fn|function|method)\s+/u;

/** @param rest a line without the files that it names, each replaced by NUL. */
export function functionNames(rest: string): LineNames {
  const line = rest.replace(/<\/?[a-z]+>/gu, '`').replace(/::<[^<>|]*>|<[^<>|]*>(?=::)/gu, '');
  const item = LIST_ITEM.exec(line)?.[0] ?? '';
  const text = line.slice(item.length);
  const segments = text.split(BETWEEN).map(nameOf).filter(isName);
  const words = (text.match(WORD) ?? []).filter((word) => /[_(]|::/u.test(word)).map(nameOf);
  const names = [...new Set([...segments, ...words])].filter(isName);
  return { names, rowNames: rowNames(text, item !== '', segments) };
}

function rowNames(text: string, isItem: boolean, segments: readonly string[]): string[] {
  if (text.includes('|')) {
    const cells = text.split('|').map((cell) => ({ cell, name: nameOf(cell) }));
    return cells.filter(({ cell, name }) => isFunctionLike(name, cell)).map(({ name }) => name);
  }
  const others = text.split(BETWEEN).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const isRow = isItem && segments.length === 1 && others.length === 1;
  return isRow ? segments.filter((name) => isFunctionLike(name, text.replace(/`?\0`?/gu, ''))) : [];
}

/** Whether a name is written like a function's: in code, with parentheses, of several words or within a type. */
function isFunctionLike(name: string, written: string): boolean {
  const last = name.split('::').at(-1) ?? '';
  return isName(name) && /^(?:r#)?[\p{Ll}_]/u.test(last) && /[`(_]|::/u.test(written);
}

function nameOf(text: string): string {
  const [head = ''] = text.split('(', 1);
  return head.replace(/[`*~]/gu, '').trim().replace(KEYWORDS, '').replace(/::$/u, '');
}

function isName(text: string): boolean {
  return WHOLE.test(text);
}
