/** The pages' own look, light and dark; nothing is fetched from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --soft: #f6f8fa; --line: #d1d9e0; --ink: #1f2328; --dim: #59636e; --link: #0969da;
  --green: #1a7f37; --red: #cf222e; --amber: #9a6700; --purple: #8250df;
  --added: #dafbe1; --added-gutter: #aceebb; --removed: #ffebe9; --removed-gutter: #ffcecb; --hunk: #ddf4ff;
  --button: #1f883d; --button-ink: #ffffff; --note: #fff8c5;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --soft: #151b23; --line: #3d444d; --ink: #f0f6fc; --dim: #9198a1; --link: #4493f8;
    --green: #3fb950; --red: #f85149; --amber: #d29922; --purple: #ab7df8;
    --added: #12261e; --added-gutter: #1c4428; --removed: #25171c; --removed-gutter: #542426; --hunk: #121d2f;
    --button: #238636; --note: #272115;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif, 'Noto Color Emoji';
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
main { max-width: 1180px; margin: 0 auto; padding: 16px 24px 80px; }
header.top { background: var(--soft); border-bottom: 1px solid var(--line); padding: 14px 24px; }
header.top a { color: var(--ink); font-weight: 600; font-size: 16px; }
header.top span { color: var(--dim); margin-left: 12px; }
h1 { font-size: 26px; font-weight: 400; margin: 12px 0 6px; overflow-wrap: anywhere; }
h1.mono { font-size: 18px; }
h1 .number, .dim { color: var(--dim); }
h2.section { font-size: 18px; font-weight: 600; margin: 34px 0 12px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }
code, pre, .mono { font-family: var(--mono); font-size: 12px; }
.branch { font-family: var(--mono); font-size: 12px; background: var(--hunk); color: var(--link); padding: 2px 6px; border-radius: 6px; overflow-wrap: anywhere; }
.state { display: inline-block; border-radius: 2em; padding: 4px 12px; color: #fff; background: #1f883d; font-weight: 500; }
.state.closed { background: #cf222e; }
.state.merged { background: #8250df; }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 16px 0; background: var(--page); }
.box > .head { background: var(--soft); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; padding: 8px 16px; display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; }
.box > .body { padding: 12px 16px; }
.box > .body:empty { display: none; }
.row { display: flex; gap: 12px; align-items: baseline; padding: 9px 16px; border-top: 1px solid var(--line); }
.row:first-child { border-top: 0; }
.row .grow { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.row .title { font-weight: 600; color: var(--ink); }
.mark { font-weight: 700; width: 18px; text-align: center; flex: none; }
.success, .pass { color: var(--green); } .failure, .fail { color: var(--red); }
.in_progress, .queued, .wait { color: var(--amber); } .neutral, .cancelled, .skip { color: var(--dim); }
.markdown { overflow-wrap: break-word; }
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown h1, .markdown h2 { font-weight: 600; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
.markdown h1 { font-size: 20px; } .markdown h2 { font-size: 18px; } .markdown h3 { font-size: 15px; }
.markdown code { background: var(--soft); border-radius: 6px; padding: 2px 5px; }
.markdown pre { background: var(--soft); border-radius: 6px; padding: 12px; overflow-x: auto; }
.markdown pre code { background: none; padding: 0; }
.markdown blockquote { margin: 0 0 12px; padding: 0 12px; border-left: 4px solid var(--line); color: var(--dim); }
.table { overflow-x: auto; margin: 0 0 14px; }
.table table { border-collapse: collapse; }
.table th, .table td { border: 1px solid var(--line); padding: 6px 12px; text-align: left; vertical-align: top; }
.table tr:nth-child(2n) td { background: var(--soft); }
.suggestion { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; margin: 10px 0; }
.suggestion-head { background: var(--soft); border-bottom: 1px solid var(--line); padding: 6px 12px; color: var(--dim); font-size: 12px; }
.markdown .suggestion pre { background: var(--added); border-radius: 0; margin: 0; }
table.diff { width: 100%; border-collapse: collapse; font-family: var(--mono); font-size: 12px; line-height: 20px; }
table.diff td { padding: 0 10px; vertical-align: top; }
table.diff td.n { width: 1%; min-width: 44px; text-align: right; color: var(--dim); user-select: none; }
table.diff td.code { white-space: pre-wrap; overflow-wrap: anywhere; }
tr.added td { background: var(--added); } tr.added td.n { background: var(--added-gutter); }
tr.removed td { background: var(--removed); } tr.removed td.n { background: var(--removed-gutter); }
tr:target td { background: var(--note); }
tr.hunk td { background: var(--hunk); color: var(--dim); }
tr.notes > td { padding: 8px 16px 12px; background: var(--page); border-block: 1px solid var(--line); font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
.scroll { overflow-x: auto; }
.note { border: 1px solid var(--line); border-left: 4px solid var(--amber); border-radius: 6px; padding: 8px 12px; margin: 8px 0; max-width: 820px; }
.note.failure { border-left-color: var(--red); } .note.notice { border-left-color: var(--link); }
.note .where, .note .raw { color: var(--dim); font-size: 12px; }
.note .message { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--ink); }
.thread { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; max-width: 820px; padding: 10px 14px; }
.thread > summary { color: var(--dim); cursor: pointer; }
.reactions { display: flex; gap: 6px; margin-top: 8px; }
.reactions:empty { display: none; }
.reactions span { border: 1px solid var(--line); border-radius: 2em; padding: 0 8px; background: var(--soft); }
textarea, input[type=text], select { width: 100%; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 8px 10px; }
textarea { min-height: 84px; resize: vertical; } textarea.code { font-family: var(--mono); font-size: 12px; line-height: 1.5; min-height: 380px; white-space: pre; overflow-x: auto; }
button { font: inherit; font-weight: 500; border: 1px solid var(--line); border-radius: 6px; padding: 4px 14px; background: var(--soft); color: var(--ink); cursor: pointer; }
button { flex: none; }
button.primary { background: var(--button); color: var(--button-ink); border-color: transparent; }
form .actions { margin-top: 8px; display: flex; gap: 8px; justify-content: flex-end; align-items: center; }
.bar { display: flex; gap: 12px; align-items: center; margin: 0 0 16px; }
.hint { color: var(--dim); font-size: 12px; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 24px; }
@media (max-width: 800px) { .columns { grid-template-columns: 1fr; } main { padding: 12px; } }
`;
