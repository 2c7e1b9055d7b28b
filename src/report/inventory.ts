import { inventoryTable } from '../gates/inventory-rows.js';
import type { Stock } from '../gates/stock.js';
import { COMMENT_CHARACTERS } from '../github/limits.js';
import { bytes } from './blocks.js';
import { code, fence, prose, shorten } from './markdown.js';

/** Bytes left for what stands around the rows. */
const MARGIN = 8_000;
const MOST_ERRORS = 20;

/** The sites of a wave as a comment shows them: rows to paste, and what could not be judged. */
export function inventoryReply(stock: Stock, label: string, headSha: string): string {
  const table = inventoryTable(stock.findings);
  const rows = within(table, COMMENT_CHARACTERS - MARGIN);
  const left = table.length - rows.length;
  const count = table.length - 2;
  return [
    `${code(label)} at ${code(headSha.slice(0, 10))}: ${count === 0 ? 'its rules find nothing' : `its rules find something on ${count} ${count === 1 ? 'line' : 'lines'}`} in ${stock.files} ${stock.files === 1 ? 'file' : 'files'}.`,
    ...(count === 0 ? [] : ['Ready to paste into the inventory:', fence(rows.join('\n'), 'markdown')]),
    ...(left > 0 ? [`${left} more rows have no room here; ${code('wavegate inventory')} prints all.`] : []),
    ...unjudged(stock),
  ].join('\n\n');
}

function within(lines: readonly string[], limit: number): string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += bytes(line) + 1;
    return used > limit;
  });
  return end < 0 ? [...lines] : lines.slice(0, end);
}

function unjudged({ errors, notFiles, empty }: Stock): string[] {
  const all = [
    ...errors.map(({ path, line, message }) => `${code(`${path}:${line}`)}: ${prose(shorten(message, 300))}`),
    ...notFiles.map((path) => `${code(path)}: a symbolic link or a submodule`),
    ...empty.map(({ rule }) => `${code(rule)}: there is no Rust file where it holds`),
  ];
  if (all.length === 0) return [];
  const more = all.length > MOST_ERRORS ? [`- and ${all.length - MOST_ERRORS} more`] : [];
  const items = all.slice(0, MOST_ERRORS).map((one) => `- ${one}`);
  return [`**Could not be judged**, so there may be more:\n\n${[...items, ...more].join('\n')}`];
}
