import { extname } from 'node:path';
import { inventorySites, placeOf } from '../../gates/inventory-rows.js';
import type { Artifact } from '../../program/schema.js';
import { type Material, titleOf } from './material.js';

const COMMENTS: Readonly<Record<string, string>> = {
  '.yml': '#',
  '.yaml': '#',
  '.toml': '#',
  '.ini': '#',
  '.conf': '#',
  '.rs': '//',
  '.ts': '//',
  '.js': '//',
};

/** An artifact that is no document, by the end of its name; null for documents. */
export function dataFile({ path }: Artifact, { position, stock }: Material): string | null {
  const end = extname(path);
  const title = titleOf(position);
  const sites = inventorySites(stock.findings);
  if (end === '.json') {
    return `${JSON.stringify({ title, places: sites.map(placeOf) }, null, 2)}\n`;
  }
  const mark = COMMENTS[end];
  if (mark === undefined) return null;
  const places = sites.map((site) => `${mark} ${site.path}:${site.line} ${site.function ?? ''}`.trimEnd());
  return `${[`${mark} ${title}`, ...places].join('\n')}\n`;
}
