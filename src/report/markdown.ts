/**
 * Markdown that nothing from a pull request can break: names, paths and code come in through `code`, `prose` and
 * `fence`, and can neither end a table or a fence, nor inject HTML, mention a person or reference an issue.
 */

/** A character that GitHub's filters for mentions, references and links do not look through. */
const BREAK = '\u200b';

/** Characters that are not seen, or that reorder what is seen: shown by their code point. */
const INVISIBLE =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

/** Text with everything invisible made visible, on one line. */
export function visible(text: string): string {
  return text
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Cuts text to at most `most` characters (code points), with an ellipsis where it was cut. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

/** A name, path or piece of code within a line; safe in table cells too. */
export function code(text: string): string {
  const shown = visible(text);
  if (shown.trim() === shown && shown !== '' && !/[`|]/.test(shown)) return `\`${shown}\``;
  const encoded = shown.replace(/[^A-Za-z0-9 ./,()=-]/gu, (char) => `&#${char.codePointAt(0)};`);
  return `<code>${breakLinks(encoded)}</code>`;
}

/**
 * A sentence that may hold parts of the pull request: the parts between backticks become code, all else is escaped.
 * Line feeds become line breaks.
 */
export function prose(text: string): string {
  return text
    .trim()
    .split(/\r\n|\r|\n/)
    .map(proseLine)
    .join('<br>');
}

function proseLine(line: string): string {
  const parts = line.split('`');
  const closed = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  return parts
    .slice(0, closed)
    .map((part, index) => (index % 2 === 1 ? code(part) : plain(part)))
    .concat(parts.slice(closed).map((part) => `\\\`${plain(part)}`))
    .join('');
}

/** Plain text: no Markdown, no HTML, no mention, no reference, no link. */
export function plain(text: string): string {
  const escaped = visible(text)
    .replace(/[\\`*_{}[\]#|~$^]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(\s*)([-+=]|\d+(?=[.)]))/, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}${BREAK}` : `${space}\\${mark}`,
    );
  return breakLinks(escaped);
}

/** Breaks what GitHub would turn into a mention, a reference or a link by itself. */
function breakLinks(text: string): string {
  return (
    text
      .replace(/@/g, `@${BREAK}`)
      // What stands in front could make an address for mail of it.
      .replace(/(?<=[\w.!#$%&'*+/=?^{|}~;:,-])@/g, `${BREAK}@`)
      .replace(/#(?=\d)/g, (match, at: number) => (text[at - 1] === '&' ? match : `#${BREAK}`))
      .replace(/\bgh-(?=\d)/gi, (match) => `${match}${BREAK}`)
      .replace(/:(?=\/\/)/g, `:${BREAK}`)
      .replace(/&#58;/g, `&#58;${BREAK}`)
      .replace(/\bwww(?=\.)/gi, (match) => `${match}${BREAK}`)
      .replace(/\b(mailto|xmpp)(?=:)/gi, (match) => `${match}${BREAK}`)
  );
}

/** A block of code; the fence is longer than any run of backticks in it. */
export function fence(text: string, language = ''): string {
  const lines = text.replace(/\r\n?/g, '\n');
  const longest = Math.max(2, ...(lines.match(/`+/g) ?? []).map((run) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${lines}\n${marks}`;
}

/** A link whose label is already Markdown; the address is ours or encoded by `encodePath`. */
export function link(label: string, url: string): string {
  return `[${label}](${url})`;
}

/** A path as part of an address: nothing in it ends the link or the cell. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[()'!*~]/g, hex))
    .join('/');
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * Trusted Markdown without the line breaks that its file was wrapped with: GitHub shows these in comments and
 * annotations. Lists, quotes, tables and code keep theirs.
 */
export function unwrapped(markdown: string): string {
  const text = markdown.trim();
  if (/^\s*(```|~~~)/m.test(text)) return text;
  return text.replace(/(\S)[ \t]*\n(?=[^\s\-*+>#|\d])/g, '$1 ');
}
