import type { Board } from '../evaluate/board.js';
import type { TrendPoint } from '../evaluate/trend.js';
import { type Block, paragraph, table } from './blocks.js';
import { code } from './markdown.js';
import { diagram, label } from './mermaid.js';

/** Charts of Mermaid have no legend: a wave is told by the square of its line's colour. */
const COLOURS = [
  ['🟦', '#0969da'],
  ['🟧', '#d1680b'],
  ['🟪', '#8250df'],
  ['🟩', '#1a7f37'],
  ['🟥', '#cf222e'],
  ['🟨', '#d4a72c'],
  ['🟫', '#7d4e2d'],
] as const;

/** How many findings each wave's rules had left as pull requests were merged: as a chart, and in numbers. */
export function trendBlocks({ waves }: Board, points: readonly TrendPoint[]): Block[] {
  const counted = waves.filter(({ waveId }) => points.some(({ left }) => left.has(waveId)));
  if (points.length < 2 || counted.length === 0) return [];
  const ids = counted.map(({ waveId }) => waveId);
  const isSingle = ids.length <= COLOURS.length;
  return [
    paragraph('### Findings left'),
    paragraph(
      isSingle
        ? `${ids.map((id, index) => `${COLOURS[index]![0]} ${code(id)}`).join(' · ')}, counted on the default branch after each merge.`
        : 'Of all waves together, counted on the default branch after each merge.',
    ),
    paragraph(chart(points, isSingle ? ids.map((id) => series(points, [id])) : [series(points, ids)])),
    ...inNumbers(points, ids),
  ];
}

function series(points: readonly TrendPoint[], ids: readonly string[]): number[] {
  return points.map(({ left }) => ids.reduce((sum, id) => sum + (left.get(id) ?? 0), 0));
}

function chart(points: readonly TrendPoint[], lines: readonly (readonly number[])[]): string {
  const most = Math.max(1, ...lines.flat());
  const palette = COLOURS.slice(0, lines.length)
    .map(([, colour]) => colour)
    .join(', ');
  const labels = points.map((point) => `"${point.label}"`).join(', ');
  return diagram([
    `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${palette}"}}}}%%`,
    'xychart-beta',
    `  x-axis [${labels}]`,
    `  y-axis "${label('findings')}" 0 --> ${most}`,
    ...lines.map((line) => `  line [${line.join(', ')}]`),
  ]);
}

/** For those who cannot see the chart, and for where it is not drawn. */
function inNumbers(points: readonly TrendPoint[], ids: readonly string[]): Block[] {
  const numbers = table(
    ['Wave', ...points.map((point) => point.label)],
    ids.map((id) => [code(id), ...series(points, [id]).map(String)]),
  );
  const rows = [numbers.head, ...numbers.items].join('\n');
  return [paragraph(`<details><summary>In numbers</summary>\n\n${rows}\n\n</details>`)];
}
