import fc from 'fast-check';
import MarkdownIt from 'markdown-it';

/** Text as an enemy would write it, and what must not come of it. */

export const markdown = new MarkdownIt({ html: true, linkify: true });

/** What GitHub's own filters read: text outside code, with entities resolved. */
export function looseText(html: string): string {
  return html
    .replace(/<(code|pre)>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

export const MENTION = /(^|[^\w`])@[a-z\d]/i;
export const REFERENCE = /#\d|\bgh-\d/i;

/** The tags that are left when those that we write ourselves are taken away. */
export function foreignTags(html: string, own: RegExp): string[] {
  return (html.match(/<[^>]*>/g) ?? []).filter((tag) => !own.test(tag));
}

/** What Markdown and GitHub read into characters, one a word. */
const PIECES = [
  '` `` ``` | \\ \\| <script> </code> <!-- --> <img/src=x/onerror=y> @octocat @org/team #1 GH-1 a/b#2',
  'https://evil.example www.evil.example mailto:a@b.c javascript:x [x](http://y) ![x](http://y)',
  '# - 1. > ~~~ --- ** _ ~~ $$ &lt; &#64;a &commat;a',
].flatMap((line) => line.split(' '));

/** Random text with these pieces, with what is not seen, and with white space that begins blocks. */
export const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(...PIECES, ' ', '    ', '\n', '\n\n', '\u202e', '\u200b', '\ud800', '<img src=x>'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
