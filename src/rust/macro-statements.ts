import { type Token, tokenize } from './tokens.js';

/** Longer texts are left as they are. Characters. */
const LIMIT = 2_000_000;

const CALL_IN_BRACES = /!\s*\{/;
/** What Rust takes for the beginning of the next statement, and the grammar for an operator. */
const FOLLOWED = /\}\s+[*&([-]/;
const BEGINS_NEXT = new Set(['*', '&', '&&', '(', '[', '-']);
const BEFORE_STATEMENT = new Set([';', '{', '}', ']']);

/**
 * Puts a semicolon, in place of a blank, behind macro calls in braces that are statements of their own:
 * `select! { … }` before `*last = now;` is no product.
 */
export function endMacroStatements(text: string): string {
  if (text.length > LIMIT || !CALL_IN_BRACES.test(text) || !FOLLOWED.test(text)) return text;
  const tokens = tokenize(text);
  const pieces: string[] = [];
  let done = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.text !== '}' || !BEGINS_NEXT.has(tokens[at + 1]?.text ?? '')) continue;
    if (!/\s/.test(text[token.end]!) || !closesMacroStatement(tokens, token)) continue;
    pieces.push(text.slice(done, token.end), ';');
    done = token.end + 1;
  }
  return pieces.join('') + text.slice(done);
}

function closesMacroStatement(tokens: readonly Token[], { partner }: Token): boolean {
  let at = partner - 1;
  if (partner === -1 || tokens[at]?.text !== '!' || tokens[at - 1]?.kind !== 'word') return false;
  for (at--; tokens[at - 1]?.text === '::'; ) at -= tokens[at - 2]?.kind === 'word' ? 2 : 1;
  return BEFORE_STATEMENT.has(tokens[at - 1]?.text ?? ';');
}
