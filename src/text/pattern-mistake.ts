import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { escapesOf } from './pattern-source.js';

/** Characters of a pattern. */
export const MAX_PATTERN_LENGTH = 2_000;
/** Steps of the compiled pattern: each may cost time at every character of a text. */
export const MAX_PATTERN_STEPS = 2_000;

/** Why a source is no pattern to search with, in words that tell what to write; `null` when it is one. */
export function patternMistake(source: string): string | null {
  if (source.length > MAX_PATTERN_LENGTH) {
    return `The pattern has ${source.length} characters: write one of at most ${MAX_PATTERN_LENGTH}.`;
  }
  const angle = escapesOf(source).find((escaped) => escaped === '<' || escaped === '>');
  if (angle !== undefined) {
    return `\`\\${angle}\` would be a plain \`${angle}\` here: write \`\\b\` for the end of a word.`;
  }
  try {
    return compiledMistake(RE2JS.compile(source, RE2JS.MULTILINE));
  } catch (error) {
    if (error instanceof RE2JSException) return wordsOf(error, source);
    throw error;
  }
}

/** A character that no pattern names by itself: one that finds nothing at all there finds it everywhere. */
const ANYTHING = '\uE000';

function compiledMistake(engine: RE2JS): string | null {
  const steps = engine.programSize();
  if (steps > MAX_PATTERN_STEPS) {
    return `The pattern repeats too much: it comes to ${steps} steps, and ${MAX_PATTERN_STEPS} are allowed.`;
  }
  const matcher = engine.matcher(ANYTHING);
  return matcher.find() && matcher.start() === matcher.end()
    ? 'The pattern matches nothing at all, which every line has: name something that must be there.'
    : null;
}

/** What people write for engines that go back, and what this engine says of it. */
const UNSUPPORTED: readonly (readonly [form: RegExp, words: string])[] = [
  [/\(\?<?[=!]/u, 'Look-ahead and look-behind do not exist in patterns, which must take linear time'],
  [/\\[1-9]/u, 'Back-references (`\\1`) do not exist in patterns, which must take linear time'],
  [
    /\(\?>|[*+?}]\+/u,
    'Possessive and atomic groups do not exist in patterns, and nothing goes back without them',
  ],
];

function wordsOf(error: RE2JSException, source: string): string {
  const unsupported = UNSUPPORTED.find(([form]) => form.test(source));
  if (unsupported !== undefined)
    return `${unsupported[1]}: say it in two conditions, or match what is meant.`;
  if (!(error instanceof RE2JSSyntaxException)) return `The pattern cannot be read: ${error.message}.`;
  const part = error.input?.replace(/^\(\?m\)/u, '') ?? '';
  const place = part === '' || part === source ? '' : ` in \`${part}\``;
  return `The pattern cannot be read: ${error.error}${place}. For the sign itself write a \`\\\` before it.`;
}
