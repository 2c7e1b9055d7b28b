import { functionNames, type LineNames } from './function-names.js';
import { shownLines } from './markdown.js';
import type { NamedPath, RustPaths } from './rust-paths.js';

/** First and last of the lines that are named with a file; the same for a single one. */
export type LineRange = readonly [first: number, last: number];

/** A Rust file that a line of a document names. */
export interface Mention extends NamedPath {
  /** `path:12`; none where the file alone is named. */
  readonly lines: readonly LineRange[];
}

/** A line of a document that names Rust files. */
export interface MentionLine extends LineNames {
  /** 1-based. */
  readonly number: number;
  readonly mentions: readonly Mention[];
}

/** Ends the name of a Rust file, at the end of a sentence too. */
const RUST_END = /\.rs(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])/gu;
/** `:12`, `:12:5`, `:12-15`, `:12,15`; code, emphasis or a link's text may end before it. */
const LINES =
  /^(?:[`*_~"'\])>]|<\/[a-z]+>)*:L?(\d{1,9}(?:(?:-L?|,:?L?)\d{1,9})*)(?::\d{1,9})?(?![\p{L}\p{N}])/u;
/** `#L12`, `#L12-L15`, `#L12C5-L15C9`: lines in an address on GitHub. */
const ANCHOR = /^(?:\?[\w=&]*)?#L(\d{1,9})(?:C\d+)?(?:-L?(\d{1,9})(?:C\d+)?)?/u;
const WEB_ADDRESS = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>()"'`|,;]*/giu;
/** Stands in the rest of a line where a file was named. */
export const GAP = '\0';

/** The lines of a Markdown document on which Rust files are named: in tables, lists, prose, links and code alike. */
export function* mentionLines(markdown: string, paths: RustPaths): Generator<MentionLine> {
  for (const { number, text } of shownLines(markdown)) {
    if (!text.includes('.rs')) continue;
    // A backslash makes the punctuation after it stand for itself; no path in a document has one.
    const line = withoutComments(text.replaceAll(GAP, ' ')).replace(/\\(?=[!-/:-@[-`{-~])/gu, '');
    const { mentions, rest } = mentionsOf(line, paths);
    if (mentions.length > 0) yield { number, mentions, ...functionNames(rest) };
  }
}

function withoutComments(line: string): string {
  let shown = '';
  let from = 0;
  for (;;) {
    const start = line.indexOf('<!--', from);
    const end = start === -1 ? -1 : line.indexOf('-->', start);
    if (end === -1) return shown + line.slice(from);
    shown += `${line.slice(from, start)} `;
    from = end + '-->'.length;
  }
}

interface Found {
  readonly mentions: Mention[];
  /** The text with each of them taken out. */
  readonly rest: string;
}

function mentionsOf(line: string, paths: RustPaths): Found {
  const found: Found[] = [];
  let from = 0;
  for (const { 0: address, index } of line.matchAll(WEB_ADDRESS)) {
    found.push(inWords(line.slice(from, index), paths), inAddress(address, paths));
    from = index + address.length;
  }
  found.push(inWords(line.slice(from), paths));
  return {
    mentions: found.flatMap(({ mentions }) => mentions),
    rest: found.map(({ rest }) => rest).join(''),
  };
}

function inAddress(address: string, paths: RustPaths): Found {
  const [, name = '', rest = ''] = /^([^?#]*\.rs)(.*)$/u.exec(address) ?? [];
  const path = paths.inAddress(name);
  return path === null
    ? { mentions: [], rest: ' ' }
    : { mentions: [{ path, known: true, lines: linesAfter(rest).lines }], rest: GAP };
}

function inWords(text: string, paths: RustPaths): Found {
  const mentions: Mention[] = [];
  let rest = '';
  let from = 0;
  for (const { index } of text.matchAll(RUST_END)) {
    if (index < from) continue;
    let end = index + '.rs'.length;
    const found = paths.endingAt(text, from, end);
    if (found === null) rest += text.slice(from, end);
    else {
      const { path, known, start } = found;
      const { lines, length } = linesAfter(text.slice(end));
      mentions.push({ path, known, lines });
      rest += text.slice(from, start) + GAP;
      end += length;
    }
    from = end;
  }
  return { mentions, rest: rest + text.slice(from) };
}

/** The lines named right behind a path, and how much of the text says so. */
function linesAfter(text: string): { lines: LineRange[]; length: number } {
  const anchor = ANCHOR.exec(text);
  if (anchor !== null) {
    const first = Number(anchor[1]);
    return { lines: [rangeOf(first, Number(anchor[2] ?? first))], length: anchor[0].length };
  }
  const named = LINES.exec(text);
  if (named === null) return { lines: [], length: 0 };
  const lines = named[1]!.split(',').map((part): LineRange => {
    const [first = 0, last = first] = part
      .replace(/[^\d-]/gu, '')
      .split('-')
      .map(Number);
    return rangeOf(first, last);
  });
  return { lines, length: named[0].length };
}

function rangeOf(first: number, last: number): LineRange {
  return last < first ? [first, first] : [first, last];
}
