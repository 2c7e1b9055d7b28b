import type { PullRequestLine } from '../view.js';
import { type Html, html } from './html.js';
import { mark, stateOf } from './marks.js';

export function listPage(lines: readonly PullRequestLine[]): Html {
  return html`<h1>Pull requests</h1>
<p class="dim">Each was opened by the demo and judged by Wavegate. Open one, comment <code>/wave8 recheck</code> on it, or push a fix.</p>
<div class="box">${lines.map(line)}</div>`;
}

function line(pull: PullRequestLine): Html {
  const run = pull.checkRun;
  return html`<div class="row">${run === null ? html`<span class="mark dim">·</span>` : mark(stateOf(run))}
<div class="grow"><a class="title" href="/pull/${pull.number}">${pull.title}</a>
<div class="dim">#${pull.number} by ${pull.author} <span class="branch">${pull.headBranch}</span></div></div>
<div class="grow dim">${run?.title ?? 'no check run yet'}</div></div>
`;
}
