import type { PullRequestView } from '../view.js';
import { checksBox } from './checks.js';
import { comment, commentForm } from './conversation.js';
import { filesChanged } from './files.js';
import { type Html, html } from './html.js';
import { renderMarkdown } from './markdown.js';
import { mergeBox } from './merge.js';

export function pullRequestPage(view: PullRequestView): Html {
  const [latest] = view.checkRuns;
  const said = [...view.reviews, ...view.comments].sort((a, b) => a.at.localeCompare(b.at));
  return html`<h1>${view.title} <span class="number">#${view.number}</span></h1>
<p><span class="state ${view.state}">${view.state}</span> <b>${view.author}</b> wants to merge
<span class="branch">${headOf(view)}</span> into <span class="branch">${view.baseBranch}</span>
<span class="dim mono">${view.headSha.slice(0, 7)}</span></p>
<div class="box"><div class="head"><b>${view.author}</b></div><div class="body markdown">${view.body === '' ? html`<i class="dim">No description provided.</i>` : renderMarkdown(view.body)}</div></div>
${said.map(comment)}
${checksBox(view.number, view.checkRuns, view.otherChecks)}
${mergeBox(view)}
${commentForm(view.number)}
${pushBox(view)}
<h2 class="section">Files changed (${view.files.length})</h2>
${filesChanged(view.files, { annotations: latest?.annotations ?? [], threads: view.threads })}`;
}

function headOf(view: PullRequestView): string {
  if (view.headRepository === null) return `unknown repository:${view.headBranch}`;
  if (view.headRepository === view.baseRepository) return view.headBranch;
  return `${view.headRepository.split('/')[0]}:${view.headBranch}`;
}

function pushBox(view: PullRequestView): Html | string {
  if (view.cloneUrl === null) return '';
  const editable = view.files.filter((file) => file.status !== 'removed');
  return html`<div class="box"><div class="head"><b>Push a fix</b></div><div class="body">
<p>Edit ${editable.map((file, index) => html`${index === 0 ? '' : ', '}<a class="mono" href="/pull/${view.number}/edit?path=${encodeURIComponent(file.path)}">${file.path}</a>`)},
or <a href="/pull/${view.number}/edit">any file</a>, and commit to the branch; or push from a clone:</p>
<pre class="scroll">git clone -b ${shellWord(view.headBranch)} ${view.cloneUrl}</pre></div></div>
`;
}

/** A branch's name may hold what a shell would run. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
