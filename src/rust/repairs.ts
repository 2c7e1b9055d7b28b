import { type Token, tokenize } from './tokens.js';

/** Longer texts are not repaired. Characters. */
const LIMIT = 2_000_000;

const PRIMITIVES = new Set(
  'bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64'.split(' '),
);

/**
 * A second reading of a text in which the parser found errors: rarer Rust that the grammar does not know, rewritten to
 * Rust that it does. The length stays the same. What is lost are attributes of parameters, generics and fields.
 */
export function repaired(text: string): string {
  if (text.length > LIMIT) return text;
  const tokens = tokenize(text);
  const edit = new Edit(text);
  const enclosing: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'open') enclosing.push(token.text);
    else if (token.kind === 'close') enclosing.pop();
    else if (token.text === '#') blankAttribute(tokens, at, enclosing.at(-1), edit);
    else if (token.text === '~') edit.replace(token, '+');
    else if (token.text === 'for' && tokens[at + 1]?.text === '<' && tokens[at - 1]?.text === '+') {
      edit.blank(token.start, angleEnd(tokens, at + 1));
    } else if (token.kind === 'lifetime' && tokens[at + 1]?.text === '+' && isBoundStart(tokens[at - 1])) {
      edit.blank(token.start, tokens[at + 1]!.end);
    } else if (PRIMITIVES.has(token.text) && tokens[at + 1]?.text === '::' && tokens[at + 2]?.text === '<') {
      edit.replace(token, 'x');
    }
  }
  return edit.text();
}

function isBoundStart(before: Token | undefined): boolean {
  return before !== undefined && ['dyn', 'impl', '+'].includes(before.text);
}

class Edit {
  private readonly pieces: string[] = [];
  private done = 0;

  constructor(private readonly original: string) {}

  /** Puts the character in place of each of the token's. */
  replace({ start, end }: { start: number; end: number }, character: string): void {
    if (start < this.done) return;
    this.pieces.push(this.original.slice(this.done, start), character.repeat(end - start));
    this.done = end;
  }

  blank(start: number, end: number): void {
    if (start < this.done) return;
    const kept = this.original.slice(start, end).replace(/[^\n]/g, ' ');
    this.pieces.push(this.original.slice(this.done, start), kept);
    this.done = end;
  }

  text(): string {
    return this.pieces.join('') + this.original.slice(this.done);
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
