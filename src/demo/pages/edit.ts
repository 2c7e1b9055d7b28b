import type { PullRequestView } from '../view.js';
import { type Html, html } from './html.js';

export interface Editing {
  readonly path: string;
  readonly text: string;
  /** Why the last attempt was not taken. */
  readonly mistake?: string;
}

export function chooseFilePage(view: PullRequestView, paths: readonly string[]): Html {
  return html`<p><a href="/pull/${view.number}">← #${view.number}</a></p><h1>Edit a file of <span class="branch">${view.headBranch}</span></h1>
<div class="box">${paths.map(
    (path) =>
      html`<div class="row"><a class="mono" href="/pull/${view.number}/edit?path=${encodeURIComponent(path)}">${path}</a></div>`,
  )}</div>`;
}

/** The line feed after `<textarea>` is not part of its text. */
export function editPage(view: PullRequestView, editing: Editing): Html {
  return html`<p><a href="/pull/${view.number}">← #${view.number}</a></p>
<h1 class="mono">${editing.path}</h1>
${editing.mistake === undefined ? '' : html`<div class="note failure">${editing.mistake}</div>`}
<form method="post" action="/pull/${view.number}/edit">
<input type="hidden" name="path" value="${editing.path}">
<textarea class="code" name="text" spellcheck="false" aria-label="The file">
${editing.text}</textarea>
<div class="actions"><input type="text" name="message" value="Fix ${editing.path.split('/').at(-1)}" aria-label="Commit message">
<button class="primary">Commit to the branch</button></div></form>`;
}
