import { escapeRegExp } from '../program/template.js';

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/u;
const ATX = /^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u;
const SETEXT = /^ {0,3}(?:=+|-+)[ \t]*$/u;
/** Lines that cannot be the text of a setext heading: blank, lists, quotes, tables, thematic breaks, indented code. */
const NO_PARAGRAPH = /^(?:\s*$| {4}|\t| {0,3}(?:[-*+>|]|\d+[.)])(?:\s|$)| {0,3}(?:[-*_][ \t]*){3,}$)/u;

/**
 * The headings of a Markdown text, ATX (`## Scope`) and setext (underlined), in order and as written. What stands in
 * fenced or indented code, in HTML comments or in front matter is none.
 */
export function headingsOf(markdown: string): string[] {
  const headings: string[] = [];
  let previous = '';
  for (const line of proseLines(markdown)) {
    const atx = ATX.exec(line);
    if (atx !== null) headings.push(atx[1] ?? '');
    else if (SETEXT.test(line) && !NO_PARAGRAPH.test(previous)) headings.push(previous.trim());
    previous = atx === null && !SETEXT.test(line) ? line : '';
  }
  return headings;
}

/**
 * A test whether a heading is the required one: letters and digits count, case, punctuation, emphasis and blanks do
 * not. `*` in what is required stands for any text: `*inventory*` is met by `# Wave8B Step1 Inventory: policy`.
 */
export function headingTest(required: string): (heading: string) => boolean {
  const pieces = required.split('*').map(wordsOf);
  const pattern = new RegExp(`^${pieces.map(escapeRegExp).join('.*')}$`, 'u');
  return (heading) => pattern.test(wordsOf(heading));
}

function wordsOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The lines outside of code fences, HTML comments and front matter; what is left out ends a paragraph. */
function* proseLines(markdown: string): Generator<string> {
  for (const { text, inFence } of shownLines(markdown)) yield inFence ? '' : text;
}

/** A line that readers see, numbered from 1. */
export interface ShownLine {
  readonly number: number;
  /** Empty where the line belongs to an HTML comment. */
  readonly text: string;
  /** Whether it is in fenced code, or the fence itself. */
  readonly inFence: boolean;
}

/** The lines of a Markdown text after its front matter. */
export function* shownLines(markdown: string): Generator<ShownLine> {
  const lines = markdown.split(/\r\n|\n|\r/u);
  let fence = '';
  let inComment = false;
  for (let index = frontMatterLength(lines); index < lines.length; index++) {
    const line = lines[index]!;
    const number = index + 1;
    if (fence !== '') {
      if (closes(line, fence)) fence = '';
      yield { number, text: line, inFence: true };
    } else if (inComment || /^ {0,3}<!--/u.test(line)) {
      inComment = !line.includes('-->');
      yield { number, text: '', inFence: false };
    } else {
      fence = FENCE.exec(line)?.[1] ?? '';
      yield { number, text: line, inFence: fence !== '' };
    }
  }
}

function closes(line: string, fence: string): boolean {
  const mark = /^ {0,3}(`{3,}|~{3,})[ \t]*$/u.exec(line)?.[1];
  return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length;
}

function frontMatterLength(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/u.test(line));
  return end === -1 ? 0 : end + 1;
}
