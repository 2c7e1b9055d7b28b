import MarkdownIt from 'markdown-it';
import { escapeHtml, Html } from './html.js';

/**
 * Markdown as GitHub shows it, near enough: tables, strikethrough and bare links; of raw HTML the few tags that matter
 * here, without attributes; `suggestion` blocks as what they would write.
 */
const TAGS = /^<(\/?)(details|summary|sub|sup|kbd|br|b|i|code)( open)?\s*\/?>$/i;
const PIECES = /(<!--[\s\S]*?(?:-->|$)|<\/?[a-z][^>]*>)/i;

export function renderMarkdown(markdown: string): Html {
  const shown = withTags.render(markdown);
  return new Html(isBalanced(shown) ? shown : withoutTags.render(markdown));
}

const withTags = rendererOf(allowed);
/** A stray closing tag could close an element of the page around it. */
const withoutTags = rendererOf((piece) => (piece.startsWith('<!--') ? '' : escapeHtml(piece)));

function allowed(piece: string): string {
  if (piece.startsWith('<!--')) return '';
  return TAGS.test(piece) ? piece.toLowerCase() : escapeHtml(piece);
}

function rendererOf(pieceOf: (piece: string) => string): { render(markdown: string): string } {
  const renderer = new MarkdownIt({ html: true, linkify: true });
  const { rules } = renderer.renderer;
  const raw = (content: string): string => content.split(PIECES).map(pieceOf).join('');
  rules.html_block = (tokens, index) => raw(tokens[index]?.content ?? '');
  rules.html_inline = (tokens, index) => raw(tokens[index]?.content ?? '');
  rules.fence = (tokens, index) => fence(tokens[index]?.info ?? '', tokens[index]?.content ?? '');
  rules.table_open = () => '<div class="table"><table>\n';
  rules.table_close = () => '</table></div>\n';
  // A stranger's image would be fetched from where it lies: its words are shown instead.
  rules.image = (tokens, index) => escapeHtml(tokens[index]?.content ?? '');
  return renderer;
}

function fence(info: string, content: string): string {
  const code = `<pre><code>${escapeHtml(content)}</code></pre>\n`;
  if (info.trim() !== 'suggestion') return code;
  return `<div class="suggestion"><div class="suggestion-head">Suggested change</div>${code}</div>\n`;
}

function isBalanced(text: string): boolean {
  return ['details', 'summary', 'sub', 'sup', 'kbd', 'b', 'i'].every(
    (tag) => count(text, `<${tag}>`) + count(text, `<${tag} open>`) === count(text, `</${tag}>`),
  );
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
