import { stripVTControlCharacters } from 'node:util';

/** How text is laid out for a terminal. */
export interface PageStyle {
  /** Columns. */
  readonly width: number;
  readonly colour: boolean;
}

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

const CODES: Record<Colour, string> = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  blue: '34',
  cyan: '36',
};

/** Columns that are left for text however deep it is indented. */
const LEAST_COLUMNS = 20;

export class Page {
  constructor(private readonly style: PageStyle) {}

  paint(text: string, ...colours: Colour[]): string {
    if (!this.style.colour || text === '') return text;
    return `\u001b[${colours.map((colour) => CODES[colour]).join(';')}m${text}\u001b[0m`;
  }

  /**
   * Lines of at most the page's width. The first begins with `lead`, the others with as many blanks and `hang` more,
   * which shows where the next of several begins.
   */
  wrap(text: string, lead = '', { colour, hang = 0 }: { colour?: Colour; hang?: number } = {}): string[] {
    const indent = ' '.repeat(columnsOf(lead) + hang);
    const room = Math.max(LEAST_COLUMNS, this.style.width - indent.length);
    return wrapWords(inert(text), room + hang, room).map(
      (line, index) => (index === 0 ? lead : indent) + (colour ? this.paint(line, colour) : line),
    );
  }
}

/**
 * Text that can do nothing to a terminal: control characters, escape sequences and characters that turn the direction
 * of writing show as what they are.
 */
export function inert(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    if (character === '\n') return character;
    if (character === '\t') return ' ';
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}

/** The same on one line. */
export function inertLine(text: string): string {
  return inert(text).replaceAll('\n', '\\n');
}

/** Columns that text takes, colours not counted; wide characters of East Asian scripts and emoji count two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function wrapWords(text: string, firstRoom: number, room: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const limit = lines.length === 0 ? firstRoom : room;
      if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > limit) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}
