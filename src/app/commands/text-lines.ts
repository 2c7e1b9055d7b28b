/**
 * The lines of Markdown that are plain text: outside fenced and indented code, quotes (and the lines that lazily
 * continue one), inline code that spans lines, HTML comments and HTML that holds code or quotes. Where Markdown is
 * ambiguous the line counts as code, as a command that is not taken can be written again.
 */
export function textLines(markdown: string): string[] {
  const state: State = { block: null, quote: false, listed: false };
  const paragraphs: string[][] = [[]];
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    if (isText(line, state)) paragraphs.at(-1)?.push(line);
    else paragraphs.push([]);
  }
  return paragraphs.flatMap(outsideInlineCode);
}

interface State {
  /** What must come before text can again. */
  block: { readonly closes: (line: string) => boolean } | null;
  /** A quote's paragraph goes on until a blank line. */
  quote: boolean;
  /** Inside a list item, whose code is indented deeper. */
  listed: boolean;
}

const LIST_MARK = /^\s*(?:[-+*]|\d{1,9}[.)])(?:\s+|$)/;
const HTML_BLOCK = /^ {0,3}<(pre|script|style|textarea|blockquote|code|kbd|samp)(?=[\s>]|$)/i;

function isText(line: string, state: State): boolean {
  if (state.block !== null) {
    if (state.block.closes(line)) state.block = null;
    return false;
  }
  if (line.trim() === '') {
    state.quote = false;
    return false;
  }
  const opened = openedBlock(line, state);
  if (opened !== undefined) {
    state.block = opened;
    return false;
  }
  if (/^\s*(?:(?:[-+*]|\d{1,9}[.)])\s+)*>/.test(line)) {
    state.quote = !/^\s*>\s*$/.test(line);
    return false;
  }
  if (LIST_MARK.test(line)) state.listed = true;
  else if (/^\S/.test(line)) state.listed = false;
  return !state.quote && !/^(?: {4}| {0,3}\t)/.test(line);
}

/** The block that a line opens: `null` for one that it closes as well, `undefined` for none. */
function openedBlock(line: string, state: State): State['block'] | undefined {
  const fence = openedFence(line, state.listed);
  if (fence !== undefined) return fence;
  const html = HTML_BLOCK.exec(line);
  if (html !== null) return until(line, new RegExp(`</${html[1]}\\s*>`, 'i'), html[0].length);
  const comment = line.indexOf('<!--');
  if (comment >= 0) return until(line, /-->/, comment + 4);
  return undefined;
}

function openedFence(line: string, listed: boolean): State['block'] | undefined {
  const inList = listed || LIST_MARK.test(line);
  const content = inList
    ? line.replace(/^\s*(?:(?:[-+*]|\d{1,9}[.)])\s+)*/, '')
    : line.replace(/^ {0,3}/, '');
  const fence = /^(`{3,}(?=[^`]*$)|~{3,})/.exec(content)?.[1];
  if (fence === undefined) return undefined;
  const mark = fence.charAt(0);
  return {
    closes: (next) => {
      const text = next.trim();
      return text.length >= fence.length && text === mark.repeat(text.length);
    },
  };
}

/** A block that ends where `end` matches, on the same line after `from` or on a later one. */
function until(line: string, end: RegExp, from: number): State['block'] {
  const last = line.lastIndexOf('<!--');
  const rest = line.slice(Math.max(from, last + 4));
  return end.test(rest) ? null : { closes: (next) => end.test(next) };
}

/** Leaves out of a paragraph the lines that begin or end inside inline code. */
function outsideInlineCode(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const spans = inlineCode(text);
  let start = 0;
  let at = 0;
  return lines.filter((line) => {
    const [from, to] = [start, start + line.length];
    start = to + 1;
    while (at < spans.length && spans[at]![1] <= from) at += 1;
    if (at < spans.length && spans[at]![0] < from) return false;
    while (at < spans.length && spans[at]![1] <= to) at += 1;
    return at === spans.length || spans[at]![0] >= to;
  });
}

/** Begin and end of each code span: a run of backticks up to the next run of the same length. */
function inlineCode(text: string): [number, number][] {
  const runs = [...text.matchAll(/`+/g)];
  const closers = nextOfSameLength(runs.map((run) => run[0].length));
  const spans: [number, number][] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const [open, closer] = [runs[index]!, closers[index]!];
    if (closer < 0 || text[open.index - 1] === '\\') continue;
    const close = runs[closer]!;
    spans.push([open.index, close.index + close[0].length]);
    index = closer;
  }
  return spans;
}

/** For each length the index of the next equal one, -1 for none. */
function nextOfSameLength(lengths: readonly number[]): number[] {
  const nearest = new Map<number, number>();
  const next = lengths.map(() => -1);
  for (let index = lengths.length - 1; index >= 0; index -= 1) {
    const length = lengths[index]!;
    next[index] = nearest.get(length) ?? -1;
    nearest.set(length, index);
  }
  return next;
}
