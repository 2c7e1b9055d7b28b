import { shorten, visible } from './markdown.js';

/** GitHub draws no diagram of more text than this: Mermaid's `maxTextSize`, in characters. */
export const MERMAID_CHARACTERS = 50_000;

const MOST_LABEL = 60;

/** Text within a quoted label: what Mermaid could read as its own becomes a number. */
export function label(text: string): string {
  return shorten(visible(text), MOST_LABEL).replace(
    /[^\p{L}\p{N} .,/()_…-]/gu,
    (char) => `#${char.codePointAt(0)};`,
  );
}

/** The source of a diagram as a block of Markdown. */
export function diagram(lines: readonly string[]): string {
  return ['```mermaid', ...lines, '```'].join('\n');
}
