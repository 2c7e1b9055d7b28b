import { type Html, html } from './html.js';

/** A file at a commit, its lines as places to link to: `#L37`. */
export function blobPage(path: string, sha: string, text: string): Html {
  const lines = text.replace(/\n$/, '').split('\n');
  return html`<h1 class="mono">${path}</h1><p class="dim">at <span class="mono">${sha.slice(0, 7)}</span></p>
<div class="box"><div class="scroll"><table class="diff"><tbody>${lines.map(
    (line, index) =>
      html`<tr id="L${index + 1}"><td class="n">${index + 1}</td><td class="code">${line}</td></tr>\n`,
  )}</tbody></table></div></div>`;
}
