import { argumentsForm, blockForm, type Form } from './reparse-forms.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { tokenize } from './tokens.js';

/** Whether the `token_tree` is what a rule of a `macro_rules!` expands to. */
export function isRuleBody(tree: SyntaxTree, tokens: Node): boolean {
  const parent = tree.parent(tokens);
  return parent !== NONE && tree.kind(parent) === 'macro_rule' && tree.fieldName(tokens) === 'right';
}

/**
 * A rule's body as Rust: fragments (`$x`) become names of the same length, repetitions (`$(…),*`) blocks or groups.
 * In the tree a fragment is an identifier whose source begins with `$`.
 */
export function* ruleBodyForms(inner: string, start: number): Generator<Form[]> {
  for (const [open, close] of ['{}', '()'] as const) {
    const body = plainBody(inner, open!, close!);
    yield [blockForm(body, start)];
    yield [argumentsForm(body, start)];
  }
}

/** The text with fragments and repetitions made plain Rust, which splitting it needs too. */
export function plainBody(inner: string, open: string, close: string): string {
  const characters = inner.split('');
  const tokens = tokenize(inner);
  for (const [at, token] of tokens.entries()) {
    if (token.text.startsWith('$') && token.text.length > 1) characters[token.start] = '_';
    if (token.text !== '$') continue;
    characters[token.start] = ' ';
    const group = tokens[at + 1];
    if (group?.text !== '(' || group.partner === -1) continue;
    const closing = tokens[group.partner]!;
    const attribute = tokens[at + 2]?.text === '#';
    if (attribute) characters.fill(' ', group.start, closing.end);
    else {
      characters[group.start] = open;
      characters[closing.start] = close;
    }
    const end = repetitionEnd(tokens.slice(group.partner + 1, group.partner + 3).map(({ text }) => text));
    for (const token of tokens.slice(group.partner + 1, group.partner + 1 + end)) {
      characters.fill(' ', token.start, token.end);
    }
  }
  return characters.join('');
}

/** How many tokens the separator and the operator of a repetition are. */
function repetitionEnd([first, second]: readonly string[]): number {
  if (first !== undefined && '*+?'.includes(first)) return 1;
  return second !== undefined && '*+?'.includes(second) ? 2 : 0;
}

/** An identifier that `paste!` puts together, `[<get_ $name:snake>]`. */
const PASTED = /\[<[^\][<>(){};]{0,200}>\]/g;

/** The text with the identifiers that `paste!` puts together made plain ones of the same length. */
export function pastedNames(inner: string): string {
  return inner.replace(PASTED, (name) => `_${name.slice(1).replace(/\W/g, '_')}`);
}
