import { RE2JS } from 're2js';
import { literalOf, spansLines } from './pattern-source.js';

/**
 * Regular expressions on an engine that never goes back over what it has read (RE2): time grows with the text, whatever
 * pattern and text are. Look-around and back-references do not exist for that reason.
 */

/**
 * Hits of one line that count. Each costs at most one pass over its line, so that even one line of megabytes is searched
 * in time that grows with its length.
 */
export const MOST_HITS_A_LINE = 100;
/** Hits of a pattern over several lines that count in one file, for the same reason. */
export const MOST_HITS_ACROSS_LINES = 1_000;

/** A pattern, ready to be looked for in texts whose lines end with a line feed. */
export interface LinePattern {
  /** The 1-based line at which each hit begins, in the order of the text; a line with two hits stands there twice. */
  hits(text: string): number[];
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

function hitsByLine(engine: RE2JS, text: string): number[] {
  // Most texts have no hit, which the engine tells many times faster than where hits are.
  if (!engine.test(text)) return [];
  const hits: number[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    if (!engine.test(line)) continue;
    let left = MOST_HITS_A_LINE;
    for (const matcher = engine.matcher(line); left > 0 && matcher.find(); left--) hits.push(index + 1);
  }
  return hits;
}

function hitsAcrossLines(engine: RE2JS, text: string): number[] {
  const hits: number[] = [];
  let line = 1;
  let at = 0;
  for (const matcher = engine.matcher(text); hits.length < MOST_HITS_ACROSS_LINES && matcher.find(); ) {
    for (let feed = text.indexOf('\n', at); feed !== -1 && feed < matcher.start(); ) {
      line++;
      at = feed + 1;
      feed = text.indexOf('\n', at);
    }
    hits.push(line);
  }
  return hits;
}
