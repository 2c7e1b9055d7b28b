import { RE2JS } from 're2js';
import { literalOf, spansLines } from './pattern-source.js';

/**
 * Regular expressions on an engine that never goes back over what it has read (RE2): time grows with the text, whatever
 * pattern and text are. Look-around and back-references do not exist for that reason.
 */

/**
 * Characters of a text that may be read again to find what follows a hit on its line. The engine reads on to see where a
 * hit ends, so that hits in a row on a line of megabytes would cost the square of its length.
 */
export const READ_AGAIN = 5_000_000;

/** Where a pattern stands in a text. */
export interface Hits {
  /** The 1-based line at which each hit begins, in the order of the text; a line with two hits stands there twice. */
  readonly lines: readonly number[];
  /** Whether these are all; of what would cost more than `READ_AGAIN`, one hit a line is told. */
  readonly complete: boolean;
}

/** A pattern, ready to be looked for in texts whose lines end with a line feed. */
export interface LinePattern {
  hits(text: string): Hits;
  /** Letters, digits and `_` that every hit has in a row; empty where none are known. */
  readonly literal: string;
}

const compiled = new Map<string, LinePattern>();
const MOST_COMPILED = 500;

/**
 * The pattern of that source. It is looked for line by line, as grep does: `^` and `$` stand for the ends of a line, and
 * nothing reaches into the next one. A source that names a line feed, the ends of the text or the flag `s` is looked for
 * in the whole text.
 *
 * @throws RE2JSException for a source of which `patternMistake` complains.
 */
export function linePattern(source: string): LinePattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  const engine = RE2JS.compile(source, RE2JS.MULTILINE);
  const search = spansLines(source) ? hitsAcrossLines : hitsByLine;
  const made: LinePattern = { hits: (text) => search(engine, text), literal: literalOf(source) };
  compiled.set(source, made);
  return made;
}

/** The lines of a text; what follows a last line feed is none. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const NONE: Hits = { lines: [], complete: true };

function hitsByLine(engine: RE2JS, text: string): Hits {
  // Most texts have no hit, which the engine tells many times faster than where hits are.
  if (!engine.test(text)) return NONE;
  const budget = new Budget();
  const hits: number[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    if (!engine.test(line)) continue;
    const matcher = engine.matcher(line);
    while (matcher.find()) {
      hits.push(index + 1);
      if (!budget.allows(line.length - matcher.end())) break;
    }
  }
  return { lines: hits, complete: !budget.exceeded };
}

function hitsAcrossLines(engine: RE2JS, text: string): Hits {
  const budget = new Budget();
  const hits: number[] = [];
  const matcher = engine.matcher(text);
  let line = 1;
  let at = 0;
  while (matcher.find()) {
    for (let feed = text.indexOf('\n', at); feed !== -1 && feed < matcher.start(); ) {
      line++;
      at = feed + 1;
      feed = text.indexOf('\n', at);
    }
    hits.push(line);
    if (!budget.allows(text.length - matcher.end())) break;
  }
  return { lines: hits, complete: !budget.exceeded };
}

class Budget {
  exceeded = false;
  private left = READ_AGAIN;

  /** Whether so many characters may be read again. */
  allows(characters: number): boolean {
    if (this.left < characters) this.exceeded = true;
    else this.left -= characters;
    return !this.exceeded || characters === 0;
  }
}
