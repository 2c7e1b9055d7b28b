import { argumentsForm, armsForm, type Form } from './reparse-forms.js';
import { type Token, tokenize } from './tokens.js';

/**
 * The arms of `select!` (`pattern = future, if condition => body`) as two forms of the same length: a `match` of
 * patterns and bodies, and a list of futures and conditions. `null` where the tokens are no such arms.
 */
export function selectForms(inner: string, start: number): Form[] | null {
  const tokens = tokenize(inner);
  const arms = new Blank(inner);
  const futures = new Blank(inner);
  let at = tokens[0]?.text === 'biased' && tokens[1]?.text === ';' ? 2 : 0;
  while (at < tokens.length) {
    const arrow = find(tokens, at, '=>');
    if (arrow === -1) return null;
    head(tokens, at, arrow, arms, futures);
    const end = bodyEnd(tokens, arrow + 1);
    arms.copy(tokens[arrow]!.start, tokens[end - 1]!.end);
    at = end;
  }
  return [argumentsForm(futures.text(), start), armsForm(arms.text(), start)];
}

/** A text of spaces, with line breaks where the original has them, into which parts of the original are copied. */
class Blank {
  private readonly characters: string[];

  constructor(private readonly original: string) {
    this.characters = original.replace(/[^\n]/g, ' ').split('');
  }

  copy(from: number, to: number): void {
    for (let at = from; at < to; at++) this.characters[at] = this.original[at]!;
  }

  put(at: number, character: string): void {
    this.characters[at] = character;
  }

  text(): string {
    return this.characters.join('');
  }
}

function head(tokens: readonly Token[], from: number, arrow: number, arms: Blank, futures: Blank): void {
  const equals = find(tokens, from, '=', arrow);
  const first = tokens[from]!;
  if (first.text === 'else' || equals === -1) {
    arms.put(first.start, '_');
    return;
  }
  arms.copy(first.start, tokens[equals - 1]?.end ?? first.start);
  futures.copy(tokens[equals]!.end, tokens[arrow]!.start);
  futures.put(tokens[arrow]!.start, ',');
  for (let at = equals; at < arrow; at++) {
    if (tokens[at]!.text === ',' && tokens[at + 1]?.text === 'if') {
      const word = tokens[at + 1]!;
      futures.put(word.start, ' ');
      futures.put(word.start + 1, ' ');
    }
  }
}

/** The token after an arm's body and its comma. */
function bodyEnd(tokens: readonly Token[], from: number): number {
  const first = tokens[from];
  if (first?.text === '{' && first.partner > from) {
    const next = first.partner + 1;
    if (tokens[next]?.text === ',') return next + 1;
    if (tokens[next]?.text !== '.' && tokens[next]?.text !== '?') return next;
  }
  const comma = find(tokens, from, ',');
  return comma === -1 ? tokens.length : comma + 1;
}

/** The index of a token outside groups, or -1. */
function find(tokens: readonly Token[], from: number, text: string, to = tokens.length): number {
  for (let at = from; at < to; at++) {
    const token = tokens[at]!;
    if (token.text === text) return at;
    if (token.kind === 'open' && token.partner > at) at = token.partner;
  }
  return -1;
}
