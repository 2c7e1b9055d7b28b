import { realpathSync } from 'node:fs';
import { scanJson } from '../report/json.js';
import type { LineOf } from '../report/scan-text.js';
import { type AnalysisError, type AnalysisReport, compareFindings, compareText } from '../rust/finding.js';
import { type CrateSources, splitByCrate } from './crates.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { cacheFolder, Kept } from './kept.js';
import { Progress } from './progress.js';
import { type CrateResult, scanCrates } from './scan-crates.js';
import { rulesToScanBy } from './scan-rules.js';
import { displayPath, findSources, type NamedFile, readFiles, type Sources } from './sources.js';
import type { Terminal } from './terminal.js';

export interface ScanOptions {
  readonly rule: string[];
  readonly rules?: string;
  readonly format: 'text' | 'json';
  /** Whether what earlier runs found is used, and what this one finds is kept for the next. */
  readonly cache: boolean;
}

/** `wavegate scan`: the rules alone, over files and folders. */
export async function scan(
  paths: readonly string[],
  options: ScanOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const kept = new Kept(options.cache ? cacheFolder() : null);
  const rules = await rulesToScanBy(options.rule, options.rules, terminal.cwd, kept);
  const cwd = realpathSync(terminal.cwd);
  const sources = await findSources(paths, cwd);
  const crates = sources.map(splitByCrate);
  const progress = new Progress(
    sources.reduce((sum, { files }) => sum + files.length, 0),
    terminal,
  );
  let begun = 0;
  try {
    const results = await scanCrates(crates.flat(), rules, kept, () => progress.advance(++begun));
    const parts = sources.map((source, i) => reportOf(source, crates[i]!, results, cwd));
    const report = merge(parts);
    progress.clear();
    terminal.out(
      options.format === 'json' ? scanJson(report) : await textOf(report, lines(sources, cwd), terminal),
    );
    return exitCode(report);
  } finally {
    progress.clear();
  }
}

async function textOf(report: AnalysisReport, lineOf: LineOf, terminal: Terminal): Promise<string> {
  const { scanText } = await import('../report/scan-text.js');
  return scanText(report, lineOf, terminal);
}

/** What could not be judged is not clean: without any finding it is an error. */
function exitCode({ findings, errors }: AnalysisReport): ExitCode {
  if (findings.length > 0) return EXIT.failed;
  return errors.length > 0 ? EXIT.error : EXIT.ok;
}

/** What was found below one root, with the paths that people see. */
function reportOf(
  { root, files, errors }: Sources,
  crates: readonly CrateSources[],
  results: ReadonlyMap<CrateSources, CrateResult>,
  cwd: string,
): AnalysisReport {
  const shown = <T extends { readonly path: string }>(item: T): T => ({
    ...item,
    path: displayPath(root, item.path, cwd),
  });
  const own = crates.map((crate) => results.get(crate)!);
  const reports = own.flatMap((result) => result.reports);
  const unread = own.flatMap((result) => result.unread);
  return {
    findings: reports.flatMap(({ findings }) => findings.map(shown)),
    errors: [...errors, ...unread, ...reports.flatMap((report) => report.errors)].map(shown),
    files: files.length - unread.length,
    parsed: own.reduce((sum, { parsed }) => sum + parsed, 0),
  };
}

function merge(parts: readonly AnalysisReport[]): AnalysisReport {
  const errors = new Map<string, AnalysisError>();
  for (const error of parts.flatMap((part) => part.errors)) {
    errors.set([error.path, error.line, error.message].join('\0'), error);
  }
  return {
    findings: parts.flatMap(({ findings }) => findings).sort(compareFindings),
    errors: [...errors.values()].sort((a, b) => compareText(a.path, b.path) || a.line - b.line),
    files: parts.reduce((sum, { files }) => sum + files, 0),
    parsed: parts.reduce((sum, { parsed }) => sum + parsed, 0),
  };
}

/** Lines of the files that were scanned, by the paths that are shown. */
function lines(sources: readonly Sources[], cwd: string): LineOf {
  const files = new Map<string, NamedFile>();
  for (const { root, files: own } of sources)
    for (const file of own) files.set(displayPath(root, file.path, cwd), file);
  const split = new Map<string, string[]>();
  return (path, line) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    const known = split.get(path) ?? splitLines(file);
    split.set(path, known);
    return known[line - 1];
  };
}

function splitLines(file: NamedFile): string[] {
  const [read] = readFiles([file]).files;
  return new TextDecoder().decode(read?.bytes).split(/\r?\n/);
}
