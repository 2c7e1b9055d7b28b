import type { AnnotationView, CheckRunView, OtherCheck } from '../view.js';
import { type Html, html } from './html.js';
import { renderMarkdown } from './markdown.js';
import { mark, stateOf } from './marks.js';

/** One line for each check run and status of the head commit. */
export function checksBox(
  number: number,
  runs: readonly CheckRunView[],
  others: readonly OtherCheck[],
): Html {
  if (runs.length + others.length === 0)
    return html`<div class="box"><div class="body dim">No check run on this commit.</div></div>`;
  return html`<div class="box"><div class="head"><b>Checks</b></div>${runs.map((run) => line(number, run))}${others.map(otherLine)}</div>`;
}

function otherLine({ name, by, state }: OtherCheck): Html {
  return html`<div class="row">${mark(state)}
<div class="grow"><b>${name}</b> <span class="dim">${by}: ${state}</span></div></div>
`;
}

function line(number: number, run: CheckRunView): Html {
  return html`<div class="row">${mark(stateOf(run))}
<div class="grow"><b>${run.name}</b> <span class="dim">${run.title}</span></div>
<a href="/pull/${number}/checks/${run.id}">Details</a></div>
`;
}

/** The page behind "Details": what the app wrote, and the button that asks it again. */
export function checkRunPage(number: number, run: CheckRunView): Html {
  return html`<p><a href="/pull/${number}">← #${number}</a></p>
<h1>${mark(stateOf(run))} ${run.title === '' ? run.name : run.title}</h1>
<div class="bar"><span class="dim">${run.name} · ${stateOf(run)}</span>
<form method="post" action="/pull/${number}/checks/${run.id}/rerun"><button>Re-run</button></form></div>
<div class="box"><div class="body markdown">${renderMarkdown(run.summary)}</div></div>
${run.text === '' ? '' : html`<div class="box"><div class="body markdown">${renderMarkdown(run.text)}</div></div>`}
<h2 class="section">Annotations (${run.annotations.length})</h2>
${run.annotations.map((each) => annotation(each, true))}`;
}

/** GitHub shows an annotation's message as plain text. */
export function annotation(view: AnnotationView, withPlace = false): Html {
  const lines = view.startLine === view.endLine ? `${view.startLine}` : `${view.startLine}-${view.endLine}`;
  return html`<div class="note ${view.level}">${withPlace ? html`<div class="where mono">${view.path}:${lines}</div>` : ''}
<b>${view.title}</b> <span class="hint">${view.level}</span><div class="message">${view.message}</div></div>
`;
}
