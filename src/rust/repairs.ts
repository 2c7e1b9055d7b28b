import { type Token, tokenize } from './tokens.js';

/** Longer texts are not repaired. Characters. */
const LIMIT = 2_000_000;

const PRIMITIVES = new Set(
  'bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64'.split(' '),
);

/** Words that the grammar keeps for itself, and that Rust lets name things. */
const NAMED_LIKE_KEYWORDS = new Set([...PRIMITIVES, 'default', 'union', 'raw', 'gen', 'auto', 'safe', 'dyn']);

/** A text to parse in place of one in which the parser found errors. */
export interface Repair {
  readonly text: string;
  /** Whether the original is broken for certain: a delimiter without partner, or a conflict that was not resolved. */
  readonly broken: boolean;
}

/**
 * A second reading of a text in which the parser found errors: rarer Rust that the grammar does not know, rewritten to
 * Rust that it does, and broken parts closed off so that what is around them keeps its meaning. All offsets stay.
 * What is lost are attributes of parameters, generics and fields.
 */
export function repaired(text: string): Repair {
  if (text.length > LIMIT) return { text, broken: false };
  const edit = new Edit(text);
  const conflict = blankConflictMarkers(text, edit);
  const tokens = tokenize(conflict ? edit.text() : text);
  const enclosing: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'open') enclosing.push(at);
    else if (token.kind === 'close') enclosing.pop();
    else repair(tokens, at, enclosing.at(-1), edit);
  }
  const unbalanced = balance(tokens, edit);
  return { text: edit.text(), broken: conflict || unbalanced };
}

/** @param opening the index of the delimiter that the token stands in. */
function repair(tokens: readonly Token[], at: number, opening: number | undefined, edit: Edit): void {
  const token = tokens[at]!;
  const { text } = token;
  const before = tokens[at - 1]?.text;
  const next = tokens[at + 1]?.text;
  if (text === '#')
    blankAttribute(tokens, at, opening === undefined ? undefined : tokens[opening]!.text, edit);
  else if (text === '~' || (text === '$' && next === ')')) edit.replace(token, '+');
  else if (next === ':' && /^\d+$/.test(text) && (before === '{' || before === ',')) {
    // The grammar knows fields that are numbers where a tuple is made, not where it is taken apart.
    edit.replace(token, 'x');
  } else if (text === 'for' && next === '<' && before === '+')
    edit.blank(token.start, angleEnd(tokens, at + 1));
  else if (token.kind === 'lifetime' && next === '+' && isBoundStart(before))
    edit.blank(token.start, tokens[at + 1]!.end);
  else if (NAMED_LIKE_KEYWORDS.has(text) && isOrdinaryName(tokens, at)) edit.replace(token, 'x');
  else if (text === '::' && next === '<') blankPatternGenerics(tokens, at, edit);
  else if (text === '-' && /^\d/.test(next ?? '') && isArgument(before, tokens[at + 2]?.text)) {
    // A negative constant among the generic arguments of a type.
    edit.blank(token.start, token.end);
  } else if (text === '_' && before === '&' && opening !== undefined) {
    // The grammar takes the arguments of `Fn(&_)` for a pattern's.
    if (/^Fn(?:Mut|Once)?$/.test(tokens[opening - 1]?.text ?? '')) edit.replace(token, 'x');
  }
}

function isArgument(before: string | undefined, after: string | undefined): boolean {
  return (before === '<' || before === ',') && (after === '>' || after === ',');
}

/** Whether a word that the grammar has other plans for names a macro, a binding or, before generics, a function. */
function isOrdinaryName(tokens: readonly Token[], at: number): boolean {
  const [next, second] = [tokens[at + 1], tokens[at + 2]];
  const declares = ['const', 'static', 'mut'].includes(tokens[at - 1]?.text ?? '') && next?.text === ':';
  if (declares || next?.text === '@' || (next?.text === '!' && second?.kind === 'open')) return true;
  return next?.text === '::' && second?.text === '<';
}

/** `Pair::<u8> { a }` is no pattern to the grammar, `Pair { a }` is one. */
function blankPatternGenerics(tokens: readonly Token[], at: number, edit: Edit): void {
  let depth = 0;
  for (let index = at + 1; index < tokens.length && index < at + 200; index++) {
    const { text, end } = tokens[index]!;
    if (text === '<') depth++;
    else if (text === '>' && --depth === 0) {
      if (tokens[index + 1]?.text === '{') edit.blank(tokens[at]!.start, end);
      return;
    }
  }
}

