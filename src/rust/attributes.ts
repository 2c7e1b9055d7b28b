/** An attribute's content: `cfg(all(test, unix))` is path `cfg` with a list of one; `path = "x.rs"` has a value. */
export interface Meta {
  readonly path: string;
  readonly list: readonly Meta[];
  /** The literal after `=`, without quotes; `null` without one. */
  readonly value: string | null;
}

const TOKEN =
  /\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|("(?:[^"\\]|\\[\s\S])*"|r(#*)"[\s\S]*?"\2)|([A-Za-z_][A-Za-z0-9_#]*(?:\s*::\s*[A-Za-z_][A-Za-z0-9_#]*)*)|([\s\S]))/y;

/** Attributes nested deeper than this are read as if they ended there. */
const DEPTH = 64;

/** Reads the text between the brackets of an attribute. What is not a meta item comes out as empty paths. */
export function parseMeta(source: string): Meta {
  return new MetaReader(source).meta(0);
}

class MetaReader {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(source: string) {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
      const token = match[1] ?? match[3]?.replace(/\s+|r#/g, '') ?? match[4];
      if (token !== undefined && token.trim() !== '') this.tokens.push(token);
    }
  }

  meta(depth: number): Meta {
    let path = this.peek(/^[A-Za-z_]/) ? this.tokens[this.at++]! : '';
    if (path === 'unsafe' && this.tokens[this.at] === '(') {
      this.at++;
      path = this.peek(/^[A-Za-z_]/) ? this.tokens[this.at++]! : '';
    }
    if (this.tokens[this.at] === '=') {
      this.at++;
      return { path, list: [], value: unquote(this.tokens[this.at++] ?? '') };
    }
    const list = this.tokens[this.at] === '(' ? this.list(depth) : [];
    return { path, list, value: null };
  }

  private list(depth: number): Meta[] {
    const list: Meta[] = [];
    this.at++;
    while (this.at < this.tokens.length && this.tokens[this.at] !== ')') {
      const before = this.at;
      if (depth < DEPTH) list.push(this.meta(depth + 1));
      this.skipToSeparator();
      if (this.tokens[this.at] === ',' || this.at === before) this.at++;
    }
    this.at++;
    return list;
  }

  /** Passes over what no meta item has, such as a test attribute's expressions. */
  private skipToSeparator(): void {
    let nesting = 0;
    for (; this.at < this.tokens.length; this.at++) {
      const token = this.tokens[this.at]!;
      if (nesting === 0 && (token === ',' || token === ')')) return;
      if (token === '(' || token === '[' || token === '{') nesting++;
      else if (token === ')' || token === ']' || token === '}') nesting--;
    }
  }

  private peek(pattern: RegExp): boolean {
    return pattern.test(this.tokens[this.at] ?? '');
  }
}

function unquote(token: string): string {
  const start = token.indexOf('"');
  return start === -1 ? token : token.slice(start + 1, token.lastIndexOf('"'));
}

/** Whether a `cfg` predicate can hold only where `test` holds. */
export function cfgNeedsTest(predicate: Meta): boolean {
  return !possible(predicate, true);
}

/** Whether the predicate can have that truth value in a build without `test`, all else being free. */
function possible(predicate: Meta, value: boolean): boolean {
  switch (predicate.path) {
    case 'test':
      return predicate.value !== null || !value;
    case 'true':
      return value;
    case 'false':
      return !value;
    case 'not':
      return predicate.list.every((inner) => possible(inner, !value));
    case 'all':
      return value
        ? predicate.list.every((inner) => possible(inner, true))
        : predicate.list.some((inner) => possible(inner, false));
    case 'any':
      return value
        ? predicate.list.some((inner) => possible(inner, true))
        : predicate.list.every((inner) => possible(inner, false));
    default:
      return true;
  }
}
