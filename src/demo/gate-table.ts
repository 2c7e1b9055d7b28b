import { renderMarkdown } from './pages/markdown.js';
import type { CheckRunView } from './view.js';

/** A row of the table of gates as a person reads it, in plain text. */
export interface GateRow {
  readonly gate: string;
  readonly verdict: string;
  readonly why: string;
  readonly next: string;
}

/** The table of gates in a check run's summary, from the page that it becomes. */
export function gateTable(run: CheckRunView): GateRow[] {
  const page = renderMarkdown(run.summary).text;
  return page.split('<tr>').flatMap((row) => {
    const [gate = '', verdict = '', why = '', next = ''] = [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(
      ([, cell = '']) => plainText(cell),
    );
    const word = /\b(pass|fail|wait|skip)$/.exec(verdict)?.[1];
    return word === undefined ? [] : [{ gate, verdict: word, why, next }];
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Invisible characters keep names from becoming mentions and links; a terminal has neither. */
function plainText(html: string): string {
  return html
    .replaceAll(/<br>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/[\u200b\u2060]/g, '')
    .replaceAll('\u00a0', ' ')
    .trim();
}