/** Takes the lines away that git leaves between the sides of a conflict. */
function blankConflictMarkers(text: string, edit: Edit): boolean {
  let found = false;
  for (const { index, 0: line } of text.matchAll(/^(?:<{7}|={7}|>{7}|\|{7})(?![<=>|]).*$/gm)) {
    edit.blank(index, index + line.length);
    found = true;
  }
  return found;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Closes blocks that are open at the end, and takes other delimiters without partner away. */
function balance(tokens: readonly Token[], edit: Edit): boolean {
  const open: Token[] = [];
  const waiting = new Map<string, number>();
  const wait = (token: Token, by: number) => {
    const closing = CLOSING[token.text]!;
    waiting.set(closing, (waiting.get(closing) ?? 0) + by);
  };
  let changed = false;
  const drop = (token: Token) => {
    edit.blank(token.start, token.end);
    changed = true;
  };
  const closeUpTo = (closing: string) => {
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      wait(top, -1);
      if (CLOSING[top.text] === closing) return;
      drop(top);
    }
  };
  for (const token of tokens) {
    if (token.kind === 'open') {
      open.push(token);
      wait(token, 1);
    }
    if (token.kind !== 'close') continue;
    if ((waiting.get(token.text) ?? 0) === 0) drop(token);
    else closeUpTo(token.text);
  }
  for (const token of open.filter(({ text }) => text !== '{')) drop(token);
  const blocks = open.filter(({ text }) => text === '{').length;
  if (blocks > 0) edit.append('}'.repeat(blocks));
  return changed || blocks > 0;
}

function isBoundStart(before: string | undefined): boolean {
  return before !== undefined && ['dyn', 'impl', '+'].includes(before);
}

/** Changes to a text that leave every offset where it is. */
class Edit {
  private readonly changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  private tail = '';

  constructor(private readonly original: string) {}

  /** Puts the character in place of each of the token's. */
  replace({ start, end }: Token, character: string): void {
    this.changes.push({ start, end, text: character.repeat(end - start) });
  }

  blank(start: number, end: number): void {
    this.changes.push({ start, end, text: this.original.slice(start, end).replace(/[^\n]/g, ' ') });
  }

  append(text: string): void {
    this.tail += `\n${text}`;
  }

  text(): string {
    const pieces: string[] = [];
    let done = 0;
    for (const { start, end, text } of this.changes.sort((a, b) => a.start - b.start)) {
      if (start < done) continue;
      pieces.push(this.original.slice(done, start), text);
      done = end;
    }
    return pieces.join('') + this.original.slice(done) + this.tail;
  }
}

/** Takes away an attribute that stands where the grammar wants none: not before an item, a statement or an arm. */
function blankAttribute(
  tokens: readonly Token[],
  at: number,
  enclosing: string | undefined,
  edit: Edit,
): void {
  const group = tokens[at + 1];
  if (group?.text !== '[' || group.partner === -1) return;
  const before = tokens[at - 1]?.text;
  const inList = enclosing === '(' || enclosing === '[' || before === '<';
  if (inList || (before !== ';' && isField(tokens, group.partner + 1))) {
    edit.blank(tokens[at]!.start, tokens[group.partner]!.end);
  }
}

/** Whether what follows is a field or a generic parameter: a name that ends in `,`, `:`, `}` or `>`. */
function isField(tokens: readonly Token[], from: number): boolean {
  let at = from;
  while (tokens[at]?.text === '#' && tokens[at + 1]?.partner !== undefined && tokens[at + 1]!.partner > at) {
    at = tokens[at + 1]!.partner + 1;
  }
  while (['ref', 'mut', 'const'].includes(tokens[at]?.text ?? '')) at++;
  if (tokens[at]?.kind !== 'word' && tokens[at]?.kind !== 'lifetime') return false;
  return [',', ':', '}', '>'].includes(tokens[at + 1]?.text ?? '');
}

function angleEnd(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length && at < from + 200; at++) {
    if (tokens[at]!.text === '>') return tokens[at]!.end;
  }
  return tokens[from]!.end;
}
