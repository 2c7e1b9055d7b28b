import { type Html, html } from './html.js';

const MARKS: Readonly<Record<string, string>> = {
  success: '✓',
  failure: '✕',
  neutral: '■',
  cancelled: '⊘',
  in_progress: '●',
  queued: '●',
  pending: '●',
  skipped: '⊘',
  error: '✕',
  timed_out: '✕',
  action_required: '!',
};

/** The state that a reader sees: the conclusion, or the status while there is none. */
export function stateOf(run: { status: string; conclusion: string | null }): string {
  return run.conclusion ?? run.status;
}

export function mark(state: string): Html {
  return html`<span class="mark ${state}" title="${state}">${MARKS[state] ?? '?'}</span>`;
}
