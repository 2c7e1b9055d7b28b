import { Html, html } from './html.js';
import { STYLE } from './style.js';

/** Reloads the page when what it shows has changed, unless someone is writing in it. */
const LIVE = `
const version = document.documentElement.dataset.version;
const busy = () => [...document.querySelectorAll('textarea')].some((box) => box.value !== box.defaultValue);
const here = new URL(location.href);
here.searchParams.set('version', '');
if (version !== '') setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(here, { cache: 'no-store' });
    if (answer.ok && (await answer.text()) !== version && !busy()) location.reload();
  } catch {}
}, 1500);
`;

/** @param version changes when the page would show something else; empty for a page that does not refresh itself. */
export function page(title: string, repository: string, version: string, content: Html): string {
  return html`<!doctype html>
<html lang="en" data-version="${version}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header class="top"><a href="/">${repository}</a><span>a stand-in for GitHub, on this machine only</span></header>
<main>
${content}
</main>
<script>${new Html(LIVE)}</script>
</body>
</html>
`.text;
}
