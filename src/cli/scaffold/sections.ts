import { gatesOf } from '../../evaluate/evaluate.js';
import { inventorySites, inventoryTable } from '../../gates/inventory-rows.js';
import { GATE_LINES } from '../../report/gate-lines.js';
import { code, plain } from '../../report/markdown.js';
import { compareText } from '../../rust/finding.js';
import type { Material } from './material.js';

/** A part of a document: its heading and what stands under it. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

export type Kind = 'inventory' | 'checklist' | 'review' | 'other';

export const TITLES: Readonly<Record<Kind, string>> = {
  inventory: 'Inventory: ',
  checklist: 'Checklist: ',
  review: 'Review pack: ',
  other: '',
};

export function ofKind(kind: Kind, material: Material): Section[] {
  switch (kind) {
    case 'inventory':
      return [intent(material), sites(material)];
    case 'checklist':
      return [scope(material), gates(material), commands(material)];
    case 'review':
      return [intent(material), summary(material), scope(material), commands(material)];
    case 'other':
      return [intent(material)];
  }
}

/** What stands under a heading that a program asks for, as far as its words tell. */
export function forHeading(heading: string, material: Material): Section {
  const known = WORDS.find(([pattern]) => pattern.test(heading));
  return { heading: plain(heading), text: (known?.[1] ?? toWrite)(material, heading) };
}

type Text = (material: Material, heading: string) => string;

const WORDS: readonly (readonly [RegExp, Text])[] = [
  [/call ?sites?|places|inventor/iu, (material) => sites(material).text],
  [/latency|performance|metric|benchmark/iu, () => MEASURES],
  [/baseline|evidence|current/iu, (material) => summary(material).text],
  [/invariant|behaviou?r/iu, (material) => invariants(material)],
  [/scope|allow/iu, (material) => scope(material).text],
  [/gate|condition/iu, (material) => gates(material).text],
  [/command|validat|verif/iu, (material) => commands(material).text],
  [/intent|goal|purpose/iu, (material) => intent(material).text],
];

const MEASURES = `| what is measured | before | after, at most |
| --- | --- | --- |
| _to be named_ | _to be measured_ | _to be agreed_ |`;

function toWrite(_: Material, heading: string): string {
  return `_To be written: ${plain(heading.toLowerCase())}._`;
}

function intent({ position: { wave, step } }: Material): Section {
  const text = wave.intent === '' ? wave.title : wave.intent;
  return { heading: 'Intent', text: `${plain(text)}\n\nThis step: ${plain(step.title)}.` };
}

function sites({ stock }: Material): Section {
  const text =
    stock.findings.length === 0
      ? "The wave's rules find nothing."
      : `Where the wave's rules find something today. A row is one line of a file; a rule that only warns is marked.\n\n${inventoryTable(stock.findings).join('\n')}`;
  return { heading: 'Call sites', text };
}

function summary({ stock, position: { wave } }: Material): Section {
  const found = inventorySites(stock.findings);
  const rows = wave.rules.map(({ rule }) => {
    const hits = found.filter(({ rules }) => rules.includes(rule));
    const files = [...new Set(hits.map(({ path }) => path))].sort(compareText);
    return `| ${code(rule)} | ${hits.length} | ${files.length} |`;
  });
  const table = ['| rule | places | files |', '| --- | --- | --- |', ...rows].join('\n');
  const text =
    rows.length === 0 ? 'The wave has no rules.' : `${stock.files} files are looked at.\n\n${table}`;
  return { heading: 'What is found today', text };
}

function scope({ position: { step } }: Material): Section {
  const paths = step.allow.map((glob) => `- ${code(glob)}`).join('\n');
  return { heading: 'Scope', text: `What a pull request of this step may touch:\n\n${paths}` };
}

function gates({ position, branch }: Material): Section {
  const items = gatesOf(position)
    .filter((gate) => !('concerns' in gate))
    .map(({ id, title }) => `- [ ] ${code(id)}: ${GATE_LINES[id] ?? plain(title)}`);
  return {
    heading: 'Gates',
    text: `The branch is ${code(branch)}, or another name of this step. These must hold:\n\n${items.join('\n')}`,
  };
}

function commands({ crates, base, script }: Material): Section {
  const lines = [
    'cargo fmt --check',
    ...crates.flatMap((crate) => [
      `cargo clippy -p ${crate} --all-targets -- -D warnings`,
      `cargo check -p ${crate}`,
    ]),
    script === null ? `wavegate check --base ${base}` : `BASE_REF=${base} bash ${script}`,
  ];
  return { heading: 'Validation', text: ['```bash', ...lines, '```'].join('\n') };
}

function invariants({ position: { wave } }: Material): string {
  return [
    ...(wave.intent === '' ? [] : [`- ${plain(wave.intent)}`]),
    '- Public interfaces and their behaviour stay as they are.',
    '- _To be written: what else must not change, and the test that holds it._',
  ].join('\n');
}
