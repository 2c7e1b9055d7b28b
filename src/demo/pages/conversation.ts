import { type CommentView, REACTIONS } from '../view.js';
import { type Html, html } from './html.js';
import { renderMarkdown } from './markdown.js';

export function comment(view: CommentView): Html {
  return html`<div class="box"><div class="head"><b>${view.author}</b><span class="dim">${time(view.at)}</span></div>
<div class="body"><div class="markdown">${renderMarkdown(view.body)}</div>${reactions(view)}</div></div>
`;
}

export function reactions(view: CommentView): Html {
  const shown = view.reactions.map((name) => html`<span title="${name}">${REACTIONS[name] ?? name}</span>`);
  return html`<div class="reactions">${shown}</div>`;
}

export function commentForm(number: number): Html {
  return html`<form method="post" action="/pull/${number}/comment" class="box"><div class="body">
<textarea name="body" required placeholder="/wave8 recheck" aria-label="A comment"></textarea>
<div class="actions"><span class="hint">as a maintainer</span><button class="primary">Comment</button></div>
</div></form>
`;
}

/** The clock alone: a demo lasts minutes. */
export function time(iso: string): string {
  return iso.slice(11, 19);
}
