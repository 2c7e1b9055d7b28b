import { createInProcessAnalyzer } from '../analysis/in-process.js';
import { takeInventory } from '../evaluate/take-inventory.js';
import { inventoryRow, inventorySites, inventoryTable, placeOf } from '../gates/inventory-rows.js';
import type { Stock } from '../gates/stock.js';
import type { Position } from '../program/position.js';
import { inertLine } from '../report/page.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { headOf, openWithPrograms } from './subject.js';
import type { Terminal } from './terminal.js';
import { findPosition, type WaveOptions } from './wave.js';

export interface InventoryOptions extends WaveOptions {
  readonly format: 'markdown' | 'json';
}

/** `wavegate inventory`: every place where a wave's rules find something, as rows for its document. */
export async function inventory(options: InventoryOptions, terminal: Terminal): Promise<ExitCode> {
  const opened = await openWithPrograms(options, terminal.cwd);
  const position = await findPosition(opened, options);
  const analyzer = createInProcessAnalyzer();
  try {
    const commit = await headOf(opened.clone, options);
    const stock = await takeInventory(position, opened.programs, commit, {
      repository: opened.clone,
      analyzer,
    });
    terminal.out(options.format === 'json' ? inventoryJson(position, stock) : inventoryMarkdown(stock));
    for (const note of notesOn(stock)) terminal.err(`wavegate: ${inertLine(note)}\n`);
    return isWhole(stock) ? EXIT.ok : EXIT.error;
  } finally {
    await analyzer.close();
  }
}

/** Rows that stand for a part alone would make an inventory that looks complete. */
function isWhole({ errors, notFiles, empty }: Stock): boolean {
  return errors.length + notFiles.length + empty.length === 0;
}

function inventoryMarkdown({ findings }: Stock): string {
  return findings.length === 0 ? '' : `${inventoryTable(findings).map(inertLine).join('\n')}\n`;
}

function inventoryJson({ program, waveId }: Position, stock: Stock): string {
  const sites = inventorySites(stock.findings).map((site) => ({ ...placeOf(site), row: inventoryRow(site) }));
  const { errors, files } = stock;
  return `${JSON.stringify({ program: program.program, wave: waveId, sites, errors, files }, null, 2)}\n`;
}

function notesOn({ findings, errors, notFiles, empty, files }: Stock): string[] {
  return [
    ...(findings.length === 0
      ? [`The wave's rules find nothing in ${files} ${files === 1 ? 'file' : 'files'}.`]
      : []),
    ...errors.map(({ path, line, message }) => `${path}:${line}: could not be judged: ${message}`),
    ...notFiles.map((path) => `${path}: a symbolic link or a submodule, which cannot be judged.`),
    ...empty.map(
      ({ rule, in: globs }) => `${rule} holds in ${globs.join(', ')}, where there is no Rust file.`,
    ),
  ];
}
