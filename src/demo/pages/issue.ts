import type { IssueLine, IssueView } from '../view.js';
import { comment } from './conversation.js';
import { type Html, html } from './html.js';
import { renderMarkdown } from './markdown.js';

/** Nothing where there is no issue: most repositories of the demo have the program board alone. */
export function issueList(lines: readonly IssueLine[]): Html | string {
  if (lines.length === 0) return '';
  return html`<h1>Issues</h1><div class="box">${lines.map(line)}</div>`;
}

function line({ number, title, author, state }: IssueLine): Html {
  return html`<div class="row"><div class="grow"><a class="title" href="/issues/${number}">${title}</a>
<div class="dim">#${number} by ${author}, ${state}</div></div></div>
`;
}

export function issuePage(view: IssueView): Html {
  return html`<h1>${view.title} <span class="number">#${view.number}</span></h1>
<p><span class="state ${view.state}">${view.state}</span> <b>${view.author}</b></p>
<div class="box"><div class="body markdown">${renderMarkdown(view.body)}</div></div>
${view.comments.map(comment)}`;
}
