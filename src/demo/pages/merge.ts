import type { PullRequestView } from '../view.js';
import { type Html, html } from './html.js';

/** What GitHub says of a state of merging. */
const WORDS: Readonly<Record<string, string>> = {
  clean: 'Nothing is in the way of a merge.',
  unstable: 'It can be merged, though not every check is green.',
  blocked: 'A required check is not green yet.',
  dirty: 'It conflicts with its base branch.',
  draft: 'It is a draft.',
};

/** The merge box: how near it is to being merged, and the buttons of a maintainer. */
export function mergeBox(view: PullRequestView): Html | string {
  if (view.state !== 'open') return '';
  const words = WORDS[view.mergeState] ?? 'It is not known yet whether it can be merged.';
  const auto = view.autoMerge === null ? '' : ` Auto-merge is on (${view.autoMerge}).`;
  return html`<div class="box"><div class="head"><b>Merge</b><span class="dim">${words}${auto}</span></div><div class="body">
<form method="post" action="/pull/${view.number}/merge" class="actions">
<select name="method" aria-label="How"><option value="squash">Squash and merge</option><option value="merge">Create a merge commit</option><option value="rebase">Rebase and merge</option></select>
<button class="primary">Merge</button><button name="auto" value="on">Turn auto-merge on</button>
</form></div></div>
`;
}
