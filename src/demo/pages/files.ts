import type { AnnotationView, FileView, ThreadView } from '../view.js';
import { annotation } from './checks.js';
import { reactions } from './conversation.js';
import { type DiffLine, readPatch } from './diff.js';
import { type Html, html } from './html.js';
import { renderMarkdown } from './markdown.js';

/** What stands on the lines of the diff. */
export interface Notes {
  readonly annotations: readonly AnnotationView[];
  readonly threads: readonly ThreadView[];
}

export function filesChanged(files: readonly FileView[], notes: Notes): Html {
  const paths = new Set(files.map((file) => file.path));
  const elsewhere = notes.annotations.filter((note) => !paths.has(note.path));
  return html`${files.map((file) => fileBox(file, notes))}
${elsewhere.length === 0 ? '' : html`<h2 class="section">Unchanged files with annotations</h2>`}
${elsewhere.map((each) => annotation(each, true))}`;
}

function fileBox(file: FileView, notes: Notes): Html {
  const name = file.previousPath === null ? file.path : `${file.previousPath} → ${file.path}`;
  const here: Notes = {
    annotations: notes.annotations.filter((note) => note.path === file.path),
    threads: notes.threads.filter((thread) => thread.path === file.path),
  };
  return html`<div class="box"><div class="head"><span class="mono">${name}</span>
<span class="dim">${file.status}</span><span class="success">+${file.additions}</span> <span class="failure">−${file.deletions}</span></div>
<div class="scroll">${diff(file, here)}</div></div>
`;
}

function diff(file: FileView, notes: Notes): Html {
  const lines = file.patch === null ? [] : readPatch(file.patch);
  const shown = new Set(lines.flatMap((line) => (line.after === null ? [] : [line.after])));
  const away: Notes = {
    annotations: notes.annotations.filter((note) => !shown.has(note.endLine)),
    threads: notes.threads.filter((thread) => thread.line === null || !shown.has(thread.line)),
  };
  return html`<table class="diff"><tbody>${lines.map((line) => row(line, notes))}
${lines.length === 0 ? html`<tr class="hunk"><td colspan="3">No lines to show.</td></tr>` : ''}
${notesRow(away, true)}</tbody></table>`;
}

function row(line: DiffLine, notes: Notes): Html {
  if (line.kind === 'hunk') return html`<tr class="hunk"><td colspan="3">${line.text}</td></tr>\n`;
  const here: Notes = {
    annotations: notes.annotations.filter((note) => note.endLine === line.after),
    threads: notes.threads.filter((thread) => thread.line !== null && thread.line === line.after),
  };
  const sign = { added: '+', removed: '-', context: ' ' }[line.kind];
  return html`<tr class="${line.kind}"><td class="n">${line.before}</td><td class="n">${line.after}</td><td class="code">${sign} ${line.text}</td></tr>
${notesRow(here, false)}`;
}

function notesRow(notes: Notes, withPlace: boolean): Html | string {
  if (notes.annotations.length + notes.threads.length === 0) return '';
  return html`<tr class="notes"><td colspan="3">${notes.annotations.map((each) => annotation(each, withPlace))}
${notes.threads.map(threadBox)}</td></tr>\n`;
}

/** Resolved threads are folded, as on GitHub. */
function threadBox(thread: ThreadView): Html {
  const [first] = thread.comments;
  const heading = thread.resolved ? 'marked as resolved' : thread.line === null ? 'outdated' : 'commented';
  return html`<details class="thread" ${thread.resolved ? '' : 'open'}>
<summary><b>${first?.author}</b> ${heading}</summary>
${thread.comments.map((each) => html`<div class="markdown">${renderMarkdown(each.body)}</div>${reactions(each)}`)}
</details>
`;
}
