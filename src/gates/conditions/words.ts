import { listed } from '../../program/schema-words.js';
import type { Pattern, RustPattern } from '../../program/text-gate-schema.js';
import type { Reason } from '../gate.js';
import { capitalised } from '../words.js';
import type { Hit } from './hit-reader.js';

/** What a pattern looks for, as reasons call it. */
export function patternWords(pattern: Pattern): string {
  return typeof pattern === 'string' ? code(pattern) : rustWords(pattern);
}

function rustWords({ kind, name }: RustPattern): string {
  switch (kind) {
    case 'call':
      return `a call of \`${name}\``;
    case 'method':
      return `\`.${name}()\``;
    case 'macro':
      return `\`${name}!\``;
    case 'item':
      return `an item \`${name}\``;
    default:
      return `\`${kind} ${name}\``;
  }
}

/** A text as a code span that its own backticks do not end. */
function code(text: string): string {
  return text.includes('`') ? `\`\`${text}\`\`` : `\`${text}\``;
}

const MOST_GLOBS = 4;

/** `in `docs/**``: where a condition holds. */
export function inWords(globs: readonly string[]): string {
  const left = globs.length - MOST_GLOBS;
  return left <= 0
    ? `in ${listed(globs)}`
    : `in ${globs
        .slice(0, MOST_GLOBS)
        .map((glob) => `\`${glob}\``)
        .join(', ')} and ${left} more`;
}

/** A sentence's end with what the program says of the reason. */
export function withWhy(sentence: string, why: string): string {
  const whole = capitalised(sentence);
  return why.trim() === '' ? whole : `${whole} ${why.trim().replace(/\s+/gu, ' ')}`;
}

/** The places in words, the first of them one by one. */
export function placesWords(hits: readonly Hit[]): string {
  const shown = hits.slice(0, MOST_PLACES).map(({ path, line }) => `\`${path}:${line}\``);
  return hits.length > MOST_PLACES
    ? `${shown.join(', ')} and ${hits.length - MOST_PLACES} more`
    : shown.join(', ');
}

const MOST_PLACES = 5;

/** A hit's place, with what its line has where that is known and can be shown as code. */
export function placeWords({ path, line, text }: Hit): string {
  const place = `\`${path}:${line}\``;
  const isShown = text !== null && text !== '' && !text.includes('`');
  return isShown ? `${place} (\`${cut(text)}\`)` : place;
}

const MOST_TEXT = 80;

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > MOST_TEXT ? `${characters.slice(0, MOST_TEXT - 1).join('')}…` : text;
}

/** A reason at a hit; it stays the same failure wherever the hit's line moves. */
export function hitReason(hit: Hit, message: string, next: string, condition: string): Reason {
  return {
    message,
    next,
    path: hit.path,
    line: hit.line,
    identity: [condition, hit.path, hit.mark].join('\0'),
  };
}

/** One hit of each line. */
export function oneALine(hits: readonly Hit[]): Hit[] {
  return [...new Map(hits.map((hit) => [`${hit.path}\0${hit.line}`, hit])).values()];
}

export const NO_FILE = 'where there is no file at head, so that nothing was searched';
