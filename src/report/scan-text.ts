import { type AnalysisReport, compareText, type Finding } from '../rust/finding.js';
import { inertLine, Page, type PageStyle } from './page.js';

/** Gives a line of a file that was scanned, without its line end; undefined when it is not at hand. */
export type LineOf = (path: string, line: number) => string | undefined;

/** What `wavegate scan` prints for people: each finding with its place, its message and its line. */
export function scanText(report: AnalysisReport, lineOf: LineOf, style: PageStyle): string {
  const page = new Page(style);
  const blocks = [
    ...report.findings.map((finding) => findingBlock(page, finding, lineOf, style.width)),
    ...report.errors.map((error) => [
      `${place(page, error.path, error.line)}: ${page.paint('not judged', 'red')}`,
      ...page.wrap(error.message, '  '),
    ]),
  ];
  const body = blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
  return `${body}${body === '' ? '' : '\n'}${page.wrap(summary(report)).join('\n')}\n`;
}

function findingBlock(page: Page, finding: Finding, lineOf: LineOf, width: number): string[] {
  const { path, line, column, rule, message, confidence } = finding;
  const sure = confidence === 'probable' ? ' (probable)' : '';
  const within = finding.function === null ? '' : `  in ${inertLine(finding.function)}`;
  const source = lineOf(path, line);
  return [
    `${place(page, path, line, column)}: ${page.paint(rule, 'yellow')}${sure}${page.paint(within, 'dim')}`,
    ...page.wrap(message, '  '),
    ...(source === undefined ? [] : excerpt(page, finding, source, width)),
  ];
}

function place(page: Page, path: string, ...numbers: number[]): string {
  return page.paint([inertLine(path), ...numbers].join(':'), 'bold');
}

/** The finding's line with its expression underlined, cut to the width around the expression. */
function excerpt(
  page: Page,
  { line, column, endLine, endColumn }: Finding,
  source: string,
  width: number,
): string[] {
  const bytes = Buffer.from(source);
  const before = bytes.subarray(0, column - 1).toString();
  const marked = bytes.subarray(column - 1, endLine === line ? endColumn - 1 : undefined).toString();
  const gutter = `  ${line} | `;
  const room = width - gutter.length;
  const start = inertLine(before.trimStart());
  const shownStart = start.length > room / 2 ? `…${start.slice(-Math.floor(room / 2) + 1)}` : start;
  const rest = inertLine(marked + bytes.subarray(column - 1 + Buffer.byteLength(marked)).toString());
  const text = shownStart + rest;
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  const carets = Math.max(1, Math.min(inertLine(marked.trimEnd()).length, shown.length - shownStart.length));
  const blank = `${' '.repeat(gutter.length - 2)}| `;
  return [
    `${page.paint(gutter, 'blue')}${shown}`,
    `${page.paint(blank, 'blue')}${' '.repeat(shownStart.length)}${page.paint('^'.repeat(carets), 'red')}`,
  ];
}

function summary({ findings, errors, files }: AnalysisReport): string {
  const byRule = new Map<string, number>();
  for (const { rule } of findings) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const counts = [...byRule].sort(([a], [b]) => compareText(a, b)).map(([rule, n]) => `${n} ${rule}`);
  const found =
    findings.length === 0 ? 'no findings' : `${plural(findings.length, 'finding')} (${counts.join(', ')})`;
  const failed = errors.length === 0 ? '' : `, ${plural(errors.length, 'place')} not judged`;
  return `${found}${failed} in ${plural(files, 'file')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
