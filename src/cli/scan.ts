import { realpathSync } from 'node:fs';
import { scanJson } from '../report/json.js';
import type { LineOf } from '../report/scan-text.js';
import type { RuleDefinition } from '../rules/definition.js';
import { type AnalysisError, type AnalysisReport, compareFindings, compareText } from '../rust/finding.js';
import { Answers, ruleFiles, stateOf } from './answers.js';
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
  readonly format: 'text' | 'json' | 'sarif';
  /** Whether what earlier runs found is used, and what this one finds is kept for the next. */
  readonly cache: boolean;
}

/**
 * `wavegate scan`: the rules alone, over files and folders.
 *
 * @param args the command line that it was read from, which the answer is kept for.
 */
export async function scan(
  paths: readonly string[],
  options: ScanOptions,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const kept = new Kept(options.cache ? cacheFolder() : null);
  // All files are looked at before they are read: a change in between makes another state.
  const rulesThen = ruleFiles(options.rules, terminal.cwd);
  const rules = await rulesToScanBy(options.rule, options.rules, terminal.cwd, kept);
  const cwd = realpathSync(terminal.cwd);
  const sources = await findSources(paths, cwd);
  const crates = sources.map(splitByCrate);
  const state = stateOf(rulesThen, sources, crates);
  const progress = new Progress(
    sources.reduce((sum, { files }) => sum + files.length, 0),
    terminal,
  );
  let begun = 0;
  try {
    const results = await scanCrates(crates.flat(), rules, kept, () => progress.advance(++begun));
    const show = options.format === 'sarif' ? fromRoot(sources) : fromHere(cwd);
    const report = merge(sources.map((source, i) => reportOf(source, crates[i]!, results, show)));
    progress.clear();
    const out = await render(report, options.format, rules, lines(sources, show), terminal);
    const code = exitCode(report);
    // An error may be the machine's: the next run tries again.
    if (report.errors.length === 0)
      new Answers(kept).keep(args, terminal, { paths, rules: options.rules }, state, { out, code });
    terminal.out(out);
    return code;
  } finally {
    progress.clear();
  }
}

/** Makes the path that a report shows of one below a root. */
type Show = (root: string, path: string) => string;

function fromHere(cwd: string): Show {
  return (root, path) => displayPath(root, path, cwd);
}

/** Logs are read elsewhere: their paths begin at the root, or at the top of the machine where there are several. */
function fromRoot(sources: readonly Sources[]): Show {
  return sources.length > 1 ? (root, path) => `${root}/${path}` : (_, path) => path;
}

async function render(
  report: AnalysisReport,
  format: ScanOptions['format'],
  rules: readonly RuleDefinition[],
  lineOf: LineOf,
  terminal: Terminal,
): Promise<string> {
  switch (format) {
    case 'json':
      return scanJson(report);
    case 'text': {
      const { scanText } = await import('../report/scan-text.js');
      return scanText(report, lineOf, terminal);
    }
    case 'sarif': {
      const { scanSarif } = await import('../report/sarif.js');
      const { version } = await import('./version.js');
      return scanSarif(report, rules, lineOf, { version: version(), category: 'wavegate/scan' });
    }
  }
}

/** What could not be judged is not clean: without any finding it is an error. */
function exitCode({ findings, errors }: AnalysisReport): ExitCode {
  if (findings.length > 0) return EXIT.failed;
  return errors.length > 0 ? EXIT.error : EXIT.ok;
}

/** What was found below one root, with the paths that are shown. */
function reportOf(
  { root, files, errors }: Sources,
  crates: readonly CrateSources[],
  results: ReadonlyMap<CrateSources, CrateResult>,
  show: Show,
): AnalysisReport {
  const shown = <T extends { readonly path: string }>(item: T): T => ({
    ...item,
    path: show(root, item.path),
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
function lines(sources: readonly Sources[], show: Show): LineOf {
  const files = new Map<string, NamedFile>();
  for (const { root, files: own } of sources) for (const file of own) files.set(show(root, file.path), file);
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
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(read?.bytes).split(/\r?\n/);
}
