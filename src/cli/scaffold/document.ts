import { headingsOf, headingTest } from '../../gates/markdown.js';
import type { Artifact } from '../../program/schema.js';
import { plain } from '../../report/markdown.js';
import { type Material, titleOf } from './material.js';
import * as sections from './sections.js';

/** A document of a step: what it is for by its name and headings, with everything that is known filled in. */
export function documentOf(artifact: Artifact, material: Material): string {
  const kind = kindOf(artifact, material);
  const own = sections.ofKind(kind, material);
  const title = `${sections.TITLES[kind] ?? ''}${titleOf(material.position)}`;
  const begun = [`# ${plain(title)}`, ...own.map(({ heading }) => `## ${heading}`)].join('\n\n');
  const present = headingsOf(begun);
  const asked = artifact.headings
    .filter((heading) => !present.some(headingTest(heading)))
    .map((heading) => sections.forHeading(words(heading), material));
  const parts = [...own, ...asked].map(({ heading, text }) => `## ${heading}\n\n${text}`);
  return `${[`# ${plain(title)}`, ...parts].join('\n\n')}\n`;
}

/** The words of a heading whose `*` stand for any text. */
function words(heading: string): string {
  const text = heading.replace(/\*+/gu, ' ').replace(/\s+/gu, ' ').trim();
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function kindOf({ path, headings }: Artifact, { position }: Material): sections.Kind {
  if (path === position.step.inventory) return 'inventory';
  const about = [path.slice(path.lastIndexOf('/') + 1), ...headings].join(' ').toLowerCase();
  if (/check-?list/u.test(about)) return 'checklist';
  if (/review/u.test(about)) return 'review';
  return /inventor/u.test(about) ? 'inventory' : 'other';
}
