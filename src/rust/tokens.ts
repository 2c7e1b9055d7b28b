/** A token of Rust text; comments and white space are none. */
export interface Token {
  readonly kind: 'word' | 'literal' | 'lifetime' | 'punctuation' | 'open' | 'close';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For an opening delimiter the index of its closing token, and the other way round; else -1. */
  partner: number;
}

const SKIPPED = /(?:\s+|\/\/[^\n]*)+/y;
const WORD = /(?:r#)?[\p{XID_Start}_$][\p{XID_Continue}$]*/uy;
const RAW_STRING = /(?:br|cr|r)(#*)"/y;
const STRING = /[bc]?"(?:[^"\\]|\\[\s\S])*"/y;
const CHARACTER = /b?'(?:\\(?:u\{[^}]*\}|x..|[\s\S])|[^'\\])'/uy;
const LIFETIME = /'[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const NUMBER = /\d[\w]*(?:\.\d[\w]*)?/y;
const PUNCTUATION = /=>|::|->|\.\.=|\.\.\.|\.\.|==|!=|<=|>=|&&|\|\||[-+*/%^&|]=|[\s\S]/uy;

/**
 * Splits Rust text into tokens. Never fails: what is no token is punctuation of one character.
 *
 * @param base the offset that the text begins at; tokens' offsets count from it.
 */
export function tokenize(text: string, base = 0): Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    return pattern.test(text);
  };
  while (at < text.length) {
    if (take(SKIPPED)) {
      at = SKIPPED.lastIndex;
      continue;
    }
    if (text.startsWith('/*', at)) {
      at = blockCommentEnd(text, at);
      continue;
    }
    const [kind, end] = tokenAt(text, at, take);
    const token: Token = { kind, text: text.slice(at, end), start: base + at, end: base + end, partner: -1 };
    if (kind === 'open') open.push(tokens.length);
    else if (kind === 'close') {
      const opening = open.pop();
      if (opening !== undefined) {
        tokens[opening]!.partner = tokens.length;
        token.partner = opening;
      }
    }
    tokens.push(token);
    at = end;
  }
  return tokens;
}

function tokenAt(text: string, at: number, take: (pattern: RegExp) => boolean): [Token['kind'], number] {
  const character = text[at]!;
  if (character === '(' || character === '[' || character === '{') return ['open', at + 1];
  if (character === ')' || character === ']' || character === '}') return ['close', at + 1];
  if (take(RAW_STRING)) {
    const hashes = RAW_STRING.lastIndex;
    const closing = `"${'#'.repeat(text.slice(at, hashes).split('#').length - 1)}`;
    const end = text.indexOf(closing, hashes);
    return ['literal', end === -1 ? text.length : end + closing.length];
  }
  if (take(STRING)) return ['literal', STRING.lastIndex];
  if (take(CHARACTER)) return ['literal', CHARACTER.lastIndex];
  if (take(LIFETIME)) return ['lifetime', LIFETIME.lastIndex];
  if (take(NUMBER)) return ['literal', NUMBER.lastIndex];
  if (take(WORD)) return ['word', WORD.lastIndex];
  take(PUNCTUATION);
  return ['punctuation', PUNCTUATION.lastIndex];
}

function blockCommentEnd(text: string, start: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  let depth = 0;
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return text.length;
}
