import { type Token, tokenize } from './tokens.js';

/** A stretch of a macro's arguments that is tried as Rust on its own. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The inside of a delimited group. */
  readonly group: boolean;
  /** What to try instead where the stretch does not parse. */
  readonly parts?: () => readonly Stretch[];
}

const SEPARATORS = new Set([',', ';', '=>', ':']);
/** Marks that macros put before an argument, such as `%value` and `?value` of `tracing`. */
const SIGILS = new Set(['%', '?', '@', '#', '$']);
const KEYWORDS = new Set(
  'as async await break const continue dyn else enum extern fn for gen if impl in let loop match mod move mut pub ref return static struct trait type union unsafe use where while yield'.split(
    ' ',
  ),
);

/** Arguments with separators of the macro's own as a list between commas. */
export interface Canonical {
  /** `key => value; %key: {…}` as `key ,  value,  key, 0   `: of the same length, whole groups taken out. */
  readonly text: string;
  /** The groups that were taken out. */
  readonly groups: readonly Stretch[];
}

/** @param start the offset that `inner` begins at; the groups' offsets count from it. */
export function canonicalArguments(inner: string, start: number): Canonical {
  const characters = inner.split('');
  const groups: Stretch[] = [];
  const tokens = tokenize(inner);
  let begins = true;
  let from = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const closing = token.kind === 'open' && token.partner > at ? token.partner : -1;
    const separates = SEPARATORS.has(token.text);
    if (separates) {
      const key = isKey(tokens, from, at) ? tokens[from]! : token;
      characters.fill(' ', key.start, token.start);
      if (key !== token) characters[key.start] = '0';
      from = at + 1;
      characters.fill(' ', token.start, token.end);
      characters[token.end - 1] = ',';
    } else if (begins && closing !== -1 && token.text !== '(' && endsPiece(tokens[closing + 1])) {
      const close = tokens[closing]!;
      for (let i = token.start; i < close.end; i++) if (characters[i] !== '\n') characters[i] = ' ';
      characters[token.start] = '0';
      groups.push({ start: start + token.end, end: start + close.start, group: true });
    } else if (begins && SIGILS.has(token.text)) characters[token.start] = ' ';
    begins = separates || token.text === '=' || (begins && SIGILS.has(token.text));
    if (closing !== -1) at = closing;
  }
  return { text: characters.join(''), groups };
}

/** Whether the tokens `from` to `to` are the `key` of `key: value`, which is no expression. */
function isKey(tokens: readonly Token[], from: number, to: number): boolean {
  return to - from === 1 && tokens[to]?.text === ':' && tokens[from]!.kind === 'word';
}

function endsPiece(next: Token | undefined): boolean {
  return next === undefined || SEPARATORS.has(next.text);
}

/** Whether arguments begin like `"key": value`, `{ "key": value` or `key => value`, which no list of expressions does. */
export function beginsForeign(inner: string): boolean {
  return /^[\s{[]*(?:"(?:[^"\\]|\\[\s\S]){0,200}"|\w{1,100})\s*(?::(?!:)|=>)/.test(inner);
}

/** The pieces between separators of any kind; where there are none, the calls and groups one by one. */
export function splitArguments(inner: string, start: number): Stretch[] {
  const tokens = tokenize(inner, start);
  const pieces: Stretch[] = [];
  let from = 0;
  let separated = false;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && token.kind === 'open' && token.partner > at) {
      at = token.partner;
      continue;
    }
    if (token !== undefined && !SEPARATORS.has(token.text)) continue;
    separated ||= token !== undefined;
    while (from < at && SIGILS.has(tokens[from]!.text)) from++;
    const piece = isKey(tokens, from, at) ? null : pieceOf(tokens, from, at);
    if (piece !== null) pieces.push(piece);
    from = at + 1;
  }
  return separated || pieces.every((piece) => piece.group) ? pieces : calls(tokens, 0, tokens.length);
}

/** The piece of the tokens `from` to `to`; `null` where nothing in it could be of interest. */
function pieceOf(tokens: readonly Token[], from: number, to: number): Stretch | null {
  if (from >= to) return null;
  const [first, last] = [tokens[from]!, tokens[to - 1]!];
  if (from === to - 1 && (first.kind === 'literal' || first.kind === 'punctuation')) return null;
  if (first.kind === 'open' && first.partner === to - 1) {
    return { start: first.end, end: last.start, group: true };
  }
  return { start: first.start, end: last.end, group: false, parts: () => calls(tokens, from, to) };
}

/**
 * Paths with what is called on them (`a::b(c)?.d(e)`), and the groups that follow no path. A lone word is none: in what
 * is no list of expressions it may name anything.
 */
function calls(tokens: readonly Token[], from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  for (let at = from; at < to; ) {
    const token = tokens[at]!;
    if (isPathStart(token)) {
      const path = pathEnd(tokens, at, to);
      const end = chainEnd(tokens, path, to);
      if (end > at + 1) found.push(call(tokens, at, path, end));
      at = end;
    } else if (token.kind === 'open' && token.partner > at) {
      found.push({ start: token.end, end: tokens[token.partner]!.start, group: true });
      at = token.partner + 1;
    } else at++;
  }
  return found;
}

function isPathStart(token: Token): boolean {
  return (token.kind === 'word' && !KEYWORDS.has(token.text)) || token.text === '::';
}

function pathEnd(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (
    at < to &&
    (isPathStart(tokens[at]!) || (tokens[at]!.text === '<' && tokens[at - 1]?.text === '::'))
  ) {
    if (tokens[at]!.text === '<') at = angleEnd(tokens, at, to);
    else at++;
    const [before, next] = [tokens[at - 1], tokens[at]];
    if (before?.kind === 'word' && next?.kind === 'word') break;
  }
  return Math.max(at, from + 1);
}

function angleEnd(tokens: readonly Token[], from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (tokens[at]!.text === '<') depth++;
    else if (tokens[at]!.text === '>' && --depth === 0) return at + 1;
  }
  return to;
}

function chainEnd(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (at < to) {
    const token = tokens[at]!;
    if (token.kind === 'open' && token.text !== '{' && token.partner > at && token.partner < to)
      at = token.partner + 1;
    else if (token.text === '?') at++;
    else if (token.text === '.' && tokens[at + 1]?.kind === 'word' && at + 1 < to) at += 2;
    else if (token.text === '!' && tokens[at + 1]?.kind === 'open') at++;
    else break;
  }
  return at;
}

function call(tokens: readonly Token[], from: number, path: number, end: number): Stretch {
  const start = tokens[from]!.start;
  if (end === path) return { start, end: tokens[path - 1]!.end, group: false };
  const parts = (): Stretch[] => {
    const named: Stretch = { start, end: tokens[path - 1]!.end, group: false };
    return [named, ...calls(tokens, path, end).filter(({ group }) => group)];
  };
  return { start, end: tokens[end - 1]!.end, group: false, parts };
}
